/**
 * Who does the work: how many workers, from when on they are worth it, and whether the calling thread is one of them.
 */

import { availableWorkers, type Sink, type WorkerClass, workerClass, type WorkerLike } from "@backlot/runtime";
import { tableRows } from "./compile/rows.ts";
import { type GenerateOptions, seedText } from "./options.ts";
import type { WorkSetup } from "./work.ts";

/** How many bytes are made at once, and from how many on workers gain more than they cost. */
interface Sizes {
  readonly chunkBytes: number;
  readonly worthWorkers: number;
}

/**
 * Ranges of 4 MiB make two workers a tenth faster than ranges of 1 MiB: they seldom wait for each other. What is
 * computed takes much longer.
 */
export const sizes: Readonly<Record<"made" | "computed", Sizes>> = {
  made: { chunkBytes: 4 << 20, worthWorkers: 64 << 20 },
  computed: { chunkBytes: 1 << 20, worthWorkers: 4 << 20 },
};

/** From how many records on workers are started at once. A worker more costs 40 ms of a processor that is free then. */
const worthStandby = 200_000;

/** A worker of this package; the expression has to stand here, as it is, for bundlers to see it. */
export function startWorker(Worker: WorkerClass = workerClass()): WorkerLike {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Whether this thread is one of the workers: where they write by themselves, it has nothing else to do. */
export function takesPart({ outlet }: Sink, { computing }: WorkSetup): boolean {
  return computing === undefined && outlet?.digests === false;
}

/** One per processor, but for one that digests or writes what they make; what is computed leaves time for that. */
export function enoughWorkers({ outlet }: Sink, { computing }: WorkSetup): number {
  const isBusyHere = computing === undefined && (outlet === undefined || outlet.digests);
  return Math.max(1, availableWorkers() - (isBusyHere ? 1 : 0));
}

/**
 * How many workers to start before it is known how long records are: with so many of them, they are worth it. Most
 * often this thread is one; where it is not, the last is started with the run.
 */
export function workersAhead({ table, workers, rows, bytes, scale = 1, seed }: GenerateOptions): number {
  const wanted = rows ?? (bytes === undefined ? tableRows(table, scale, seedText(seed)) : Infinity);
  if (wanted < worthStandby || (bytes ?? Infinity) < sizes.made.worthWorkers) return 0;
  return Math.max(0, Math.min(workers ?? Infinity, availableWorkers()) - 1);
}
