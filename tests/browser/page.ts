/** A page that checks everything in itself, in a worker, and with workers of the library's own. */
import { check, type Checked } from "./checks.ts";

/** All three, by where the records are made. */
export async function checkEverywhere(promised: Record<string, string>): Promise<Record<string, Checked>> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const inWorker = new Promise<Checked>((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent<Checked>) => resolve(event.data));
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
  });
  worker.postMessage(promised, []);
  return { page: await check(promised), worker: await inWorker, workers: await check(promised, 2) };
}

Object.assign(globalThis, { checkEverywhere });
