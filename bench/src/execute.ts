/**
 * Executing: one run of one engine, a process of its own, timed from outside.
 */

import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { runnerName, type Outcome, type Runner } from "./engine.ts";
import type { Job } from "./job.ts";

/** What the process is asked for. */
export interface Order {
  readonly id: string;
  readonly job: Job;
  readonly threads: number;
}

/** What a run took. */
export interface Report {
  readonly outcome: Outcome;
  /** From the start of the process to its end. */
  readonly wallSeconds: number;
  /** From the first call to the last, with everything loaded. */
  readonly insideSeconds: number;
  /** What all threads were busy for meanwhile. */
  readonly cpuSeconds: number;
  /** The most memory that was resident at once; absent where a process of the engine's own does not tell. */
  readonly peakBytes?: number;
  /** Bytes that the process has read and written, where the system tells. */
  readonly read?: number;
  readonly written?: number;
}

/** How a run is executed; tests do it without a process. */
export type Execute = (runner: Runner, job: Job) => Promise<Report>;

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/**
 * What Node keeps of modules that it has read once. Without it each run takes the types out of the benchmark's own
 * modules, 30 ms that no engine is to be charged with.
 */
const cache = join(tmpdir(), `backlot-bench-${process.getuid?.() ?? 0}`);

/** Runs an engine in a process that gets the options of this one, conditions above all. */
export async function inProcess(runner: Runner, job: Job): Promise<Report> {
  const order: Order = { id: runner.id, job, threads: runner.threads };
  const started = performance.now();
  const engine = spawn(process.execPath, [...process.execArgv, child, JSON.stringify(order)], {
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const ended = Promise.withResolvers<number | NodeJS.Signals>();
  engine.once("error", ended.reject);
  engine.once("exit", (code, signal) => ended.resolve(code ?? signal ?? -1));
  const [out, errors, code] = await Promise.all([text(engine.stdout), text(engine.stderr), ended.promise]);
  const wallSeconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${runnerName(runner)} ended with ${code}\n${errors}`);
  const report = JSON.parse(out) as Omit<Report, "wallSeconds">;
  const { elsewhere } = report.outcome;
  return { ...report, wallSeconds: elsewhere?.wholeSeconds ?? wallSeconds };
}
