/** The big list of naughty strings as keys, values, cells and names of columns. */
import { pathText } from "@backlot/projector";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { corpus } from "./corpora.ts";
import { outcome, utf8 } from "./run.ts";

const path = corpus("naughty-strings/blns.json");
const strings = path === undefined ? [] : [...new Set(JSON.parse(readFileSync(path, "utf8")) as string[])];
const pick = strings.map((key) => pathText([{ key }]));

describe.skipIf(path === undefined)("naughty strings", () => {
  const record = `{${strings.map((text) => `${JSON.stringify(text)}:${JSON.stringify(text)}`).join(",")}}\n`;
  const escaped = `{${strings.map((text) => `"${everyUnitEscaped(text)}":${JSON.stringify(text)}`).join(",")}}\n`;

  test("as keys and values", async () => {
    expect(strings.length).toBeGreaterThan(500);
    const { text } = await outcome(utf8(record), "x.ndjson", { pick });
    expect(text).toBe(record);
  });

  test("as keys that are spelled in another way", async () => {
    const { text } = await outcome(utf8(escaped), "x.ndjson", { pick });
    expect(text).toBe(record);
  });

  test.each(["csv", "tsv"] as const)("as columns and cells of %s, there and back", async (format) => {
    const table = await outcome(utf8(record), "x.ndjson", { pick, outputFormat: format });
    const back = await outcome(utf8(table.text!), `x.${format}`, { outputFormat: "ndjson" });
    expect(back.text).toBe(record);
    const again = await outcome(utf8(table.text!), `x.${format}`, { pick: pick.toReversed() });
    const straight = await outcome(utf8(again.text!), `x.${format}`, { pick });
    expect(straight.text).toBe(table.text);
  });

  test("none of them changes Object.prototype", () => {
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12);
  });
});

function everyUnitEscaped(text: string): string {
  return Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
    "",
  );
}
