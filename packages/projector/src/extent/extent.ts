/**
 * Where records end, told without understanding them: by line ends, quotes and brackets.
 *
 * A record's extent depends on nothing but the file: neither on the chunk it comes in nor on whether it is
 * valid. So the chunker may cut anywhere, and after a bad record the kernel goes on where the chunker would.
 *
 * A scan reads on from where it stopped; its state stands for the bytes before.
 */

import {
  lineFeed,
  doubleQuote,
  comma,
  openArray,
  backslash,
  closeArray,
  openObject,
  closeObject,
} from "../syntax/bytes.ts";
import type { Dialect, Format } from "@backlot/formats";

/** Finds the ends of records. */
export interface Extents {
  /** Reads to the end of `bytes` and tells the index after the last record end from `from` on, or -1. */
  last(bytes: Uint8Array, from: number): number;
  /** Reads to the first record end from `from` on and tells the index after it, or -1. */
  first(bytes: Uint8Array, from: number): number;
  /** Whether the last record of all has ended, and nothing may follow. */
  readonly closed: boolean;
  /**
   * What the bytes so far leave open, as a number of 32 bits: 0 at the start, {@link closedState} where nothing may
   * follow. A scan that is given it goes on where the other one stopped.
   */
  state: number;
}

/** The state of a scan that has come to the end of all records. */
export const closedState = -1;

/** Finds the ends of the records of a file; of a JSON file, those of the elements of its array. */
export function extentsOf({ name, dialect }: Format): Extents {
  return dialect === undefined ? (name === "json" ? new JsonExtents() : new LineExtents()) : rowExtents(dialect);
}

/** What a piece of a file has of record ends. */
export interface Scan {
  /** The state at its end. */
  readonly state: number;
  /** The index after the first record end and after the last one in it, or -1; the closing bracket's own index. */
  readonly first: number;
  readonly last: number;
}

/** Tells of the piece of `bytes` between two places, in front of which is `state`. */
export function scan(extents: Extents, bytes: Uint8Array, start: number, end: number, state: number): Scan {
  if (state === closedState) return { state, first: -1, last: -1 };
  const piece = bytes.subarray(0, end);
  extents.state = state;
  const first = extents.first(piece, start);
  extents.state = state;
  const last = extents.last(piece, start);
  return { state: extents.state, first, last };
}

/** The record ends of tables. */
export function rowExtents({ quote, escape, delimiter, comment }: Dialect): Extents {
  if (quote === null) return new LineExtents();
  const [opens, divides] = [quote.charCodeAt(0), delimiter.charCodeAt(0)];
  if (escape === null && comment === null) return new QuotedLineExtents(opens, divides);
  return new EscapedLineExtents(opens, divides, escape === null ? -1 : backslash, comment?.charCodeAt(0) ?? -1);
}

/** Records are lines: NDJSON, and tables without quotes. */
export class LineExtents implements Extents {
  readonly closed = false;
  state = 0;

  last(bytes: Uint8Array, from: number): number {
    const found = bytes.lastIndexOf(lineFeed);
    return found < from ? -1 : found + 1;
  }

  first(bytes: Uint8Array, from: number): number {
    return bytes.indexOf(lineFeed, from) + 1 || -1;
  }
}

/** Where a scan of rows is: its state. */
const atLineStart = 0;
const atCellStart = 1;
const inCell = 2;
const inQuotes = 3;
const afterEscape = 4;
const afterQuote = 5;
const inComment = 6;

/**
 * Records are lines, but a line feed between quotes is data (RFC 4180).
 *
 * A quote opens only at the start of a cell; elsewhere outside quotes it is data. Inside, a quote closes, and one
 * right after it opens again (`""` is a quote of the text).
 *
 * ```text
 * a,"x ""y"",\n z",5" disk\n
 *   ^  ^^ ^^     ^              quotes that count
 *              ^^         ^^    the second line feed ends the record
 * ```
 */
export class QuotedLineExtents implements Extents {
  readonly closed = false;
  readonly #quote: number;
  readonly #delimiter: number;
  #quoted = false;
  /** The byte before the next one. */
  #before = lineFeed;
  /** Whether the byte before is a closing quote. */
  #justClosed = false;

  constructor(quote: number, delimiter: number) {
    this.#quote = quote;
    this.#delimiter = delimiter;
  }

  get state(): number {
    if (this.#quoted) return inQuotes;
    if (this.#justClosed) return afterQuote;
    return this.#before === lineFeed ? atLineStart : this.#before === this.#delimiter ? atCellStart : inCell;
  }

  set state(state: number) {
    this.#quoted = state === inQuotes;
    this.#justClosed = state === afterQuote;
    this.#before = state === atLineStart ? lineFeed : state === atCellStart ? this.#delimiter : -1;
  }

  /** Whether a quote would open a cell here, outside quotes. */
  get #opens(): boolean {
    return this.#before === lineFeed || this.#before === this.#delimiter || this.#justClosed;
  }

  last(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, false);
  }

