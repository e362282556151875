import { expect, test } from "vitest";
import { targetLines } from "./report.ts";
import type { Runs } from "./run-case.ts";
import { judge, type Target } from "./target.ts";

const runs = (name: string, threads: number, more: Partial<Runs>): Runs => ({
  name,
  role: "rival",
  threads,
  records: 100,
  bytes: 1000,
  wallSeconds: [9, 9, 9],
  insideSeconds: [1, 2, 1],
  cpuSeconds: [1, 1, 1],
  peakBytes: [50e6, 50e6, 50e6],
  ...more,
});
const runners = [
  runs("ours", 2, { insideSeconds: [0.5, 1, 0.25], peakBytes: [150e6, 170e6, 160e6] }),
  runs("theirs", 1, { records: 10, bytes: 2000 }),
];
const target = (more: Partial<Target>): Target => ({
  what: "it",
  of: "ours ×2",
  versus: "theirs ×1",
  figure: "records/s",
  ...more,
});

test.each<[Target["figure"], number, number, number]>([
  ["records/s", 20, 20, 40],
  ["bytes/s", 1, 1, 2],
  ["seconds", 0.5, 0.25, 0.5],
  ["MB per worker", 55, 50, 60],
])("%s are compared round by round", (figure, median, least, most) => {
  expect(judge([target({ figure })], runners)[0].measured).toEqual({ median, least, most });
});

test("a target is met when the median is within its limits", () => {
  const judged = [{ least: 20 }, { least: 20.5 }, { most: 20 }, { most: 19.5 }].map((limit) => target(limit));
  expect(judge(judged, runners).map(({ met }) => met)).toEqual([true, false, true, false]);
});

test("the table of targets is Markdown", () => {
  const lines = targetLines(judge([target({ least: 20 }), target({ figure: "seconds", most: 0.1 })], runners));
  expect(lines).toEqual([
    "| what | figure    | wanted | median (least–most) | met |",
    "|------|-----------|--------|---------------------|-----|",
    "| it   | records/s |   ≥ 20 |    20.0 (20.0–40.0) | yes |",
    "| it   | seconds   |  ≤ 0.1 |    0.50 (0.25–0.50) | NO  |",
  ]);
});

test("a target whose runner did not run is not judged", () => {
  expect(judge([target({ versus: "nobody ×1" })], runners)).toEqual([]);
});
