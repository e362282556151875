/** Defects planted at known places among good records: each is told with its exact record and byte. */
import { describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { RandomJson } from "./random-json.ts";
import { Random } from "./random.ts";
import { amount, row, type Count } from "./scoreboard.ts";

/** A record with one defect: what stands before the defective byte and from it on, and what it is called. */
type Defect = readonly [before: string, after: string, reason: string];

/** After a good member. */
const jsonDefects: readonly Defect[] = [
  [',"a":', "x}", "neither a value"],
  [',"a":tr', "e}", "neither a value"],
  [',"a":"', '\\q"}', "an escape"],
  [',"a":"é', '\t"}', "a control character"],
  [',"a":1 ', "2}", "a comma or closing bracket"],
  [',"a":[[1', "}]}", "does not match"],
  [",", "a}", "a key in double quotes"],
  [',"a"', ",1}", "a colon"],
  [',"a":1.', "}", "a number"],
  ["}", "{}", "text after the record"],
];

const csvDefects: readonly Defect[] = [
  [',"b"', "x", "text after a closing quote"],
  [",b", '"', "a quote stands inside a cell"],
  ["", "\n", "fewer cells"],
  [",b,", "c", "more cells"],
];

interface Planted {
  readonly record: number;
  readonly byte: number;
  readonly reason: string;
}

/** A file in which a third of the records have a defect. */
function planted(
  random: Random,
  defects: readonly Defect[],
  good: () => readonly [front: string, end: string],
  [start, between, end]: readonly [string, string, string],
): { content: Uint8Array; errors: Planted[] } {
  const errors: Planted[] = [];
  let content = start;
  let bytes = utf8(start).length;
  const add = (text: string): void => {
    content += text;
    bytes += utf8(text).length;
  };
  for (let record = 1; record <= 1500; record++) {
    const [front, rest] = good();
    add(front);
    if (random.below(3) > 0) add(rest);
    else {
      const [before, after, reason] = random.of(defects);
      add(before);
      errors.push({ record, byte: bytes, reason });
      add(after.trimEnd());
    }
    if (record < 1500) add(between);
  }
  return { content: utf8(content + end), errors };
}

async function check(count: Count, random: Random, name: string, plant: ReturnType<typeof planted>): Promise<void> {
  const { content, errors } = plant;
  const chunkBytes = 2 ** (6 + random.below(12));
  const result = await outcome(content, name, { pick: "a, k", chunkBytes, onError: { quarantine: "" } });
  const lines = (result.quarantine ?? "").split("\n").slice(0, -1);
  for (const [i, { record, byte, reason }] of errors.entries()) {
    count.inputs++;
    count.faults++;
    const told = JSON.parse(lines[i] ?? "{}") as Partial<Planted>;
    count.same(`${told.record} ${told.byte}`, `${record} ${byte}`, () => `${reason}, told as ${lines[i]}`);
    if (!told.reason?.includes(reason)) count.mistake(() => `${reason} is told as ${lines[i]}`);
  }
  count.missing(lines.length - errors.length);
  count.missing((result.accounts?.written ?? 0) + errors.length - 1500);
}

const goesOn = (count: Count): boolean => count.faults < amount(400, 10_000);

describe("planted errors", () => {
  row(6, "in NDJSON", async (count) => {
    for (let seed = 1; goesOn(count); seed++) {
      const random = new Random(seed);
      const json = new RandomJson(random);
      const good = (): readonly [string, string] => [`{"k":${json.value()}`, `,"a":${json.value()}}`];
      await check(count, random, "x.ndjson", planted(random, jsonDefects, good, ["", "\n", ""]));
    }
  });

  row(6, "in a JSON array", async (count) => {
    for (let seed = 1; goesOn(count); seed++) {
      const random = new Random(seed);
      const json = new RandomJson(random);
      const good = (): readonly [string, string] => [`{"k":${json.value()}`, `,"a":${json.value()}}`];
      // Where a bracket is of the wrong kind, or a value goes on, where the element ends is a guess.
      const some = jsonDefects.filter(([, , reason]) => !/match|after the record/.test(reason));
      await check(count, random, "x.json", planted(random, some, good, ["[", ",\n", "]"]));
    }
  });

  row(6, "in CSV", async (count) => {
    for (let seed = 1; goesOn(count); seed++) {
      const random = new Random(seed);
      const good = (): readonly [string, string] => [`"${random.of(["", "a\n", 'é""', ","])}"`, ",b"];
      await check(count, random, "x.csv", planted(random, csvDefects, good, ["k,a\n", "\n", "\n"]));
    }
  });
});
