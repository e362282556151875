/**
 * What each curve is drawn as: medians as points, least and most as bars.
 */

import type { CaseResult, Runs } from "../run-case.ts";
import { spread, type Spread } from "../statistics.ts";
import { disturbances, type Weather } from "../weather.ts";
import { panel, type Point, type Series } from "./panel.ts";

/** A file of the record. */
export interface Recorded {
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly weather: Weather;
  readonly cases: readonly CaseResult[];
}

type Curve = Pick<CaseResult, "runners">;

/** A record's cost against its number of fields, and the output's rate against the record's bytes. */
export function width({ runners }: Curve, recorded: Recorded): object {
  const series: Series[] = [
    { name: "Backlot", colour: "ours" },
    { name: "@faker-js/faker", colour: "rival" },
  ];
  const points = (x: (runs: Runs) => number, y: (runs: Runs, seconds: number) => number): Point[] =>
    runners.map((runs) => ({
      series: series[runs.role === "ours" ? 0 : 1].name,
      x: x(runs),
      ...spread(runs.insideSeconds.map((seconds) => y(runs, seconds))),
    }));
  const fields = runners.map(({ point = 0 }) => point);
  return {
    title: {
      text: "What a record costs, against its width",
      subtitle: made("ten everyday kinds of fields as NDJSON to /dev/null, one thread, logarithmic scales", recorded),
    },
    spacing: 40,
    hconcat: [
      panel({
        x: { title: "fields of a record", log: true, values: fields },
        y: { title: "microseconds a record", log: true },
        points: points(
          (runs) => runs.point ?? 0,
          ({ records }, seconds) => (seconds / records) * 1e6,
        ),
        series,
      }),
      panel({
        x: { title: "bytes of a record", log: true },
        y: { title: "MB of NDJSON a second", log: true },
        points: points(
          ({ bytes, records }) => bytes / records,
          ({ bytes }, seconds) => bytes / 1e6 / seconds,
        ),
        series,
      }),
    ],
  };
}

/** How much faster workers are together. */
export function workers({ runners }: Curve, recorded: Recorded): object {
  const rates = runners.map(({ records, insideSeconds }) => insideSeconds.map((seconds) => records / seconds / 1e6));
  const alone = spread(rates[0]).median;
  const measured: Point[] = runners.map(({ threads }, i) => ({ series: "measured", x: threads, ...spread(rates[i]) }));
  const { cores } = recorded.machine;
  const perfect: Point[] = runners.map(({ threads }) => {
    const rate = alone * Math.min(threads, cores);
    return { series: "ideal", x: threads, median: rate, least: rate, most: rate };
  });
  return {
    title: {
      text: "Records a second, against the number of workers",
      subtitle: made("the wide movie of 3.6 KB as NDJSON to /dev/null", recorded),
    },
    ...panel({
      x: { title: `workers, on ${cores} cores`, values: runners.map(({ threads }) => threads) },
      y: { title: "million records a second" },
      points: [...measured, ...perfect],
      series: [
        { name: "measured", colour: "ours" },
        { name: "ideal", colour: "quiet", dashed: true },
      ],
    }),
  };
}

/** Speed and memory against the size of the output. */
export function size(curve: Curve, recorded: Recorded): object {
  return sizes(curve, recorded, "output", "the wide movie as NDJSON to /dev/null");
}

/** Speed and memory against the size of the input. */
export function projectSize(curve: Curve, recorded: Recorded): object {
  return sizes(curve, recorded, "input", "keeping 3 of 20 keys of the wide movie, NDJSON to /dev/null");
}

function sizes({ runners }: Curve, recorded: Recorded, what: "input" | "output", job: string): object {
  const ours = runners.filter(({ role }) => role === "ours");
  const counts = [...new Set(ours.map(({ threads }) => threads))];
  const series = counts.map((count, i): Series => ({ name: workersText(count), colour: i === 0 ? "second" : "ours" }));
  const points = (of: (runs: Runs) => Spread): Point[] =>
    ours.map((runs) => ({ series: workersText(runs.threads), x: runs.bytes, ...of(runs) }));
  const bytes = { title: `${what}, bytes`, log: true, format: "~s" };
  return {
    title: {
      text: `Speed and memory, against the size of the ${what}`,
      subtitle: made(`${job}, whole processes, start included`, recorded),
    },
    spacing: 40,
    hconcat: [
      panel({
        x: bytes,
        y: { title: "GB a second" },
        points: points((runs) => spread(runs.wallSeconds.map((seconds) => runs.bytes / 1e9 / seconds))),
        series,
      }),
      panel({
        x: bytes,
        y: { title: "peak memory of the process, MB" },
        points: points(({ peakBytes }) => spread(peakBytes.map((peak) => peak / 1e6))),
        series,
      }),
    ],
  };
}

const workersText = (count: number): string => `${count} worker${count === 1 ? "" : "s"}`;

function made(what: string, { date, machine, weather }: Recorded): string[] {
  const quiet = disturbances(weather).length === 0 ? "" : "; the machine was not quiet";
  return [
    what,
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${date.slice(0, 10)}`,
    `medians, from the least to the most${quiet}`,
  ];
}
