import { expect, test } from "vitest";
import { pairedRatios, spread } from "./statistics.ts";

test("spread: the middle one, or the mean of the middle two", () => {
  expect(spread([9, 1, 4])).toEqual({ median: 4, least: 1, most: 9 });
  expect(spread([10, 9, 1, 4])).toEqual({ median: 6.5, least: 1, most: 10 });
  expect(() => spread([])).toThrow(RangeError);
});

test("pairedRatios: a slow round slows both, and cancels out", () => {
  expect(pairedRatios([2, 20, 4], [1, 10, 2])).toEqual({ median: 2, least: 2, most: 2 });
  expect(() => pairedRatios([1, 2], [1])).toThrow(RangeError);
});
