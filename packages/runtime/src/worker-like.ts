/** Workers of Node, Deno, Bun and browsers behind one face. */
import { builtinOrNothing } from "./builtin.ts";

/** What the pool asks of a worker: a web `Worker` or one of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
}

/** A worker's constructor, as far as all platforms agree. */
export type WorkerClass = new (url: URL, options?: { type?: "module"; name?: string }) => WorkerLike;

/**
 * The `Worker` of this platform.
 *
 * It is that of `node:worker_threads` in Node, Deno and Bun, which tells when a worker has exited, and the web's in a
 * browser. The expression that starts a worker has to stand in the package that owns it, for bundlers to see it.
 *
 * @example
 * ```ts
 * import { workerClass, type WorkerLike } from "@backlot/runtime";
 *
 * export function start(Worker = workerClass()): WorkerLike {
 *   return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
 * }
 * ```
 */
export function workerClass(): WorkerClass {
  return builtinOrNothing("node:worker_threads")?.Worker ?? globalThis.Worker;
}

/** How many workers can compute at once here: the processors this process may use. */
export function availableWorkers(): number {
  const os = builtinOrNothing("node:os");
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}

/** What a worker says, and how it ends. */
export interface WorkerEvents<M> {
  message(message: M): void;
  /** Something was thrown outside of any task, or the worker's module did not load. */
  error(error: unknown): void;
  /** It has ended, by itself or by `terminate`; browsers never tell. */
  exit(code: number): void;
}

interface NodeWorker {
  on(event: string, listener: (value: never) => void): unknown;
}

interface WebWorker {
  addEventListener(event: string, listener: (event: never) => void): void;
}

/** Calls back on what a worker says. */
export function listen<M>(worker: WorkerLike & Partial<NodeWorker & WebWorker>, events: WorkerEvents<M>): void {
  if (worker.on !== undefined) {
    worker.on("message", (message: M) => events.message(message));
    worker.on("messageerror", (error: unknown) => events.error(error));
    worker.on("error", (error: unknown) => events.error(error));
    worker.on("exit", (code: number) => events.exit(code));
    return;
  }
  worker.addEventListener?.("message", (event: MessageEvent<M>) => events.message(event.data));
  worker.addEventListener?.("messageerror", () => events.error(new Error("an answer could not be read")));
  worker.addEventListener?.("error", (event: ErrorEvent) => {
    event.preventDefault();
    const place = event.filename ? ` (${event.filename}:${event.lineno})` : "";
    events.error(event.error ?? new Error(`${event.message || "the module did not load"}${place}`));
  });
}

/** The other end: what a worker hears from, and answers to, the one who started it. */
export interface Port<M> {
  hear(listener: (message: M) => void): void;
  post(message: unknown, transfer: ArrayBuffer[]): void;
}

/** The port of the worker this is called in. */
export function ownPort<M>(): Port<M> {
  const parentPort = builtinOrNothing("node:worker_threads")?.parentPort;
  if (parentPort) {
    return {
      hear: (listener) => void parentPort.on("message", listener),
      post: (message, transfer) => parentPort.postMessage(message, transfer),
    };
  }
  return {
    hear: (listener) => globalThis.addEventListener("message", (event: MessageEvent<M>) => listener(event.data)),
    post: (message, transfer) => globalThis.postMessage(message, { transfer }),
  };
}
