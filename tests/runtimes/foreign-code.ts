/** Runs code that does not end, in this thread and in a worker; it runs in Node, Deno and Bun. */
import { isMainThread, Worker, parentPort } from "node:worker_threads";
import { runForeignCode } from "@backlot/runtime";

function outcome(run: () => void): unknown {
  try {
    return runForeignCode(200, run);
  } catch (error) {
    return [error instanceof TypeError, (error as Error).message];
  }
}

const outcomes = (): unknown[] => [
  outcome(() => {}),
  outcome(() => {
    for (;;);
  }),
  outcome(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)),
  outcome(() => process.exit(7)),
  outcome(() => {
    throw new TypeError("mine");
  }),
  outcome(() => {}),
];

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const there = await new Promise((resolve) => worker.on("message", resolve));
  await worker.terminate();
  console.log(JSON.stringify([outcomes(), there]));
} else parentPort!.postMessage(outcomes(), []);
