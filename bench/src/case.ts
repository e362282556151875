/**
 * Cases: a job on prepared input, with its right answer. Each is a file in `cases/SUITE/` with a case as its default
 * export.
 */

import type { Engine, Output, Runner } from "./engine.ts";
import type { JobOf, Verb } from "./job.ts";
import type { Target } from "./target.ts";

/** A case whose input is there. */
export interface Prepared<V extends Verb = Verb> {
  /** What is timed. */
  readonly job: JobOf<V>;
  /** What is done once beforehand, into a file, to be compared; a smaller job where the whole takes too long. */
  readonly proof: JobOf<V>;
  /** @throws WrongOutput when the output is not the right answer to its job. */
  check(this: void, output: Output<V>): Promise<void>;
}

/** A case before anything is done for it. */
export interface Case<V extends Verb = Verb> {
  readonly name: string;
  readonly title: string;
  readonly verb: V;
  /** How many records, unless told otherwise. */
  readonly rows: number;
  /** How many rounds, where they have to be more or fewer than the others'. */
  readonly rounds?: number;
  /** What it is meant to show. */
  readonly targets?: readonly Target[];
  /** Who does it; all engines of the verb that can, with all numbers of threads that they can. */
  runners?(engines: ReadonlyMap<string, Engine<V>>): readonly Runner<V>[];
  /** Puts the input into a folder. */
  prepare(folder: string, rows: number): Promise<Prepared<V>>;
}

/** An engine has given a wrong answer: the run ends, and no time is printed. */
export class WrongOutput extends Error {
  override readonly name = "WrongOutput";

  /** @param record the number of the wrong record, counted from 0 */
  constructor(runner: string, record: number | undefined, what: string) {
    super(`${runner} is wrong${record === undefined ? "" : ` in record ${record}`}: ${what}`);
  }
}
