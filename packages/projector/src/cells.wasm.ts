/** Dialects in the memory of the wasm kernel: where the words of one are, and what its cells are like. */

import type { Dialect } from "@backlot/formats";

/** What the module exports for cells. */
export interface CellExports {
  setRead(quote: number, hasEscapes: boolean, nullAt: number, nullBytes: number): void;
  setWritten(delimiter: number, quote: number, hasEscapes: boolean, words: number): void;
}

/** Bytes that a dialect's words may take; longer ones are for the twin. */
export const dialectBytes = 1024;

const encoder = new TextEncoder();

/** Sets the dialect of the cells that are read; its words are put at `at`. */
export function setReadDialect(kernel: CellExports, memory: Uint8Array, at: number, dialect: Dialect): void {
  const { written } = encoder.encodeInto(dialect.null, memory.subarray(at, at + dialectBytes));
  kernel.setRead(quoteOf(dialect), dialect.escape === "backslash", at, written);
}

/** Sets the dialect of the cells that are written; its words are put at `at`, which is a multiple of 4. */
export function setWrittenDialect(kernel: CellExports, memory: Uint8Array, at: number, dialect: Dialect): void {
  const words = [dialect.null, ...dialect.booleans, dialect.list === "json" ? "" : dialect.list];
  const places = new Uint32Array(memory.buffer, memory.byteOffset + at, 2 * words.length);
  let end = at + places.byteLength;
  words.forEach((word, i) => {
    const { written } = encoder.encodeInto(word, memory.subarray(end, at + dialectBytes));
    places[2 * i] = end;
    places[2 * i + 1] = written;
    end += written;
  });
  if (dialect.list === "json") places[6] = 0;
  kernel.setWritten(dialect.delimiter.charCodeAt(0), quoteOf(dialect), dialect.escape === "backslash", at);
}

function quoteOf({ quote }: Dialect): number {
  return quote === null ? -1 : quote.charCodeAt(0);
}
