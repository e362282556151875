/** What a signal ends that may never end by itself: a read that waits for input, a write that waits for a reader. */
import type { Sink } from "./sink.ts";

/**
 * What a promise brings, unless the signal is aborted before: standard input may never answer. What the promise is of
 * goes on, and what becomes of it then is told to nobody.
 *
 * @throws what the promise is rejected with, or the signal's reason when it is aborted before.
 * @example
 * ```ts
 * import { unlessAborted } from "@backlot/runtime";
 *
 * const controller = new AbortController();
 * const never = new Promise<string>(() => {});
 * const answer = unlessAborted(never, controller.signal).catch((error: Error) => error.message);
 * controller.abort(new Error("enough"));
 * console.log(await answer); // enough
 * ```
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    // The signal may outlive many runs.
    signal.removeEventListener("abort", abort);
  }
}

/**
 * The sink with writes that a signal ends: a pipe or a stream that nobody reads may never take them. They go on in the
 * sink, until it is aborted; without a signal it is the sink itself.
 *
 * @throws the signal's reason from `write` when it is aborted.
 */
export function abortable(sink: Sink, signal: AbortSignal | undefined): Sink {
  if (signal === undefined) return sink;
  return {
    name: sink.name,
    ...(sink.outlet && { outlet: sink.outlet }),
    async write(bytes) {
      signal.throwIfAborted();
      await unlessAborted(sink.write(bytes), signal);
    },
    commit: () => sink.commit(),
    abort: () => sink.abort(),
  };
}
