import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aliasTable } from "./alias-table.ts";
import { bucketTable } from "./distribution.ts";
import { inversePower } from "./elementary.ts";
import { outcomes, steps, wholeWeights } from "./phrase.ts";
import { vocabulary } from "./vocabulary.generated.ts";

test("the vocabulary is that of the pinned faker: another digest is other data, and needs a new data version", () => {
  const digest = createHash("sha256").update(JSON.stringify(vocabulary)).digest("hex");
  expect(digest).toMatchInlineSnapshot(`"b5da8505b14d0aafc97562846f0457c6f1b6b1f3351dfccfab471f81777dc853"`);
});

test("phrases of few outcomes become one table, with their weights", () => {
  const small = { words: { a: "x\u007fy", b: "1\u007f2\u007f3" }, phrases: {} };
  const phrase = [
    {
      oneOf: [
        [3, [""]],
        [1, [{ words: "a" }, "-", { words: "b" }]],
      ],
    },
  ] as const;
  const found = outcomes(phrase, small)!;
  expect(found.map(({ text }) => text)).toEqual(["", "x-1", "x-2", "x-3", "y-1", "y-2", "y-3"]);
  expect(wholeWeights(found.map(({ weight }) => weight))).toEqual([18, 1, 1, 1, 1, 1, 1]);
  const [only] = steps(phrase, small) as { texts: string[] }[];
  expect(only.texts).toHaveLength(24);
});

test("every phrase has steps, and every list of words has some", () => {
  for (const phrase of Object.values(vocabulary.phrases)) expect(steps(phrase, vocabulary).length).toBeGreaterThan(0);
  for (const words of Object.values(vocabulary.words)) expect(words.length).toBeGreaterThan(0);
});

test("powers by basic arithmetic are those of Math.pow", () => {
  for (const x of [1, 2, 3.5, 100, 12345.678, 1e9, 2 ** 50]) {
    for (const y of [0.1, 0.9, 1, 2.5, 10]) expect(inversePower(x, y) / x ** -y).toBeCloseTo(1, 10);
  }
});

test("an alias table gives every index its weight", () => {
  const weights = [1, 0, 5, 0.25, 3];
  const chances = weights.map(() => 0);
  aliasTable(weights).forEach(([threshold, alias], k) => {
    chances[k] += threshold / 2 ** 32 / weights.length;
    chances[alias] += (1 - threshold / 2 ** 32) / weights.length;
  });
  weights.forEach((weight, k) => expect(chances[k]).toBeCloseTo(weight / 9.25, 6));
});

test("the buckets of Zipf cover all ranks once", () => {
  for (const n of [1, 2, 64, 65, 1000, 13_500_000, 5_000_000_000]) {
    const { words, count } = bucketTable({ kind: "zipf", exponent: 0.9 }, n);
    let next = 0;
    for (let k = 0; k < count; k++) {
      expect(words[6 * k + 2] * 2 ** 32 + words[6 * k + 3]).toBe(next);
      next += words[6 * k + 4] * 2 ** 32 + words[6 * k + 5];
    }
    expect(next).toBe(n);
  }
});
