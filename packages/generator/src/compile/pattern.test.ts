/** Patterns: every text is matched by the whole of the expression that it was made from. */
import { definePlugin, defineTable, pattern, PluginError, type Table } from "@backlot/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { records } from "../index.ts";

function tableOf(type: z.ZodType): Table {
  return definePlugin({ name: "test", dataVersion: 1, tables: [defineTable("t", z.object({ value: type }))] }).tables.t;
}

async function textsOf(type: z.ZodType, rows: number): Promise<string[]> {
  const texts: string[] = [];
  for await (const record of records(tableOf(type), { rows })) texts.push(record["value"] as string);
  return texts;
}

/** A piece of an expression, of one character or in a group, so that it can be repeated. */
const atom = fc.oneof(
  fc.constantFrom("a", "Z", "7", "\\.", "\\\\", "\\n", '"', "'", ",", " ", "é", "日", "\\t", "\\/", "\\u0041", "\\x7e"),
  fc.constantFrom(".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "[^a-z]", "[^\\d\\s]"),
  fc
    .array(fc.constantFrom("a-f", "0-9", "_", "\\-", "é", "à-ü", "一-十", "\\s", "\\w", "\\]", "^", "|"), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => `[x${parts.join("")}]`),
);

const repetition = fc.constantFrom("", "", "", "?", "*", "+", "{3}", "{0}", "{2,4}", "{1,}", "*?", "{70}");
/** A matcher tries all ways to split a text among repetitions in repetitions: there must be few. */
const repetitionOfGroup = fc.constantFrom("", "", "?", "{2}", "{1,2}");

const { expression: source } = fc.letrec<{ expression: string; group: string; term: string }>((tie) => ({
  group: fc
    .tuple(fc.constantFrom("(", "(?:", "(?<name>"), tie("expression"), repetitionOfGroup)
    .map(([open, inside, times]) => `${open}${inside})${times}`),
  term: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.tuple(atom, repetition).map(([of, times]) => of + times),
    tie("group"),
  ),
  expression: fc
    .array(
      fc.array(tie("term"), { maxLength: 3 }).map((terms) => terms.join("")),
      { minLength: 1, maxLength: 3 },
    )
    .map((options) => options.join("|")),
}));

const anyExpression = fc
  .tuple(source, fc.constantFrom("", "i", "u", "v", "s", "iu"), fc.constantFrom("", "^", "$", "^$"))
  .map(([inner, flags, anchors]): RegExp | undefined => {
    try {
      const [first, last] = [anchors.startsWith("^") ? "^" : "", anchors.endsWith("$") ? "$" : ""];
      return new RegExp(first + last === "" ? inner : `${first}(?:${inner})${last}`, flags);
    } catch {
      // A name twice, or a sign that has another meaning under a flag.
      return undefined;
    }
  })
  .filter((made) => made !== undefined);

test("texts match", async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(anyExpression, async (expression) => {
      const whole = new RegExp(`^(?:${expression.source})$`, expression.flags);
      let texts: string[];
      try {
        texts = await textsOf(pattern(expression), 20);
      } catch (error) {
        expect(error).toBeInstanceOf(PluginError);
        return;
      }
      made++;
      for (const text of texts) expect(text).toMatch(whole);
    }),
    { numRuns: Number(process.env["BACKLOT_RUNS"] ?? 150), seed: 7 },
  );
  expect(made).toBeGreaterThan(100);
});

test("characters, alternatives and numbers of repetition are equally likely, and independent", async () => {
  const texts = await textsOf(pattern(/[ab]{1,4}-[ab]{1,4}(?:x|y|z)\d{4}[01]{3}/), 6000);
  const share = (of: (text: string) => boolean): number => texts.filter(of).length / texts.length;
  for (const length of [1, 2, 3, 4]) {
    expect(share((text) => text.indexOf("-") === length)).toBeCloseTo(0.25, 1);
    expect(share((text) => text.slice(text.indexOf("-")).search(/[xyz]/) === length + 1)).toBeCloseTo(0.25, 1);
  }
  expect(share((text) => text.includes("y"))).toBeCloseTo(1 / 3, 1);
  expect(share((text) => /[xyz]0/.test(text))).toBeCloseTo(0.1, 1);
  expect(share((text) => text.endsWith("1"))).toBeCloseTo(0.5, 1);
  // The two repetitions have streams of their own.
  expect(share((text) => text[0] === text[text.indexOf("-") + 1])).toBeCloseTo(0.5, 1);
  expect(share((text) => /^(.+)-\1[xyz]/.test(text))).toBeLessThan(0.25);
});

test.each([
  ["base64", z.base64()],
  ["base64url", z.base64url()],
  ["duration", z.iso.duration()],
  ["hostname", z.hostname()],
  ["cuid2", z.cuid2()],
  ["ksuid", z.ksuid()],
  ["xid", z.xid()],
  ["cidrv4", z.cidrv4()],
  ["cidrv6", z.cidrv6()],
  ["e164", z.e164()],
  ["md5", z.hash("md5")],
  ["datetime of whole seconds", z.iso.datetime({ precision: 0 })],
  ["template literal", z.templateLiteral(["v", z.int(), ".", z.enum(["alpha", "beta"])])],
  ["starts with", z.string().startsWith("a+b")],
  ["includes", z.string().includes("(x)")],
  [
    "letters by limits",
    z
      .string()
      .regex(/^[a-z]+$/)
      .min(13)
      .max(20),
  ],
])("a plain type with an expression: %s", async (_, type) => {
  const texts = await textsOf(type, 300);
  for (const text of texts) expect(type.parse(text)).toBe(text);
});
