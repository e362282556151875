/** A web stream as a source: a `fetch` body, a `File` in a browser. */
import { MachineError } from "./errors.ts";
import type { Source } from "./source.ts";

/**
 * A source of what a stream of bytes gives; closing it early cancels the stream.
 *
 * @param name what to call it in messages; default `stream`
 * @throws MachineError from `read` when the stream fails.
 */
export function streamSource(stream: ReadableStream<Uint8Array>, name = "stream"): Source {
  const reader = stream.getReader();
  let rest: Uint8Array = new Uint8Array();
  let byte = 0;
  let ended = false;

  async function pull(): Promise<void> {
    try {
      const { done, value } = await reader.read();
      ended = done;
      rest = value ?? new Uint8Array();
    } catch (cause) {
      const state = cause instanceof Error ? cause.message : String(cause);
      throw new MachineError(`Cannot read ${name} after ${byte} bytes: ${state}`, { file: name, byte, cause });
    }
  }

  return {
    name,
    async read(into) {
      while (rest.byteLength === 0 && !ended) await pull();
      const taken = rest.subarray(0, into.byteLength);
      into.set(taken);
      rest = rest.subarray(taken.byteLength);
      byte += taken.byteLength;
      return taken.byteLength;
    },
    async close() {
      if (ended) return;
      ended = true;
      rest = new Uint8Array();
      // A stream that has failed says so again here; it was told by `read`.
      await reader.cancel().catch(() => {});
    },
  };
}
