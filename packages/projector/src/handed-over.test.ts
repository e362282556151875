/** Sources and sinks of the caller's: ended with the run, however early that ends, and nothing else is kept. */
import { getEventListeners } from "node:events";
import { memorySink, memorySource, type Sink, type Source } from "@backlot/runtime";
import { expect, test } from "vitest";
import { project, type ProjectOptions } from "./index.ts";

interface Ended {
  closed: string[];
  aborted: string[];
}

function watchedSource(name: string, ended: Ended): Source {
  const source = memorySource(new TextEncoder().encode('{"a":1}\n'), name);
  return {
    ...source,
    read: (into) => source.read(into),
    async close() {
      ended.closed.push(name);
      await source.close();
    },
  };
}

function watchedSink(name: string, ended: Ended): Sink {
  const sink = memorySink(name);
  return {
    name,
    write: (bytes) => sink.write(bytes),
    commit: () => sink.commit(),
    async abort() {
      ended.aborted.push(name);
      await sink.abort();
    },
  };
}

test.each<[string, Partial<ProjectOptions>, string]>([
  ["a signal that is aborted", { signal: AbortSignal.abort() }, "aborted"],
  ["an option that is not right", { workers: -1 }, "Cannot use -1"],
  ["a path that is not right", { pick: "a[" }, "Cannot use the path"],
  ["a format that cannot be written", { outputFormat: "csv" }, "Cannot write csv"],
])("are ended with %s", async (_, options, message) => {
  const ended: Ended = { closed: [], aborted: [] };
  const run = project({
    from: [watchedSource("a", ended), watchedSource("b", ended)],
    to: watchedSink("c", ended),
    onError: { quarantine: watchedSink("d", ended) },
    ...options,
  });
  await expect(run).rejects.toThrow(message);
  expect(ended).toEqual({ closed: ["a", "b"], aborted: ["c", "d"] });
});

test("are ended with an input that is not there", async () => {
  const ended: Ended = { closed: [], aborted: [] };
  const run = project({ from: ["/not/there.ndjson", watchedSource("a", ended)], to: watchedSink("b", ended) });
  await expect(run).rejects.toThrow("Cannot read /not/there.ndjson");
  expect(ended).toEqual({ closed: ["a"], aborted: ["b"] });
});

test("are ended with a limit before they are read", async () => {
  const ended: Ended = { closed: [], aborted: [] };
  const from = [watchedSource("a", ended), watchedSource("b", ended)];
  await project({ from, to: watchedSink("c", ended), limit: 0 });
  expect(ended).toEqual({ closed: ["a", "b"], aborted: [] });
});

test("a write that never ends is ended by the signal", async () => {
  const ended: Ended = { closed: [], aborted: [] };
  const controller = new AbortController();
  const to: Sink = { ...watchedSink("b", ended), write: () => (controller.abort(), new Promise(() => {})) };
  const run = project({ from: watchedSource("a", ended), to, workers: 0, signal: controller.signal });
  await expect(run).rejects.toThrow("aborted");
  expect(ended).toEqual({ closed: ["a"], aborted: ["b"] });
});

test("are not aborted once they are committed", async () => {
  const ended: Ended = { closed: [], aborted: [] };
  const from = { ...watchedSource("a", ended), close: () => Promise.reject(new Error("it stays open")) };
  const run = project({ from, to: watchedSink("b", ended), workers: 0, limit: 0 });
  await expect(run).rejects.toThrow("it stays open");
  expect(ended.aborted).toEqual([]);
});

test.each([-1, 1 << 30, Number.NaN, undefined])("a source that says it has read %s bytes is refused", async (count) => {
  const ended: Ended = { closed: [], aborted: [] };
  const from = { ...watchedSource("a", ended), read: () => Promise.resolve(count as number) };
  const run = project({ from, to: watchedSink("b", ended), workers: 0 });
  await expect(run).rejects.toThrow(`Cannot read a: its read told ${count}`);
  expect(ended).toEqual({ closed: ["a"], aborted: ["b"] });
});

test("a signal keeps nothing of the runs it could have ended", async () => {
  const { signal } = new AbortController();
  const ended: Ended = { closed: [], aborted: [] };
  for (let run = 0; run < 3; run++) {
    await project({ from: watchedSource("a", ended), to: memorySink(), workers: 0, signal });
  }
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
