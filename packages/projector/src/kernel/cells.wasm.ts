/** Dialects in the memory of the wasm kernel: what its cells are like, and where its words are. */

import type { Dialect } from "@backlot/formats";

/** What the module exports for cells. */
export interface CellExports {
  setRead(quote: number, hasEscapes: boolean, nullAt: number, nullBytes: number): void;
  setWritten(delimiter: number, quote: number, hasEscapes: boolean, words: number): void;
}

const encoder = new TextEncoder();

/** The words for null, false and true, and what joins lists: nothing where they are JSON text. */
function wordsOf({ null: none, booleans, list }: Dialect): Uint8Array[] {
  return [none, ...booleans, list === "json" ? "" : list].map((word) => encoder.encode(word));
}

/** How many bytes the words of a dialect take in memory. */
export function wordsBytes(dialect: Dialect): number {
  const words = wordsOf(dialect);
  return words.reduce((sum, { length }) => sum + length, 8 * words.length);
}

/** Sets the dialect of the cells that are read; its word for null is put at `at`. */
export function setReadDialect(kernel: CellExports, memory: Uint8Array, at: number, dialect: Dialect): void {
  const [none] = wordsOf(dialect);
  memory.set(none, at);
  kernel.setRead(quoteOf(dialect), dialect.escape === "backslash", at, none.length);
}

/** Sets the dialect of the cells that are written; its words are put at `at`, which is a multiple of 4. */
export function setWrittenDialect(kernel: CellExports, memory: Uint8Array, at: number, dialect: Dialect): void {
  const words = wordsOf(dialect);
  const places = new Uint32Array(memory.buffer, memory.byteOffset + at, 2 * words.length);
  let end = at + places.byteLength;
  for (const [i, word] of words.entries()) {
    memory.set(word, end);
    places.set([end, word.length], 2 * i);
    end += word.length;
  }
  if (dialect.list === "json") places.fill(0, 6);
  kernel.setWritten(dialect.delimiter.charCodeAt(0), quoteOf(dialect), dialect.escape === "backslash", at);
}

function quoteOf({ quote }: Dialect): number {
  return quote === null ? -1 : quote.charCodeAt(0);
}
