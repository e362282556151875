/** The life of a sink: open, then committed or aborted or, after any failure, fit only to be aborted. */
import { BugError } from "./errors.ts";
import type { Committed, Outlet, Sink } from "./sink.ts";

/** What differs from sink to sink. */
export interface SinkSteps {
  name: string;
  /** Takes all of the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  commit(): Promise<Committed>;
  /** Called at most once, with no other step under way, unless `abortsAtOnce`. */
  abort(): Promise<void>;
  /** Whether `abort` must not wait for a write under way, which may never end. */
  abortsAtOnce?: boolean;
  outlet?: Outlet;
}

/**
 * A sink of these steps, that can be used in one order only: no step starts before the last has ended, nothing is
 * written or committed after a failure, and an abort waits for the step under way and happens once.
 */
export function sinkOf(steps: SinkSteps): Sink {
  let state: "open" | "committed" | "failed" | "aborted" = "open";
  let underWay: Promise<unknown> = Promise.resolve();
  let aborted: Promise<void> | undefined;

  async function step<T>(action: string, run: () => Promise<T>): Promise<T> {
    await underWay;
    if (state !== "open") throw new BugError(`Cannot ${action} ${steps.name}: the output is already ${state}`);
    try {
      return await run();
    } catch (error) {
      if (state === "open") state = "failed";
      throw error;
    }
  }

  function next<T>(action: string, run: () => Promise<T>): Promise<T> {
    const result = step(action, run);
    underWay = result.catch(() => {});
    return result;
  }

  async function abort(): Promise<void> {
    if (!steps.abortsAtOnce) await underWay;
    if (state === "committed") return;
    state = "aborted";
    await steps.abort();
  }

  return {
    name: steps.name,
    ...(steps.outlet && { outlet: steps.outlet }),
    write: (bytes) => next("write", () => steps.write(bytes)),
    commit: () =>
      next("commit", async () => {
        const committed = await steps.commit();
        if (state === "open") state = "committed";
        return committed;
      }),
    abort: () => (aborted ??= abort()),
  };
}
