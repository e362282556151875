import { expect, test } from "vitest";
import type { Runs } from "../run-case.ts";
import { projectSize, size, width, workers, type Recorded } from "./charts.ts";
import { drawn } from "./plot.ts";

const runs = (name: string, more: Partial<Runs>): Runs => ({
  name,
  role: "ours",
  threads: 1,
  records: 1000,
  bytes: 1_000_000,
  wallSeconds: [2, 3, 2.5],
  insideSeconds: [1, 2, 1.5],
  cpuSeconds: [1, 1, 1],
  peakBytes: [100e6, 110e6, 105e6],
  ...more,
});
const recorded: Recorded = {
  date: "2026-01-02T03:04:05.000Z",
  machine: { cpu: "Some CPU", cores: 2, node: "v26" },
  weather: { loadBefore: 0 },
  cases: [],
};

const curves: readonly [string, object, readonly string[]][] = [
  [
    "width",
    width(
      { runners: [1, 10, 100].flatMap((point) => [runs("ours", { point }), runs("faker", { point, role: "rival" })]) },
      recorded,
    ),
    ["fields of a record", "microseconds a record", "bytes of a record", "@faker-js/faker"],
  ],
  [
    "workers",
    workers({ runners: [1, 2, 3].map((threads) => runs("ours", { threads })) }, recorded),
    ["workers, on 2 cores", "million records a second", "ideal"],
  ],
  [
    "size",
    size(
      { runners: [1, 2].flatMap((threads) => [1e6, 1e9].map((bytes) => runs("ours", { threads, bytes }))) },
      recorded,
    ),
    ["output, bytes", "GB a second", "peak memory of the process, MB", "2 workers"],
  ],
  [
    "size of the input",
    projectSize(
      {
        runners: [
          ...[1, 2].flatMap((threads) => [1e6, 1e9].map((bytes) => runs("ours", { threads, bytes }))),
          runs("idle process", { role: "roof", bytes: 0 }),
        ],
      },
      recorded,
    ),
    ["input, bytes", "GB a second", "peak memory of the process, MB", "2 workers"],
  ],
];

test.each(curves)("%s: a small SVG with its axes, its machine and both themes", async (_, chart, texts) => {
  const svg = await drawn(chart);
  for (const text of [...texts, "Some CPU, 2 cores, Node v26, 2026-01-02"]) expect(svg).toContain(text);
  expect(svg).toMatch(/^<svg[^>]*><style>@media\(prefers-color-scheme:dark\)/);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.length).toBeLessThan(100_000);
});

test("a plot says when the machine was not quiet", async () => {
  const busy = { ...recorded, weather: { loadBefore: 3 } };
  const svg = await drawn(workers({ runners: [runs("ours", { threads: 1 })] }, busy));
  expect(svg).toContain("the machine was not quiet");
  expect(await drawn(curves[1][1])).not.toContain("quiet");
});
