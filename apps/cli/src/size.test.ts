import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBytes, parseCount, parsePositiveCount, parseScale } from "./size.ts";

describe("numbers as people type them", () => {
  test.for([
    ["0", 0],
    ["1000000", 1_000_000],
    ["1_000_000", 1_000_000],
    ["1e6", 1_000_000],
    ["1E6", 1_000_000],
    ["1M", 1_000_000],
    ["1.5k", 1500],
    ["2B", 2_000_000_000],
    [" 7 ", 7],
    ["1.1G", 1_100_000_000],
    ["4.35M", 4_350_000],
  ] as const)("count %s", ([text, count]) => {
    expect(parseCount(text)).toBe(count);
  });

  test.for([
    ["4096", 4096],
    ["10GB", 10_000_000_000],
    ["10 GiB", 10_737_418_240],
    ["0.5kb", 500],
    ["1.5KiB", 1536],
  ] as const)("bytes %s", ([text, bytes]) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  test.for([
    ["-5", /negative/],
    ["-1M", /negative/],
    ["1.5", /whole/],
    ["0.0001k", /whole/],
    ["NaN", /Write a number/],
    ["Infinity", /Write a number/],
    ["", /Write a number/],
    ["M", /Write a number/],
    ["1__0", /Write a number/],
    ["0x10", /Write a number/],
    ["1e6e6", /Write a number/],
    ["10X", /Write a number/],
    ["1e300", /below/],
    ["9007199254740992", /below/],
  ] as const)("refuses %s", ([text, why]) => {
    expect(() => parseCount(text)).toThrow(why);
  });

  test("no unit of bytes is a count, and the other way round", () => {
    expect(() => parseCount("10GB")).toThrow(/Write a number/);
    expect(() => parseBytes("10k")).toThrow(/Write a number/);
  });

  test("at least one", () => {
    expect(parsePositiveCount("1")).toBe(1);
    expect(() => parsePositiveCount("0")).toThrow(/at least 1/);
  });

  test("scales", () => {
    expect(parseScale("0.01")).toBe(0.01);
    expect(parseScale("1e3")).toBe(1000);
    for (const text of ["0", "-1", "1e999", "big", ""]) expect(() => parseScale(text)).toThrow(/number|above/);
  });

  test("any count reads back", () => {
    fc.assert(fc.property(fc.maxSafeNat(), (count) => parseCount(String(count)) === count));
  });
});
