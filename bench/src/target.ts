/**
 * Targets: what a case is meant to show, and whether it does.
 */

import type { Runs } from "./run-case.ts";
import { pairedRatios, spread, type Spread } from "./statistics.ts";

/** A figure of one runner beside the same figure of another, with a limit. */
export interface Target {
  readonly what: string;
  /** Names of runners, as tables show them. */
  readonly of: string;
  readonly versus: string;
  /**
   * - `records/s`, `bytes/s`: how many times as many.
   * - `seconds`: how many times as long.
   * - `MB per worker`: peak memory beyond that of the other, for each thread.
   */
  readonly figure: "records/s" | "bytes/s" | "seconds" | "MB per worker";
  /** Whether start-up counts: the time of the whole process, and not of the work alone; false. Not for memory. */
  readonly whole?: boolean;
  readonly least?: number;
  readonly most?: number;
}

/** A target and what was measured. */
export interface Judged extends Target {
  readonly measured: Spread;
  /** Whether the median is within the limits. */
  readonly met: boolean;
}

/** Judges the targets whose runners have run. */
export function judge(targets: readonly Target[], runners: readonly Runs[]): Judged[] {
  return targets.flatMap((target) => {
    const [of, versus] = [target.of, target.versus].map((wanted) =>
      runners.find(({ name, threads }) => `${name} ×${threads}` === wanted),
    );
    if (of === undefined || versus === undefined) return [];
    const measured = measures[target.figure](of, versus, target.whole === true ? "wallSeconds" : "insideSeconds");
    const { least = -Infinity, most = Infinity } = target;
    return [{ ...target, measured, met: measured.median >= least && measured.median <= most }];
  });
}

type Seconds = "wallSeconds" | "insideSeconds";

const measures: Readonly<Record<Target["figure"], (of: Runs, versus: Runs, seconds: Seconds) => Spread>> = {
  "records/s": (of, versus, seconds) => speedups(of, versus, "records", seconds),
  "bytes/s": (of, versus, seconds) => speedups(of, versus, "bytes", seconds),
  seconds: (of, versus, seconds) => pairedRatios(of[seconds], versus[seconds]),
  "MB per worker": (of, versus) =>
    spread(of.peakBytes.map((peak, round) => (peak - versus.peakBytes[round]) / 1e6 / of.threads)),
};

/** How many times as many records or bytes in a second, round by round. */
export function speedups(runs: Runs, other: Runs, amount: "records" | "bytes", seconds: Seconds): Spread {
  const rates = (of: Runs): number[] => of[seconds].map((taken) => of[amount] / taken);
  return pairedRatios(rates(runs), rates(other));
}
