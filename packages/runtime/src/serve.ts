/** The worker's side of the pool. */
import { packError } from "./error-message.ts";
import type { FromWorker, Setup, ToWorker } from "./job.ts";
import { Late } from "./late.ts";
import { othersTurn } from "./others-turn.ts";
import { ownPort } from "./worker-like.ts";

/**
 * Does the tasks of a pool in the worker it is called in: the one line of a worker's module.
 *
 * What `setup` or a task throws is handed over and fails the run.
 */
export function serve<S, T, R>(setup: Setup<S, T, R>): void {
  const port = ownPort<ToWorker<S, T>>();
  const post = (message: FromWorker<R>, transfer: ArrayBuffer[] = []): void => port.post(message, transfer);
  const heard: ToWorker<S, T>[] = [];
  const late = new Late<R>();
  let run: Awaited<ReturnType<Setup<S, T, R>>> | undefined;
  let isBusy = false;
  let failed = false;

  const ends = {
    give: ({ result, transfer }: { result: R; transfer?: ArrayBuffer[] }) => post({ kind: "done", result }, transfer),
    fail(error: unknown) {
      failed = true;
      post({ kind: "failed", error: packError(error) });
    },
  };

  async function handle(message: ToWorker<S, T>): Promise<void> {
    if (failed) return;
    try {
      if (message.kind === "task") {
        late.add(await run!(message.task), ends);
      } else {
        run = await setup(message.setup);
        post({ kind: "ready" });
      }
    } catch (error) {
      late.addError(error, ends);
    }
  }

  async function handleAll(): Promise<void> {
    isBusy = true;
    for (let message = heard.shift(); message !== undefined; message = heard.shift()) {
      await handle(message);
      late.giveReady();
      if (late.isEmpty) continue;
      // What was sent meanwhile is heard now, or this thread would wait for its turn in place of working on.
      await othersTurn();
      late.waitFor(heard.length > 0 ? "some" : "none");
    }
    isBusy = false;
  }

  port.hear((message) => {
    heard.push(message);
    if (!isBusy) void handleAll();
  });
}