  first(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, true);
  }

  #scan(bytes: Uint8Array, from: number, stopAtFirst: boolean): number {
    let found = -1;
    let p = from;
    while (p < bytes.length) {
      const next = bytes.indexOf(this.#quote, p);
      const stop = next === -1 ? bytes.length : next;
      if (!this.#quoted) {
        // Loops, not searches: a search would not stop at the quote, and read the rest again for each of them.
        if (stopAtFirst) {
          for (let at = p; at < stop; at++) if (bytes[at] === lineFeed) return this.#at(lineFeed, false, at + 1);
        } else {
          let at = stop - 1;
          while (at >= p && bytes[at] !== lineFeed) at--;
          if (at >= p) found = at + 1;
        }
      }
      if (p < stop) this.#at(bytes[stop - 1], false, stop);
      if (next === -1) break;
      const closes = this.#quoted;
      this.#quoted = !closes && this.#opens;
      p = this.#at(this.#quote, closes, next + 1);
    }
    return found;
  }

  #at(before: number, justClosed: boolean, at: number): number {
    this.#before = before;
    this.#justClosed = justClosed;
    return at;
  }
}

/** As {@link QuotedLineExtents}, where backslashes inside quotes or lines of comment have to be told from the rest. */
class EscapedLineExtents implements Extents {
  readonly closed = false;
  state = atLineStart;
  readonly #quote: number;
  readonly #delimiter: number;
  readonly #escape: number;
  readonly #comment: number;

  /** @param escape and `comment` are -1 where there is none */
  constructor(quote: number, delimiter: number, escape: number, comment: number) {
    this.#quote = quote;
    this.#delimiter = delimiter;
    this.#escape = escape;
    this.#comment = comment;
  }

  last(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, false);
  }

  first(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, true);
  }

  #scan(bytes: Uint8Array, from: number, stopAtFirst: boolean): number {
    let found = -1;
    let state = this.state;
    for (let p = from; p < bytes.length; p++) {
      state = this.#after(state, bytes[p]);
      if (state !== atLineStart) continue;
      found = p + 1;
      if (stopAtFirst) break;
    }
    this.state = state;
    return found;
  }

  #after(state: number, byte: number): number {
    if (state === inQuotes) return byte === this.#quote ? afterQuote : byte === this.#escape ? afterEscape : inQuotes;
    if (state === afterEscape) return inQuotes;
    if (byte === lineFeed) return atLineStart;
    if (state === inComment || (state === atLineStart && byte === this.#comment)) return inComment;
    if (byte === this.#quote && state !== inCell) return inQuotes;
    return byte === this.#delimiter ? atCellStart : inCell;
  }
}

/** What a byte is to the scan of brackets: 1 opens, 2 closes, 3 quote, 4 comma. */
const bracketKind = new Uint8Array(256);
for (const [kind, bytes] of [
  [],
  [openArray, openObject],
  [closeArray, closeObject],
  [doubleQuote],
  [comma],
].entries()) {
  for (const byte of bytes) bracketKind[byte] = kind;
}
const opens = 1;
const closes = 2;
const isQuote = 3;
const isComma = 4;

/**
 * Records are the elements of a JSON array, from after its `[`: each ends after its comma, and the last one
 * before the `]`. Or the one record is the whole text.
 */
export class JsonExtents implements Extents {
  closed = false;
  readonly #alone: boolean;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** @param alone whether the text is one record, and no array */
  constructor(alone = false) {
    this.#alone = alone;
  }

  /** Bit 0: in a string; bit 1: behind a backslash that escapes; from bit 2 on: how many brackets are open. */
  get state(): number {
    if (this.closed) return closedState;
    return (this.#depth << 2) | (Number(this.#escaped) << 1) | Number(this.#inString);
  }

  set state(state: number) {
    this.closed = state === closedState;
    this.#depth = this.closed ? 0 : state >>> 2;
    this.#escaped = !this.closed && (state & 2) !== 0;
    this.#inString = !this.closed && (state & 1) !== 0;
  }

  last(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, false);
  }

  /** As for the others; but when the array is closed, the index is that of its `]`. */
  first(bytes: Uint8Array, from: number): number {
    return this.#scan(bytes, from, true);
  }

  #scan(bytes: Uint8Array, from: number, stopAtFirst: boolean): number {
    const end = bytes.length;
    let found = -1;
    let p = from;
    let depth = this.#depth;
    while (p < end) {
      if (this.#inString) {
        if (this.#escaped) {
          p++;
          this.#escaped = false;
        }
        while (p < end && bytes[p] !== doubleQuote && bytes[p] !== backslash) p++;
        if (p >= end) break;
        if (bytes[p++] === backslash) this.#escaped = true;
        else this.#inString = false;
        continue;
      }
      const kind = bracketKind[bytes[p]];
      p++;
      if (kind === 0) continue;
      if (kind === isQuote) this.#inString = true;
      else if (kind === opens) depth++;
      else if (kind === isComma && depth === 0 && !this.#alone) {
        found = p;
        if (stopAtFirst) break;
      } else if (kind === closes) {
        if (depth === 0) {
          this.closed = true;
          found = p - 1;
          break;
        }
        depth--;
        if (depth === 0 && this.#alone) {
          this.closed = true;
          found = p;
          break;
        }
      }
    }
    this.#depth = depth;
    return found;
  }
}
