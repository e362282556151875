/** A sink in memory. */
import { BugError } from "./errors.ts";
import type { Sink } from "./sink.ts";
import { sinkOf } from "./sink-state.ts";
import { startTally } from "./tally.ts";

/** A sink whose bytes can be had once it is committed. */
export interface MemorySink extends Sink {
  /** All bytes that were written. */
  bytes(): Uint8Array;
  /** All bytes that were written, as UTF-8. */
  text(): string;
}

/**
 * A sink that keeps what it is given in memory.
 *
 * @param name what to call it in messages; default `memory`
 * @example
 * ```ts
 * import { memorySink } from "@backlot/runtime";
 *
 * const sink = memorySink();
 * await sink.write(new TextEncoder().encode("hello"));
 * const { bytes, digest } = await sink.commit();
 * console.log(bytes, digest); // 5 sha256:2cf24dba…
 * console.log(sink.text()); // hello
 * ```
 */
export function memorySink(name = "memory"): MemorySink {
  const tally = startTally();
  let parts: Uint8Array[] = [];
  let whole: Uint8Array | undefined;

  const sink = sinkOf({
    name,
    async write(bytes) {
      parts.push(bytes.slice());
      tally.add(bytes);
    },
    async commit() {
      whole = new Uint8Array(tally.bytes);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.byteLength;
      }
      parts = [];
      return tally.close();
    },
    async abort() {
      parts = [];
      whole = undefined;
    },
  });

  function committed(): Uint8Array {
    if (whole === undefined) throw new BugError(`Cannot take the bytes of ${name}: it is not committed`);
    return whole;
  }

  return { ...sink, bytes: committed, text: () => new TextDecoder().decode(committed()) };
}
