/**
 * Engines: who does a job. Each is a file in `engines/VERB/` with an engine as its default export.
 */

import type { Job, JobOf, Verb } from "./job.ts";

/** What an engine says that it has done. */
export interface Outcome {
  readonly records: number;
  /** The digest of the output, from engines that reckon one anyway. */
  readonly digest?: string;
  /** How many bytes were moved, from roofs. */
  readonly bytes?: number;
}

/** A tool that can do jobs of one verb. */
export interface Engine<V extends Verb = Verb> {
  readonly name: string;
  /** A roof does no job, but only moves as many bytes as it takes, into a file. Its output is not compared. */
  readonly role: "ours" | "rival" | "roof";
  /**
   * Which part of the job's records this engine is asked for; 1. A slow one gets fewer, so that its run takes about
   * as long as the others': rates are what is compared.
   */
  readonly share?: number;
  /** With how many threads or workers it can do the job; nothing where it cannot do it at all. */
  threads(job: JobOf<V>): readonly number[];
  run(job: JobOf<V>, threads: number): Promise<Outcome>;
}

/** An engine with a number of threads: one line of the table. */
export interface Runner {
  /** The engine's file, without its ending: `generate/faker`. */
  readonly id: string;
  readonly engine: Engine;
  readonly threads: number;
}

/** The name of a runner in tables and messages. */
export function runnerName({ engine, threads }: Runner): string {
  return `${engine.name} ×${threads}`;
}

/** The part of a job that an engine is asked for. */
export function shareOf<J extends Job>(job: J, { share = 1 }: Engine): J {
  const part = (whole: number): number => Math.max(1, Math.round(whole * share));
  return { ...job, rows: part(job.rows), outputBytes: part(job.outputBytes) };
}
