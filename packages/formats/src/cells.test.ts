import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cell, CellReader, CellWriter, csv, type Dialect, tsv, unpairedSurrogate, unwritable } from "./index.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const semicolons: Dialect = { ...csv, delimiter: ";", quote: "'", null: "NULL", booleans: ["0", "1"] };
const imdb: Dialect = { ...tsv, escape: null, list: ",", booleans: ["0", "1"] };
const escaped: Dialect = { ...csv, escape: "backslash", null: "\\N" };
const dialects = [csv, tsv, semicolons, escaped];

function toCell(json: string, dialect: Dialect): string | number {
  const bytes = encoder.encode(json);
  const writer = new CellWriter(dialect);
  // Surrounded by other bytes, with exactly the room that is asked for.
  const out = new Uint8Array(3 + writer.room(bytes.length));
  const end = writer.json(bytes, 0, bytes.length, out, 3);
  return end < 0 ? end : decoder.decode(out.subarray(3, end));
}

function toJson(cellText: string, dialect: Dialect): string {
  const bytes = encoder.encode(cellText);
  const out = new Uint8Array(6 * bytes.length + 4);
  return decoder.decode(out.subarray(0, new CellReader(dialect).json(bytes, 0, bytes.length, out, 0)));
}

function recode(cellText: string, from: Dialect, to: Dialect): string | number {
  const bytes = encoder.encode(cellText);
  const writer = new CellWriter(to);
  const out = new Uint8Array(writer.room(bytes.length));
  const end = writer.cell(bytes, 0, bytes.length, out, 0, new CellReader(from));
  return end < 0 ? end : decoder.decode(out.subarray(0, end));
}

/** Texts in which the characters that matter are common. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', "'", ",", ";", "\t", "\n", "\r", "\\", "N", "t", "NULL", "\\N"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""))
  .filter((joined) => joined.isWellFormed());

describe("CellWriter.json", () => {
  test("writes a string as cell() does, within the room it states", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...dialects), (value, dialect) => {
        expect(toCell(JSON.stringify(value), dialect)).toBe(cell(value, dialect));
      }),
    );
  });

  test("writes arrays and objects as their JSON text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom(...dialects),
        (value, dialect) => {
          const json = JSON.stringify(value);
          expect(toCell(json, dialect)).toBe(cell(json, dialect));
        },
      ),
    );
  });

  test.each([
    ["null", csv, ""],
    ["null", tsv, "\\N"],
    ["true", semicolons, "1"],
    ["false", csv, "false"],
    ["1E400", csv, "1E400"],
    ["-0", tsv, "-0"],
    ['"\\u00e9\\ud83d\\ude00"', csv, "é😀"],
    ['["a","b,c",null,true,1.0]', imdb, "a,b,c,,1,1.0"],
    ["[ ]", imdb, ""],
    ['[ {"a":[1]} , [2,"]"] ]', imdb, '{"a":[1]},[2,"]"]'],
    ['["a"]', { ...csv, list: "; " }, "a"],
    ['["a","b"]', { ...csv, list: ", " }, '"a, b"'],
  ])("writes %s as it should", (json, dialect, expected) => {
    expect(toCell(json, dialect)).toBe(expected);
  });

  test("tells what fits no cell", () => {
    expect(toCell('"\\ud800"', csv)).toBe(unpairedSurrogate);
    expect(toCell('"a\\tb"', imdb)).toBe(unwritable);
    expect(toCell('["a","b\\n"]', imdb)).toBe(unwritable);
    expect(toCell('"a|b"', { ...tsv, delimiter: "|" })).toBe(unwritable);
    expect(() => cell("a|b", { ...tsv, delimiter: "|" })).toThrow(RangeError);
  });
});

describe("CellReader.json", () => {
  test("reads what was written", () => {
    fc.assert(
      fc.property(fc.option(text), fc.constantFrom(...dialects), (value, dialect) => {
        expect(toJson(cell(value, dialect), dialect)).toBe(JSON.stringify(value));
      }),
    );
  });

  test.each([
    ['""', csv, '""'],
    ["", csv, "null"],
    ["\\N", tsv, "null"],
    ["\\x\\", tsv, '"\\\\x\\\\"'],
    ['"a"', tsv, '"\\"a\\""'],
    ["'NULL'", semicolons, '"NULL"'],
    ['"5\\" \\\\ \\n ""\\\n\\\r\\,"', escaped, String.raw`"5\" \\ \\n \"\n\r\\,"`],
    ["\\n", escaped, String.raw`"\\n"`],
    ["\\N", escaped, "null"],
    ["\0\x1f\x7f", csv, '"\\u0000\\u001f\x7f"'],
  ])("reads %j as it should", (cellText, dialect, expected) => {
    expect(toJson(cellText, dialect)).toBe(expected);
  });
});

test("CellWriter.cell takes a text from dialect to dialect", () => {
  fc.assert(
    fc.property(fc.option(text), fc.constantFrom(...dialects), fc.constantFrom(...dialects), (value, from, to) => {
      expect(recode(cell(value, from), from, to)).toBe(cell(value, to));
    }),
  );
});
