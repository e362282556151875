/**
 * Copies a file through the pool of `@backlot/runtime`, each chunk's letters raised in a worker:
 * `round-trip.ts FROM TO WORKERS`. It runs in Node, Deno and Bun, and prints one line of JSON.
 */
import {
  type Job,
  type Source,
  openSink,
  openSource,
  runOrdered,
  workerClass,
  type WorkerLike,
} from "@backlot/runtime";
import { type Raise, raise } from "./raise.ts";

const [from, to, workers] = process.argv.slice(2);

const start = (): WorkerLike => {
  const Worker = workerClass();
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
};

async function* chunks(source: Source): AsyncGenerator<Job<Raise>> {
  for (;;) {
    const bytes = new Uint8Array(50_000);
    const length = await source.read(bytes);
    if (length === 0) return;
    yield { task: { bytes, length }, transfer: [bytes.buffer] };
  }
}

async function attempt(): Promise<unknown> {
  const source = await openSource(from);
  const sink = await openSink(to);
  try {
    const jobs = chunks(source);
    for await (const bytes of runOrdered({ workers: Number(workers), start, inline: raise, setup: 32, jobs })) {
      await sink.write(bytes);
    }
    return await sink.commit();
  } catch (error) {
    await sink.abort();
    if (!(error instanceof Error)) throw error;
    const { name, message, stack } = error;
    return Object.assign({ name, message, own: stack?.includes("raise.ts") }, error);
  } finally {
    await source.close();
  }
}

console.log(JSON.stringify(await attempt()));
