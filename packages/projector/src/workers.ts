/**
 * Who does the work: how many workers, and whether the calling thread is one of them.
 */

import { availableWorkers, type Outlet, type WorkerClass, workerClass, type WorkerLike } from "@backlot/runtime";
import type { Opened } from "./inputs.ts";
import type { Settled } from "./options.ts";

/** A worker of this package; the expression has to stand here, as it is, for bundlers to see it. */
export function startWorker(Worker: WorkerClass = workerClass()): WorkerLike {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** What this thread does of their work: the share of one of them, or the first pieces of what is not small. */
export function helpFor(first: Opened, workers: number, outlet: Outlet | undefined): "always" | "first" | undefined {
  if (takesPart(first, workers, outlet)) return "always";
  return isSmall(first.size) ? undefined : "first";
}

/**
 * Whether this thread is one of the workers: where they read and write by themselves, it has nothing else to do, and
 * each takes 60 to 90 ms of processor time to start.
 */
function takesPart({ source }: Opened, workers: number, outlet: Outlet | undefined): boolean {
  return source.inlet !== undefined && (workers === 1 || outlet?.digests === false);
}

/** One worker per processor, but none for what this thread has done before they are there. */
export function enoughWorkers({ sources }: Settled, size: number | undefined): number {
  return sources.length === 1 && isSmall(size) ? 0 : availableWorkers();
}

/** Whether workers gain less than the 30 to 70 ms of processor time that each takes to start. */
function isSmall(size: number | undefined): boolean {
  return size !== undefined && size < 32 << 20;
}
