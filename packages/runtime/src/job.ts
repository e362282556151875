/** What the pool and its workers tell each other. */
import type { ErrorMessage } from "./error-message.ts";

/** A piece of work for a worker. */
export interface Job<T> {
  task: T;
  /** Buffers in `task` that move to the worker instead of being copied. */
  transfer?: ArrayBuffer[];
}

/** What a worker hands in for a task. */
export interface Answer<R> {
  result: R;
  /** Buffers in `result` that move back instead of being copied. */
  transfer?: ArrayBuffer[];
}

/** The answer to a task that is done but for what has to wait for others: to write what was made, in its turn. */
export interface LateAnswer<R> {
  /** Whether there is nothing to wait for any more. */
  isReady(): boolean;
  /** Waits, and answers. */
  answer(): Answer<R>;
}

/** Runs once per worker, and returns the function that does one task; tasks run one after another. */
export type Setup<S, T, R> = (setup: S) => Promise<(task: T) => Made<R> | Promise<Made<R>>>;

/** What becomes of a task. */
export type Made<R> = Answer<R> | LateAnswer<R>;

/** To a worker: first one `setup`, then tasks; it answers the tasks in order. */
export type ToWorker<S, T> = { kind: "setup"; setup: S } | { kind: "task"; task: T };

/** From a worker: first that it is set up, then its answers; after `failed` nothing more comes. */
export type FromWorker<R> = { kind: "ready" } | { kind: "done"; result: R } | { kind: "failed"; error: ErrorMessage };
