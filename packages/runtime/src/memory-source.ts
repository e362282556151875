/** Bytes that are in memory already. */
import type { Source } from "./source.ts";

/**
 * A source of the given bytes.
 *
 * @param name what to call it in messages; default `memory`
 */
export function memorySource(bytes: Uint8Array, name = "memory"): Source {
  let at = 0;
  return {
    name,
    size: bytes.byteLength,
    async read(into) {
      const taken = bytes.subarray(at, at + into.byteLength);
      into.set(taken);
      at += taken.byteLength;
      return taken.byteLength;
    },
    async close() {},
  };
}
