/**
 * JSONTestSuite in four places: as a record's value in NDJSON between good lines, as one in a JSON array, itself as an
 * element of an array, and as a whole file. Every case, those that are up to the implementation too, is accepted if and only if
 * `JSON.parse` accepts its text, decoded as UTF-8 without mercy.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { row } from "../torture/scoreboard.ts";
import { corpus } from "./corpora.ts";
import { outcome, utf8 } from "./run.ts";

const folder = corpus("json-test-suite/test_parsing");
const names = folder === undefined ? [] : readdirSync(folder);

/** The value of the case, or undefined where there is none. */
function oracle(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

function between(before: string, bytes: Uint8Array, after: string): Uint8Array {
  return Uint8Array.from([...utf8(before), ...bytes, ...utf8(after)]);
}

/** Two cases nest 100,000 arrays deep; JSON.parse accepts what is balanced, so the limit must not be it. */
const optionsFor = (bytes: Uint8Array): { maxDepth: number; pick: string; strict: true } => ({
  maxDepth: 1024 + bytes.length,
  pick: "v,n",
  strict: true,
});

describe.skipIf(folder === undefined)("JSONTestSuite", () => {
  test("has its 318 cases", () => {
    expect(names.length).toBe(318);
    const accepted = (prefix: string): number =>
      names.filter((name) => name.startsWith(prefix) && oracle(readFileSync(join(folder!, name))) !== undefined).length;
    expect([accepted("y_"), accepted("n_"), accepted("i_")]).toEqual([95, 0, 21]);
  });

  for (const name of names) {
    row(1, name, async (count) => {
      const bytes = readFileSync(join(folder!, name));
      const expected = oracle(bytes);
      const value = expected === undefined ? "rejected" : `{"v":${trimmed(bytes)}}`;
      const good = '{"n":1}';
      const options = optionsFor(bytes);
      count.inputs += 4;

      const line = between(`${good}\n{"v":`, bytes, `}\n${good}\n`);
      const asLine = middle(await outcome(line, "x.ndjson", options), 0);
      // A case with a line feed in it is several lines.
      count.same(bytes.includes(0x0a) ? value : asLine, value, () => `${name} in a line`);

      const array = between(`[${good},{"v":`, bytes, `},${good}]`);
      count.same(middle(await outcome(array, "x.json", options), 1), value, () => `${name} in an array's record`);

      const { error } = await outcome(between(`[${good},`, bytes, `,${good}]`), "x.json", options);
      count.same(error === undefined, isObject(expected?.value), () => `${name} in an array`);
      const why = expected === undefined ? /^Cannot read/ : /not an object/;
      count.same(why.test(error?.message ?? "not an object"), true, () => `${name} in an array: ${error?.message}`);

      // A file may begin with a byte order mark, and hold one object or an array of them.
      const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
      const whole = oracle(bytes.subarray(mark))?.value;
      const { error: refused } = await outcome(bytes, "x.json", options);
      const accepted = Array.isArray(whole) ? whole.every(isObject) : isObject(whole);
      count.same(refused === undefined, accepted, () => `${name} as a file`);
    });
  }
});

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The output's record between the good ones, or that it was rejected. */
function middle({ text, error }: Awaited<ReturnType<typeof outcome>>, comma: 0 | 1): string {
  if (text === undefined) return error === undefined ? "lost" : "rejected";
  const good = '{"n":1}';
  const start = text.indexOf(good) + good.length + comma + 1;
  return text.slice(start, text.lastIndexOf(good) - 1 - comma);
}

/** The case without the blanks around it, which are not part of the value. */
function trimmed(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replaceAll(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
}
