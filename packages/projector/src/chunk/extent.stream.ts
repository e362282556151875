/**
 * Where the records of a stream end, which the calling thread has to know before workers can have them.
 *
 * Quotes and brackets take TypeScript more time than the thread has beside decompressors (MB/s of processor time on a
 * busy machine: 222 to 245 of CSV with quotes, 423 to 478 of a JSON array), so the kernel's module looks for them (3,106
 * to 4,523, and 2,828 to 3,507), though the bytes have to be copied to its memory: some at a time, which stay in the
 * processor's cache.
 */

import type { Format } from "@backlot/formats";
import { closedState, type Extents, extentsOf, type Scan } from "../extent/extent.ts";
import { type ExtentExports, wasmScan } from "../extent/extent.wasm.ts";
import { Instance } from "../kernel/instance.wasm.ts";

/** How much is copied at once. */
const pieceBytes = 256 * 1024;

/** Before so many bytes, loading the module takes longer than it saves. */
const twinBytes = 4 * 1024 * 1024;

/** Finds the ends of the records of a long stream; where they are lines, TypeScript does. */
export function streamExtents(format: Format): Extents {
  const { name, dialect } = format;
  const isLines = dialect === undefined ? name !== "json" : dialect.quote === null;
  return isLines ? extentsOf(format) : new StreamExtents(format, twinBytes);
}

/** The ends of records: by the twin at first, and then by the kernel's module. */
export class StreamExtents implements Extents {
  readonly #format: Format;
  readonly #twin: Extents;
  #twinBytes: number;
  #loaded: Instance<ExtentExports> | undefined;
  #state = 0;

  /** @param ofTwin how many bytes the twin reads */
  constructor(format: Format, ofTwin: number) {
    this.#format = format;
    this.#twin = extentsOf(format);
    this.#twinBytes = ofTwin;
  }

  get state(): number {
    return this.#state;
  }

  set state(state: number) {
    this.#state = state;
  }

  get closed(): boolean {
    return this.#state === closedState;
  }

  last(bytes: Uint8Array, from: number): number {
    if (this.#isForTwin(bytes, from)) return this.#byTwin((twin) => twin.last(bytes, from));
    let found = -1;
    for (let at = from; at < bytes.length && !this.closed; at += pieceBytes) {
      const { last, state } = this.#scan(bytes, at, at + pieceBytes);
      if (last !== -1) found = at + last;
      this.#state = state;
    }
    return found;
  }

  first(bytes: Uint8Array, from: number): number {
    if (this.#isForTwin(bytes, from)) return this.#byTwin((twin) => twin.first(bytes, from));
    for (let at = from; at < bytes.length && !this.closed; at += pieceBytes) {
      const { first, state } = this.#scan(bytes, at, at + pieceBytes);
      if (first === -1) {
        this.#state = state;
        continue;
      }
      // The state behind the end: where it is the end of the array, that has not come yet.
      const before = this.#scan(bytes, at, at + first);
      this.#state = before.first === first ? before.state : closedState;
      return at + first;
    }
    return -1;
  }

  #isForTwin(bytes: Uint8Array, from: number): boolean {
    this.#twinBytes -= bytes.length - from;
    return this.#twinBytes >= 0;
  }

  #byTwin(find: (twin: Extents) => number): number {
    this.#twin.state = this.#state;
    const found = find(this.#twin);
    this.#state = this.#twin.state;
    return found;
  }

  /** Tells of the bytes between two places, or before their end; indexes count from the first of them. */
  #scan(bytes: Uint8Array, from: number, to: number): Scan {
    this.#loaded ??= new Instance(() => ({ tables: 0, input: pieceBytes, output: 0 }));
    const { exports, input } = this.#loaded;
    const piece = bytes.subarray(from, to);
    input.set(piece);
    return wasmScan(this.#format, exports, input.byteOffset, 0, piece.length, this.#state);
  }
}
