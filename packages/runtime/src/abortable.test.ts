/** What a signal ends: writes that never end, without a trace on the signal. */
import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { abortable } from "./abortable.ts";
import { memorySink } from "./memory-sink.ts";
import { streamSink } from "./stream-sink.ts";

test("a write that nobody takes ends with the signal, and the sink can be aborted", async () => {
  const controller = new AbortController();
  // Nobody reads at the other end.
  const { writable } = new TransformStream<Uint8Array, Uint8Array>();
  const sink = abortable(streamSink(writable), controller.signal);
  const written = sink.write(Uint8Array.of(1));
  controller.abort(new Error("enough"));
  await expect(written).rejects.toThrow("enough");
  await expect(sink.write(Uint8Array.of(2))).rejects.toThrow("enough");
  await expect(sink.abort()).resolves.toBeUndefined();
});

test("what is written in time is there, and nothing is left on the signal", async () => {
  const { signal } = new AbortController();
  const memory = memorySink("a");
  const sink = abortable(memory, signal);
  await sink.write(Uint8Array.of(65));
  await sink.commit();
  expect(sink.name).toBe("a");
  expect(memory.text()).toBe("A");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("without a signal it is the sink itself", () => {
  const sink = memorySink();
  expect(abortable(sink, undefined)).toBe(sink);
});
