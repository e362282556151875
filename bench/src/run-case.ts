/**
 * A case from its input to its figures: prepare, prove every engine, then time them in turn.
 */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { WrongOutput, type Case, type Prepared } from "./case.ts";
import { runnerName, shareOf, type Engine, type Runner } from "./engine.ts";
import type { Execute, Report } from "./execute.ts";
import { interleave } from "./interleave.ts";
import { inputOf, type Job } from "./job.ts";
import { prove, timed, type Proven } from "./prove.ts";
import { judge, type Judged } from "./target.ts";

/** All that one runner did, with one figure per round. */
export interface Runs {
  readonly name: string;
  readonly role: Engine["role"];
  readonly threads: number;
  readonly point?: number;
  /** Records per run. */
  readonly records: number;
  /** Bytes per run: those read where the case has input, else those written; those moved by a roof. */
  readonly bytes: number;
  readonly wallSeconds: readonly number[];
  readonly insideSeconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  /** Empty where the engine's processes do not tell. */
  readonly peakBytes: readonly number[];
}

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly inputBytes?: number;
  /** In the order in which they ran. */
  readonly runners: readonly Runs[];
  /** What was not measured for want of it, and how to install it. */
  readonly missing: readonly string[];
  /** Versions of what no lockfile brings. */
  readonly external: Readonly<Record<string, string>>;
  readonly targets: readonly Judged[];
}

/** What a run of the benchmark is told. */
export interface RunOptions {
  readonly folder: string;
  /** Each case's own, else 5. */
  readonly rounds?: number;
  /** Each case's own, unless told. */
  readonly rows?: number;
  /** Fewer rows and rounds, for a first look; false. */
  readonly quick?: boolean;
  readonly execute: Execute;
  /** Told what is going on. */
  readonly say: (line: string) => void;
}

/** Which part of rows and rounds a quick run does, without a round to warm up. */
const quickly = { rows: 0.15, rounds: 0.4 };

/** @throws WrongOutput as soon as an engine's output is not right; then no time is told at all. */
export async function runCase(
  benchCase: Case,
  engines: ReadonlyMap<string, Engine>,
  { folder, rounds = benchCase.rounds ?? 5, rows = benchCase.rows, quick = false, execute, say }: RunOptions,
): Promise<CaseResult> {
  const { name, title, targets = [] } = benchCase;
  const prepared = await benchCase.prepare(folder, quick ? Math.ceil(rows * quickly.rows) : rows);
  const { job } = prepared;
  const { there, missing, external } = lookFor(engines, job);
  // A case that says who does it can do without the others.
  const absent = benchCase.runners === undefined ? missing : [];
  for (const line of absent) say(line);
  const runners = benchCase.runners?.(there) ?? allRunners(there, job);
  const proven = new Map<Runner, Proven>();
  for (const runner of runners) {
    if (runner.engine.role === "roof") proven.set(runner, { bytesPerRecord: 0 });
    else {
      proven.set(runner, await prove(runner, prepared, folder, execute));
      say(`${runnerName(runner)}: output is right`);
    }
  }
  const timedRounds = quick ? Math.ceil(rounds * quickly.rounds) : rounds;
  say(`timing ${runners.length} runners, ${timedRounds} rounds${quick ? "" : " after one to warm up"}`);
  const scratch = join(folder, "timed");
  const time = async (runner: Runner): Promise<Report> => {
    // To /dev/null, writing costs nothing: a roof is one only in a file.
    const to = job.to === "/dev/null" && runner.engine.role !== "roof" ? job.to : scratch;
    const report = await timed(runner, { ...job, to }, proven.get(runner)!, execute);
    rmSync(scratch, { force: true });
    return report;
  };
  const reports = await interleave(runners, timedRounds, time, quick ? 0 : 1);
  checkDigests(runners, reports);
  const results = runners.map((runner, i) => runsOf(runner, prepared, proven.get(runner)!, reports[i]));
  return {
    name,
    title,
    inputBytes: readBytes(job),
    runners: results,
    missing: absent,
    external,
    targets: judge(targets, results),
  };
}

function allRunners(engines: ReadonlyMap<string, Engine>, job: Job): Runner[] {
  return [...engines].flatMap(([id, engine]) =>
    engine.threads(job).map((threads): Runner => ({ id, engine, threads })),
  );
}

/** Which engines are there, and what to do about those that are not. */
function lookFor(
  engines: ReadonlyMap<string, Engine>,
  job: Job,
): {
  there: ReadonlyMap<string, Engine>;
  missing: string[];
  external: Record<string, string>;
} {
  const missing: string[] = [];
  const external: Record<string, string> = {};
  const there = [...engines].filter(([, engine]) => {
    if (engine.external === undefined || engine.threads(job).length === 0) return true;
    const version = engine.external.version();
    if (version === undefined)
      missing.push(`${engine.name} is left out, as it is not installed: ${engine.external.install}`);
    else external[engine.name] = version;
    return version !== undefined;
  });
  return { there: new Map(there), missing, external };
}

function runsOf(
  { engine, threads, point }: Runner,
  { job }: Prepared,
  { bytesPerRecord }: Proven,
  reports: readonly Report[],
): Runs {
  const part = shareOf(job, engine);
  const { rows: records } = part;
  return {
    name: engine.name,
    role: engine.role,
    threads,
    point,
    records,
    bytes: reports[0].outcome.bytes ?? readBytes(part) ?? Math.round(bytesPerRecord * records),
    wallSeconds: reports.map(({ wallSeconds }) => wallSeconds),
    insideSeconds: reports.map(({ insideSeconds }) => insideSeconds),
    cpuSeconds: reports.map(({ cpuSeconds }) => cpuSeconds),
    peakBytes: reports.flatMap(({ peakBytes }) => peakBytes ?? []),
  };
}

/** How many bytes a job reads; nothing where it reads none. */
function readBytes(job: Job): number | undefined {
  return job.verb === "project" ? inputOf(job).bytes : undefined;
}

/** All runs of an engine that tells digests gave the same bytes, with any number of threads. */
function checkDigests(runners: readonly Runner[], reports: readonly (readonly Report[])[]): void {
  const first = new Map<Engine, string | undefined>();
  for (const [i, runner] of runners.entries()) {
    for (const { outcome } of reports[i]) {
      const { digest } = outcome;
      if (!first.has(runner.engine)) first.set(runner.engine, digest);
      else if (first.get(runner.engine) !== digest) {
        throw new WrongOutput(runnerName(runner), undefined, "its output is another than with other threads");
      }
    }
  }
}
