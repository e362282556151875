/**
 * One row of CSV or TSV: is it valid, and where are its cells?
 *
 * Quoting is RFC 4180's, or none at all, as the dialect says. A row ends at a line feed outside quotes; a carriage
 * return before it belongs to the line end, any other one is data. Inside quotes, in a dialect with escapes, a
 * backslash takes the next byte as data. A line that starts with the comment character is no row, and its quotes
 * mean nothing: it ends at its line feed. The walk goes on to the row's end after a defect, so that the next row is
 * found where the chunker would find it.
 */

import { lineFeed, carriageReturn, backslash } from "../syntax/bytes.ts";
import type { Dialect } from "@backlot/formats";
import { type Reason, reason } from "../syntax/reason.ts";

const space = 0x20;

const stops = 1;
const isQuote = 2;

/** Walks rows one at a time; what it found stays readable until the next one. */
export class RowWalk {
  /** How many cells the row has. */
  count = 0;
  /** Where each cell starts and ends, quotes included. */
  starts: Int32Array = new Int32Array(16);
  ends: Int32Array = new Int32Array(16);
  /** Where the row ends, its line end not included. */
  end = 0;
  reason: Reason = reason.none;
  /** Where the defect is. */
  at = 0;

  readonly #quote: number;
  readonly #delimiter: number;
  /** What takes a byte inside quotes as data, and what starts a comment, or -1. */
  readonly #escape: number;
  readonly #comment: number;
  /** What must not begin a cell, blanks aside, or -1. */
  readonly #unexpected: number;
  /** What a byte is outside quotes: 0 data, 1 a delimiter or line feed, 2 a quote. */
  readonly #kinds: Uint8Array = new Uint8Array(256);

  /** @param unexpectedQuote see `Shape` */
  constructor(dialect: Dialect, unexpectedQuote?: string) {
    this.#quote = dialect.quote === null ? -1 : dialect.quote.charCodeAt(0);
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#escape = dialect.quote !== null && dialect.escape === "backslash" ? backslash : -1;
    this.#comment = dialect.comment === null ? -1 : dialect.comment.charCodeAt(0);
    this.#unexpected = unexpectedQuote?.charCodeAt(0) ?? -1;
    this.#kinds[this.#delimiter] = stops;
    this.#kinds[lineFeed] = stops;
    if (dialect.quote !== null) this.#kinds[this.#quote] = isQuote;
  }

  /** Whether the line is a comment, which has no cells. */
  get isComment(): boolean {
    return this.count === 0;
  }

  /** Whether the line is empty, as after a table or between its parts. */
  get isBlank(): boolean {
    return this.count === 1 && this.ends[0] === this.starts[0];
  }

  /** Walks the row that starts at `start`, before `end`, and returns where the next one starts. */
  row(bytes: Uint8Array, start: number, end: number): number {
    const kinds = this.#kinds;
    const quote = this.#quote;
    const delimiter = this.#delimiter;
    let p = start;
    this.count = 0;
    this.reason = reason.none;
    if (p < end && bytes[p] === this.#comment) {
      while (p < end && bytes[p] !== lineFeed) p++;
      this.end = p;
      return p < end ? p + 1 : end;
    }
    for (;;) {
      const cell = p;
      if (this.#unexpected >= 0) {
        while (p < end && bytes[p] === space) p++;
        if (p < end && bytes[p] === this.#unexpected) this.#defect(reason.unexpectedQuote, p);
      }
      if (p < end && bytes[p] === quote) {
        p = this.#quotedEnd(bytes, p, end);
        if (p < end && kinds[bytes[p]] !== stops && !isLineEnd(bytes, p, end)) this.#defect(reason.textAfterQuote, p);
      }
      for (;;) {
        while (p < end && kinds[bytes[p]] === 0) p++;
        if (p >= end || kinds[bytes[p]] === stops) break;
        // A quote that opens nothing.
        this.#defect(reason.bareQuote, p);
        p++;
      }
      const rowEnds = p >= end || bytes[p] !== delimiter;
      const cellEnd = rowEnds && p < end && p > cell && bytes[p - 1] === carriageReturn ? p - 1 : p;
      if (this.count === this.starts.length) this.#grow();
      this.starts[this.count] = cell;
      this.ends[this.count] = cellEnd;
      this.count++;
      if (rowEnds) {
        this.end = cellEnd;
        return p >= end ? end : p + 1;
      }
      p++;
    }
  }

  /** Where the cell's closing quote leads to, or `end` when there is none. */
  #quotedEnd(bytes: Uint8Array, open: number, end: number): number {
    const quote = this.#quote;
    const escape = this.#escape;
    let p = open + 1;
    for (;;) {
      while (p < end && bytes[p] !== quote) p += bytes[p] === escape ? 2 : 1;
      if (p >= end) {
        this.#defect(reason.unclosedQuote, open);
        return end;
      }
      p++;
      if (p >= end || bytes[p] !== quote) return p;
      p++;
    }
  }

  /** Notes the row's first defect. */
  #defect(why: Reason, at: number): void {
    if (this.reason !== reason.none) return;
    this.reason = why;
    this.at = at;
  }

  #grow(): void {
    const size = 2 * this.starts.length;
    const { starts, ends } = this;
    this.starts = new Int32Array(size);
    this.starts.set(starts);
    this.ends = new Int32Array(size);
    this.ends.set(ends);
  }
}

/** Whether `\r\n` is at `at`. */
function isLineEnd(bytes: Uint8Array, at: number, end: number): boolean {
  return bytes[at] === carriageReturn && at + 1 < end && bytes[at + 1] === lineFeed;
}
