/**
 * The sample in the package's README is what the generator makes. `npx vitest run tests/imdb -u` writes it anew.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import imdb from "@backlot/dataset-imdb";
import { recordBytes } from "@backlot/generator";
import { expect, test } from "vitest";

const path = fileURLToPath(new URL("../../packages/dataset-imdb/README.md", import.meta.url));

/** A block of output: format, table, and picked fields if it is not all of them. */
const block = /^```(tsv|ndjson) (\S+)(?: (\S+))?\n([^`]*)```$/gm;

test("the sample is what the generator makes", async () => {
  const readme = readFileSync(path, "utf8");
  let fresh = readme;
  const shown: string[] = [];
  for (const [whole, format, name, pick, text] of readme.matchAll(block)) {
    const rows = Math.max(1, text.trimEnd().split("\n").length - (format === "tsv" ? 1 : 0));
    const table = imdb.tables[name as keyof typeof imdb.tables];
    const bytes = await recordBytes(table, { seed: 42, scale: 0.01, rows, pick: pick?.split(",") });
    const head = whole.slice(0, whole.indexOf("\n") + 1);
    fresh = fresh.replace(whole, () => `${head}${new TextDecoder().decode(bytes)}\`\`\``);
    shown.push(name);
  }
  expect(shown.toSorted()).toEqual(Object.keys(imdb.tables).toSorted());
  await expect(fresh).toMatchFileSnapshot(path);
});
