/** The worker's side of the pool. */
import { packError } from "./error-message.ts";
import type { FromWorker, Setup, ToWorker } from "./job.ts";
import { ownPort } from "./worker-like.ts";

/**
 * Does the tasks of a pool in the worker it is called in: the one line of a worker's module.
 *
 * What `setup` or a task throws is handed over and fails the run.
 */
export function serve<S, T, R>(setup: Setup<S, T, R>): void {
  const port = ownPort<ToWorker<S, T>>();
  const post = (message: FromWorker<R>, transfer: ArrayBuffer[] = []): void => port.post(message, transfer);
  let run: Awaited<ReturnType<Setup<S, T, R>>> | undefined;
  let failed = false;
  let last = Promise.resolve();

  async function handle(message: ToWorker<S, T>): Promise<void> {
    if (failed) return;
    try {
      if (message.kind === "setup") {
        run = await setup(message.setup);
        post({ kind: "ready" });
      } else {
        const { result, transfer } = await run!(message.task);
        post({ kind: "done", result }, transfer);
      }
    } catch (error) {
      failed = true;
      post({ kind: "failed", error: packError(error) });
    }
  }

  port.hear((message) => {
    last = last.then(() => handle(message));
  });
}
