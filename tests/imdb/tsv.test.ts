/**
 * The files of the seven tables have the shape of IMDb's: checked on their bytes, by no reader of ours.
 */

import imdb from "@backlot/dataset-imdb";
import { recordBytes } from "@backlot/generator";
import { describe, expect, test } from "vitest";

const cells = {
  "title.akas": [
    /^tt\d{7}$/,
    /^[1-9]\d*$/,
    /^.+$/,
    /^([A-Z]{2,4}|\\N)$/,
    /^([a-z]{2,3}|\\N)$/,
    /^([a-zA-Z]+|\\N)$/,
    /^([a-zA-Z ]+|\\N)$/,
    /^[01]$/,
  ],
  "title.basics": [
    /^tt\d{7}$/,
    /^[a-zA-Z]+$/,
    /^.+$/,
    /^.+$/,
    /^[01]$/,
    /^(\d{4}|\\N)$/,
    /^(\d{4}|\\N)$/,
    /^([1-9]\d*|\\N)$/,
    /^[A-Z][A-Za-z-]+(,[A-Z][A-Za-z-]+){0,2}$/,
  ],
  "title.crew": [/^tt\d{7}$/, /^(nm\d{7}(,nm\d{7})*|\\N)$/, /^(nm\d{7}(,nm\d{7})*|\\N)$/],
  "title.episode": [/^tt\d{7}$/, /^tt\d{7}$/, /^([1-9]\d*|\\N)$/, /^([1-9]\d*|\\N)$/],
  "title.principals": [/^tt\d{7}$/, /^[1-9]\d*$/, /^nm\d{7}$/, /^[a-z_]+$/, /^([a-z -]+|\\N)$/, /^(\["[^"]+"\]|\\N)$/],
  "title.ratings": [/^tt\d{7}$/, /^([1-9]\.\d|10\.0)$/, /^[1-9]\d*$/],
  "name.basics": [
    /^nm\d{7}$/,
    /^.+$/,
    /^(\d{4}|\\N)$/,
    /^(\d{4}|\\N)$/,
    /^([a-z_]+(,[a-z_]+){0,2}|\\N)$/,
    /^(tt\d{7}(,tt\d{7}){0,3}|\\N)$/,
  ],
} as const;

/** A file of a table's first records, in the table's own format. */
async function fileOf(name: keyof typeof cells, rows: number): Promise<string> {
  return new TextDecoder().decode(await recordBytes(imdb.tables[name], { seed: 7, scale: 0.001, rows }));
}

describe.each(Object.keys(cells) as (keyof typeof cells)[])("%s", (name) => {
  test("is a line of names, then lines of cells between tabs", async () => {
    const text = await fileOf(name, 2000);
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toContain("\r");
    const [header, ...lines] = text.slice(0, -1).split("\n");
    expect(header).toBe(Object.keys(imdb.tables[name].type.shape).join("\t"));
    expect(lines).toHaveLength(2000);
    const wrong = lines.filter((line) => {
      const row = line.split("\t");
      return row.length !== cells[name].length || !row.every((cell, index) => cells[name][index].test(cell));
    });
    expect(wrong).toEqual([]);
  });

  test("quotes nothing", async () => {
    const text = await fileOf(name, 2000);
    expect(text).not.toMatch(/(^|\t)"|""/m);
  });
});

test("what is missing is \\N", async () => {
  const text = await fileOf("name.basics", 2000);
  expect(text.match(/\\N/g)!.length).toBeGreaterThan(3000);
  expect(text).not.toContain("null");
});
