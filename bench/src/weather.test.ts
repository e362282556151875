import { expect, test } from "vitest";
import { disturbances, watchWeather } from "./weather.ts";

test("a quiet machine has nothing to tell", () => {
  expect(disturbances({ loadBefore: 0.1, others: 0.01, stolen: 0 })).toEqual([]);
  expect(disturbances({ loadBefore: 0.1 })).toEqual([]);
});

test("load, other processes and other guests are told", () => {
  expect(disturbances({ loadBefore: 3.456, others: 0.5, stolen: 0.02 })).toEqual([
    "the load was 3.46 before it began",
    "other processes had 50.0 % of the processors' time",
    "other guests of the host had 2.0 %",
  ]);
});

test("what others took is a part", () => {
  const { loadBefore, others = 0, stolen = 0 } = watchWeather()();
  expect(loadBefore).toBeGreaterThanOrEqual(0);
  for (const part of [others, stolen]) expect(Number.isNaN(part) || (part >= 0 && part <= 1)).toBe(true);
});
