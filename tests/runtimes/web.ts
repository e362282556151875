/** The round trip with nothing but web APIs, from a stream to a stream and to memory; runs in Deno. */
import "./no-node.ts";
import {
  memorySink,
  openSource,
  runOrdered,
  streamSink,
  streamSource,
  workerClass,
  type WorkerLike,
} from "@backlot/runtime";
import { type Raise, raise } from "./raise.ts";

const start = (): WorkerLike => {
  const Worker = workerClass();
  return new Worker(new URL("./web-worker.js", import.meta.url), { type: "module" });
};

const tasks = (texts: string[]): { task: Raise }[] =>
  texts.map((text) => ({ task: { bytes: new TextEncoder().encode(text), length: text.length } }));

const error = async (attempt: () => Promise<unknown>): Promise<string> =>
  attempt().then(
    () => "no error",
    (thrown: unknown) => String(thrown),
  );

const memory = memorySink();
for await (const bytes of runOrdered({
  workers: 2,
  start,
  inline: raise,
  setup: 32,
  jobs: tasks(["lights, ", "camera"]),
})) {
  await memory.write(bytes);
}
const { digest } = await memory.commit();

const source = streamSource(new Blob(["action"]).stream());
const parts: string[] = [];
const sink = streamSink(new WritableStream({ write: (part) => void parts.push(new TextDecoder().decode(part)) }));
const bytes = new Uint8Array(4);
for (let count = await source.read(bytes); count > 0; count = await source.read(bytes)) {
  await sink.write(bytes.subarray(0, count));
}
await sink.commit();

console.log(
  JSON.stringify({
    text: memory.text(),
    digest,
    streamed: parts.join(""),
    badInput: await error(() =>
      runOrdered({ workers: 1, start, inline: raise, setup: 32, jobs: tasks(["cut!"]) }).next(),
    ),
    file: await error(() => openSource("a.txt")),
  }),
);
