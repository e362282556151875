/**
 * A case from its input to its figures: prepare, prove every engine, then time them in turn.
 */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { WrongOutput, type Case } from "./case.ts";
import { runnerName, shareOf, type Engine, type Runner } from "./engine.ts";
import type { Execute, Report } from "./execute.ts";
import { interleave } from "./interleave.ts";
import { prove, timed, type Proven } from "./prove.ts";

/** All that one runner did, with one figure per round. */
export interface Runs {
  readonly name: string;
  readonly role: Engine["role"];
  readonly threads: number;
  /** Records per run. */
  readonly records: number;
  /** Bytes per run: those read where the case has input, else those written; those moved by a roof. */
  readonly bytes: number;
  readonly wallSeconds: readonly number[];
  readonly insideSeconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  readonly peakBytes: readonly number[];
}

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly inputBytes?: number;
  /** In the order in which they ran. */
  readonly runners: readonly Runs[];
}

/** What a run of the benchmark is told. */
export interface RunOptions {
  readonly folder: string;
  readonly rounds: number;
  /** Each case's own, unless told. */
  readonly rows?: number;
  readonly execute: Execute;
  /** Told what is going on. */
  readonly say: (line: string) => void;
}

/** @throws WrongOutput as soon as an engine's output is not right; then no time is told at all. */
export async function runCase(
  benchCase: Case,
  engines: ReadonlyMap<string, Engine>,
  { folder, rounds, rows = benchCase.rows, execute, say }: RunOptions,
): Promise<CaseResult> {
  const { name, title } = benchCase;
  const prepared = await benchCase.prepare(folder, rows);
  const { job, inputBytes } = prepared;
  const runners = [...engines].flatMap(([id, engine]) =>
    engine.threads(job).map((threads): Runner => ({ id, engine, threads })),
  );
  const proven = new Map<Runner, Proven>();
  for (const runner of runners) {
    if (runner.engine.role === "roof") proven.set(runner, { bytesPerRecord: 0 });
    else {
      proven.set(runner, await prove(runner, prepared, folder, execute));
      say(`${runnerName(runner)}: output is right`);
    }
  }
  say(`timing ${runners.length} engines, ${rounds} rounds after one to warm up`);
  const reports = await interleave(runners, rounds, async (runner) => {
    // To /dev/null, writing costs nothing.
    const to = runner.engine.role === "roof" ? join(folder, "roof") : job.to;
    const report = await timed(runner, { ...job, to }, proven.get(runner)!, execute);
    if (to !== job.to) rmSync(to, { force: true });
    return report;
  });
  checkDigests(runners, reports);
  return {
    name,
    title,
    inputBytes,
    runners: runners.map((runner, i) => {
      const { engine, threads } = runner;
      const { rows: records } = shareOf(job, engine);
      const bytes = inputBytes ?? Math.round(proven.get(runner)!.bytesPerRecord * records);
      return {
        name: engine.name,
        role: engine.role,
        threads,
        records,
        bytes: reports[i][0].outcome.bytes ?? bytes,
        wallSeconds: reports[i].map(({ wallSeconds }) => wallSeconds),
        insideSeconds: reports[i].map(({ insideSeconds }) => insideSeconds),
        cpuSeconds: reports[i].map(({ cpuSeconds }) => cpuSeconds),
        peakBytes: reports[i].map(({ peakBytes }) => peakBytes),
      };
    }),
  };
}

/** All runs of an engine that tells digests gave the same bytes, with any number of threads. */
function checkDigests(runners: readonly Runner[], reports: readonly (readonly Report[])[]): void {
  const first = new Map<Engine, string | undefined>();
  for (const [i, runner] of runners.entries()) {
    for (const { outcome } of reports[i]) {
      const { digest } = outcome;
      if (!first.has(runner.engine)) first.set(runner.engine, digest);
      else if (first.get(runner.engine) !== digest) {
        throw new WrongOutput(runnerName(runner), undefined, "its digest is another than with other threads");
      }
    }
  }
}
