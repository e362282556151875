/**
 * An ordered worker pool with bounded flight.
 *
 * Jobs are pulled only while fewer than `flight` of them are out, so that memory stays bounded when the workers or
 * the consumer are slow; each goes to the worker with the least to do, and the results leave in the order of the jobs.
 * A job is out from the moment it is pulled until the consumer comes back after taking its result.
 *
 * Failures keep the order too: the error that ends a run does not depend on which worker was faster.
 */
import { type Crew, inlineCrew, type Outcome, workerCrew } from "./crew.ts";
import type { Job, Setup } from "./job.ts";
import type { WorkerLike } from "./worker-like.ts";

/** How to run jobs. */
export interface PoolOptions<S, T, R> {
  /**
   * How many workers at most; they are started as jobs come. 0 computes in this thread, with `inline`, as does 1 that
   * is this thread.
   */
  workers: number;
  /** Starts a worker whose module calls `serve(inline)`; see `workerClass`. */
  start: () => WorkerLike;
  /** What the worker serves, for this thread. */
  inline: Setup<S, T, R>;
  /** What each worker is set up with; it is cloned. */
  setup: S;
  /** Pulled lazily, in order, and ahead of the consumer as far as `flight` allows. */
  jobs: Iterable<Job<T>> | AsyncIterable<Job<T>>;
  /** How many jobs may be out at once; default 2 per worker, and 2 in this thread. */
  flight?: number;
  /**
   * What this thread does, with `inline`: the first jobs, until a worker is ready, or those of one of the workers,
   * which is not started then; default nothing.
   */
  helps?: "first" | "always";
  /**
   * The place in the order that a result has, from 0, where tasks are shared out by those who do them when they begin;
   * default that of its job. Every place is taken once.
   */
  placeOf?: (result: R) => number;
  /** Ends the run at once, with the signal's reason. */
  signal?: AbortSignal;
}

/** The place of a job in the order, with its outcome once there is one. */
interface Slot<R> {
  outcome?: Outcome<R>;
}

/**
 * Does jobs in workers and yields the results in the order of the jobs.
 *
 * However the run ends, also when the consumer breaks off, its workers are terminated.
 *
 * @throws whatever `jobs`, the set-up or a task throws, when all results before it are taken: in its own class where
 * it is one of ours, and with its own stack.
 * @throws MachineError when a worker exits, is terminated or dies before the run is over.
 * @throws the signal's reason when it is aborted.
 * @example
 * ```ts
 * import { runOrdered, workerClass } from "@backlot/runtime";
 *
 * const squares = runOrdered({
 *   workers: 0, // in this thread
 *   start(Worker = workerClass()) {
 *     return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
 *   },
 *   inline: async (power: number) => (base: number) => ({ result: base ** power }),
 *   setup: 2,
 *   jobs: [1, 2, 3].map((task) => ({ task })),
 * });
 * for await (const square of squares) console.log(square); // 1 4 9
 * ```
 */
export async function* runOrdered<S, T, R>(options: PoolOptions<S, T, R>): AsyncGenerator<R, void, undefined> {
  const { workers, signal, helps, placeOf, flight = 2 * Math.max(1, workers) } = options;
  signal?.throwIfAborted();

  const slots: Slot<R>[] = [];
  /** How many results the consumer has taken. */
  let taken = 0;
  /** What a job has failed with whose place is not known: told when there is a result to wait for. */
  let failure: { error: unknown } | undefined;
  /** Jobs that are pulled and whose results the consumer has not done with. */
  let out = 0;
  /** No more jobs are pulled: there are none, or something has failed, or the run is over. */
  let ended = false;
  let pulling = true;
  // One promise for "something has changed" instead of a race per result: a race with a promise that lives as long
  // as the run would keep every result alive.
  let change = Promise.withResolvers<void>();

  function changed(): void {
    change.resolve();
    change = Promise.withResolvers<void>();
  }

  function settle(slot: Slot<R>, outcome: Outcome<R>): void {
    slot.outcome = outcome;
    if ("error" in outcome) ended = true;
    changed();
  }

  /** Settles a job, which may have taken another one's place. */
  function settleJob(slot: Slot<R>, outcome: Outcome<R>): void {
    if (placeOf === undefined) return settle(slot, outcome);
    if ("result" in outcome) return settle(slots[placeOf(outcome.result) - taken], outcome);
    failure ??= outcome;
    ended = true;
    changed();
  }

  function newSlot(): Slot<R> {
    const slot: Slot<R> = {};
    slots.push(slot);
    return slot;
  }

  function give(crew: Crew<T, R>, job: Job<T>, slot: Slot<R>): void {
    try {
      crew.give(job, (outcome) => settleJob(slot, outcome));
    } catch (error) {
      settleJob(slot, { error });
    }
  }

  const isFull = (): boolean => out >= flight && !ended;

  async function pull(crew: Crew<T, R>): Promise<void> {
    try {
      for await (const job of options.jobs) {
        pulling = false;
        if (ended) return;
        const slot = newSlot();
        out++;
        give(crew, job, slot);
        changed();
        while (isFull()) await change.promise;
        if (ended) return;
        pulling = true;
      }
    } catch (error) {
      settle(newSlot(), { error });
    } finally {
      pulling = false;
      ended = true;
      changed();
    }
  }

  const stays = helps === "always";
  const others = stays ? Math.max(0, workers - 1) : workers;
  const here = others === 0 || helps !== undefined ? inlineCrew(options.inline, options.setup) : undefined;
  const help = here && { crew: here, stays };
  const died = (error: unknown): void => settle(newSlot(), { error });
  const crew = others === 0 ? here! : workerCrew<T, R>(others, options.start, options.setup, died, help);
  signal?.addEventListener("abort", changed);
  const pulled = pull(crew);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const outcome = slots[0]?.outcome ?? failure;
      if (outcome !== undefined) {
        if ("error" in outcome) throw outcome.error;
        slots.shift();
        taken++;
        yield outcome.result;
        out--;
        changed();
      } else if (slots.length === 0 && ended && !pulling) {
        return;
      } else {
        await change.promise;
      }
    }
  } finally {
    ended = true;
    changed();
    signal?.removeEventListener("abort", changed);
    await crew.dismiss();
    // A pull that waits for standard input may wait for ever.
    if (!pulling) await pulled;
  }
}
