/**
 * Engines: who does a job. Each is a file in `engines/VERB/` with an engine as its default export.
 */

import type * as z from "zod";
import type { Job, JobOf, Verb } from "./job.ts";

/** What the work took, where it is not all that a run does. */
export interface Elsewhere {
  /** What the work took; of a process that does not tell, all of it. */
  readonly seconds: number;
  /** What the process took, its start and its end included, where it is one that users start. */
  readonly wholeSeconds?: number;
  /** Absent where it does not tell. */
  readonly peakBytes?: number;
}

/** What an engine says that it has done. */
export interface Outcome {
  readonly records: number;
  /** The digest of the output, or its length where none was reckoned, from engines that tell. */
  readonly digest?: string;
  /** How many bytes were moved, from roofs. */
  readonly bytes?: number;
  /** From engines that start another process, or load something first: what the work alone took. */
  readonly elsewhere?: Elsewhere;
}

/** The output of one run, to be compared. */
export interface Output<V extends Verb = Verb> {
  readonly runner: Runner;
  /** What the runner was asked for. */
  readonly job: JobOf<V>;
  /** The file it has written. */
  readonly path: string;
  readonly outcome: Outcome;
}

/** A tool that can do jobs of one verb. */
export interface Engine<V extends Verb = Verb> {
  readonly name: string;
  /**
   * - `rival`: does the same job.
   * - `apart`: makes records of its own, as many as are asked for; bytes in a second are what is compared.
   * - `roof`: does no job, but only moves as many bytes as it takes, into a file. Its output is not compared.
   */
  readonly role: "ours" | "rival" | "apart" | "roof";
  /** Whether its words have to be faker's; else any text is a name. */
  readonly vocabulary?: "faker";
  /** Fields in which its values cannot be of the table's type, and what they are instead. */
  readonly looser?: Readonly<Record<string, z.ZodType>>;
  /** What no lockfile brings: how to install it, and a way to its version, which is nothing where it is missing. */
  readonly external?: { readonly install: string; readonly version: () => string | undefined };
  /** With how many threads or workers it can do the job; nothing where it cannot do it at all. */
  threads(job: JobOf<V>): readonly number[];
  /** What it does instead of the job, to be compared with it; the job itself. */
  adapt?(job: JobOf<V>): JobOf<V>;
  /**
   * Which part of the job's records this engine is asked for; 1. A slow one gets fewer, so that its run takes about
   * as long as the others': rates are what is compared.
   */
  share?(job: JobOf<V>): number;
  run(job: JobOf<V>, threads: number): Promise<Outcome>;
  /** Whether records of its own are right, for engines apart; others' are checked by the case. */
  check?(this: void, output: Output<V>): Promise<void>;
}

/** An engine with a number of threads: one line of the table. */
export interface Runner<V extends Verb = Verb> {
  /** The engine's file, without its ending: `generate/faker`. */
  readonly id: string;
  readonly engine: Engine<V>;
  readonly threads: number;
  /** Where it stands on the axis of a curve. */
  readonly point?: number;
}

/** The name of a runner in tables and messages. */
export function runnerName({ engine, threads }: Runner): string {
  return `${engine.name} ×${threads}`;
}

/** What an engine is asked for: its part of the job, or of what it does instead. */
export function shareOf<J extends Job>(job: J, engine: Engine): J {
  const share = engine.share?.(job) ?? 1;
  const adapted = (engine.adapt?.(job) ?? job) as J;
  return { ...adapted, rows: partOf(adapted.rows, share), outputBytes: partOf(adapted.outputBytes, share) };
}

/** A share of so many, in whole ones. */
export function partOf(whole: number, share: number): number {
  return Math.max(1, Math.round(whole * share));
}
