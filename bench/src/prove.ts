/**
 * Proving: no engine is timed before its output was compared, and no time counts of a run that did less.
 */

import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { WrongOutput, type Prepared } from "./case.ts";
import { runnerName, shareOf, type Runner } from "./engine.ts";
import type { Execute, Report } from "./execute.ts";
import type { Job } from "./job.ts";

/** What is known of a runner's right output. */
export interface Proven {
  readonly bytesPerRecord: number;
}

/**
 * Lets a runner do the proof into a file, and compares it.
 *
 * @throws WrongOutput when the output is empty or not the right answer.
 */
export async function prove(runner: Runner, prepared: Prepared, folder: string, execute: Execute): Promise<Proven> {
  const name = runnerName(runner);
  const job = proofFor(runner, prepared);
  const path = join(folder, `${name.replaceAll(/[^\w.-]+/g, "-")}.${job.format}`);
  rmSync(path, { force: true });
  try {
    const { outcome } = await execute(runner, { ...job, to: path });
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes === 0) throw new WrongOutput(name, undefined, "it has written nothing");
    if (outcome.records !== job.rows) {
      throw new WrongOutput(name, undefined, `it says ${outcome.records} records of ${job.rows}`);
    }
    await (runner.engine.check ?? prepared.check)({ runner, job, path, outcome });
    return { bytesPerRecord: bytes / job.rows };
  } catch (error) {
    if (error instanceof SyntaxError) throw new WrongOutput(name, undefined, `it does not parse: ${error.message}`);
    throw error;
  } finally {
    rmSync(path, { force: true });
  }
}

/** The proof, and no more records of it than are timed, for slow ones would take long. */
function proofFor({ engine }: Runner, { job, proof }: Prepared): Job {
  const rows = Math.min(proof.rows, shareOf(job, engine).rows);
  return { ...(engine.adapt?.(proof) ?? proof), rows };
}

/** How much may be missing from what the system counted: records of one table are not all as long as the proven. */
const tolerance = 0.02;

/**
 * Does the whole job once, on the clock.
 *
 * @throws WrongOutput when it made fewer records than asked for, or wrote fewer bytes than they have.
 */
export async function timed(runner: Runner, job: Job, { bytesPerRecord }: Proven, execute: Execute): Promise<Report> {
  const part = shareOf(job, runner.engine);
  const report = await execute(runner, part);
  const { outcome, written } = report;
  const name = runnerName(runner);
  if (outcome.records !== part.rows) {
    throw new WrongOutput(name, undefined, `it says ${outcome.records} records of ${part.rows}`);
  }
  const expected = bytesPerRecord * part.rows;
  if (written !== undefined && written < expected * (1 - tolerance)) {
    throw new WrongOutput(name, undefined, `it has written ${written} bytes of about ${expected.toFixed()}`);
  }
  return report;
}
