import { expect, test } from "vitest";
import { progressLine } from "./progress.ts";

test("half of a known whole", () => {
  expect(progressLine("a.csv", { records: 1000, bytes: 2e6, done: 0.5 }, 2)).toBe(
    `a.csv ${"━".repeat(12)}${"─".repeat(12)} 50 %  1,000 records  2.00 MB  1.00 MB/s  2.00 s left`,
  );
});

test("an unknown whole has neither bar nor end", () => {
  expect(progressLine("-", { records: 1, bytes: 10 }, 1)).toBe("-  1 record  10 bytes  10 bytes/s");
});

test("the beginning and the end", () => {
  expect(progressLine("a", { records: 0, bytes: 0, done: 0 }, 0)).toBe(`a ${"─".repeat(24)} 0 %  0 records  0 bytes`);
  expect(progressLine("a", { records: 9, bytes: 9, done: 1.01 }, 1)).toContain(`${"━".repeat(24)} 100 %`);
});
