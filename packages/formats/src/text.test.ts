import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cell, cellEscape, csv, headerLine, jsonEscape, needsQuotes, tsv } from "./index.ts";

describe("jsonEscape", () => {
  test("is the inside of JSON text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => `"${jsonEscape(text)}"` === JSON.stringify(text)));
  });
});

describe("cell", () => {
  test.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['5" disk', '"5"" disk"'],
    ["two\nlines", '"two\nlines"'],
    ["", '""'],
    [null, ""],
  ])("writes %j as %s in CSV", (text, expected) => {
    expect(cell(text, csv)).toBe(expected);
  });

  test.each([
    ["plain", "plain"],
    ['5" disk', '5" disk'],
    ["tab\there", "tab\\there"],
    ["back\\slash", "back\\\\slash"],
    ["", ""],
    [null, "\\N"],
    ["\\N", "\\\\N"],
  ])("writes %j as %s in TSV", (text, expected) => {
    expect(cell(text, tsv)).toBe(expected);
  });

  test.each([
    ["plain", "plain"],
    ['5" disk', '"5\\" disk"'],
    ["back\\slash", '"back\\\\slash"'],
    ["a,b", '"a,b"'],
  ])("writes %j as %s in CSV with backslashes", (text, expected) => {
    expect(cell(text, { ...csv, escape: "backslash" })).toBe(expected);
  });

  test("refuses what a dialect without quotes and escapes cannot hold", () => {
    expect(() => cell("a\tb", { ...tsv, escape: null })).toThrow(RangeError);
  });

  test("pieces may be escaped one by one", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom(csv, tsv), (a, b, dialect) => {
        expect(cellEscape(a, dialect) + cellEscape(b, dialect)).toBe(cellEscape(a + b, dialect));
      }),
    );
  });
});

test("needsQuotes is never true without quoting", () => {
  fc.assert(fc.property(fc.string(), (text) => !needsQuotes(cellEscape(text, tsv), tsv)));
});

test("headerLine quotes names that need it and is empty without a header", () => {
  expect(headerLine(["a", "b,c"], csv)).toBe('a,"b,c"\n');
  expect(headerLine(["a"], { ...csv, header: false })).toBe("");
  expect(headerLine(["a"], { ...csv, lineEnd: "\r\n" })).toBe("a\r\n");
});
