/**
 * Cells, byte by byte: JSON value → cell, cell → JSON value, cell → cell of another dialect.
 *
 * These are the running-data forms of `text.ts` and give the same bytes. They allocate nothing per cell and
 * check nothing again: JSON must be valid, cells must follow their dialect, and both must be UTF-8.
 */

import type { Dialect } from "./dialect.ts";
import { readEscape, writeCodePoint, writeJsonByte } from "./json-string.ts";

/** What `CellWriter` returns when a JSON string holds an unpaired surrogate, which UTF-8 cannot carry. */
export const unpairedSurrogate = -1;
/** What `CellWriter` returns when the dialect has no way to write a delimiter or line end inside a cell. */
export const unwritable = -2;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;
const doubleQuote = 0x22;
const comma = 0x2c;
const openArray = 0x5b;
const closeArray = 0x5d;
const backslash = 0x5c;
const openObject = 0x7b;
const letterT = 0x74;
const letterF = 0x66;
const letterN = 0x6e;

// How the bytes of a text are spelled in the source.
const asIs = 0;
const asJsonString = 1;
const asQuotedCell = 2;
const asBackslashedCell = 3;
/** In quotes, with backslashes before quotes. */
const asEscapedCell = 4;
type Spelling =
  | typeof asIs
  | typeof asJsonString
  | typeof asQuotedCell
  | typeof asBackslashedCell
  | typeof asEscapedCell;

/** Reads cells of one dialect. */
export class CellReader {
  readonly dialect: Dialect;
  readonly quote: number;
  readonly #null: Uint8Array;
  /** How a cell is spelled that starts with a quote, and one that does not. */
  readonly #enclosed: Spelling;
  readonly #bare: Spelling;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    this.quote = dialect.quote === null ? -1 : dialect.quote.charCodeAt(0);
    this.#null = utf8(dialect.null);
    this.#enclosed = dialect.escape === null ? asQuotedCell : asEscapedCell;
    this.#bare = this.quote === -1 && dialect.escape === "backslash" ? asBackslashedCell : asIs;
  }

  /** Whether the cell, as it stands in the file with its quotes, is the dialect's null. */
  isNull(bytes: Uint8Array, start: number, end: number): boolean {
    const text = this.#null;
    if (end - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false;
    return text.length === 0 || text[0] !== this.quote;
  }

  spelling(bytes: Uint8Array, start: number, end: number): Spelling {
    return start < end && bytes[start] === this.quote ? this.#enclosed : this.#bare;
  }

  /**
   * Writes a cell as a JSON value, a string or null, and returns where it ends.
   *
   * @param start where the cell starts, its opening quote included
   * @param out needs room for `6 * (end - start) + 4` bytes
   */
  json(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
    if (this.isNull(bytes, start, end)) {
      for (const byte of nullLiteral) out[at++] = byte;
      return at;
    }
    const spelling = this.spelling(bytes, start, end);
    const isQuoted = spelling === asQuotedCell || spelling === asEscapedCell;
    const stop = isQuoted ? end - 1 : end;
    let p = isQuoted ? start + 1 : start;
    out[at++] = doubleQuote;
    while (p < stop) {
      let c = bytes[p++];
      if (isQuoted && c === this.quote) p++;
      else if (spelling === asEscapedCell && c === backslash && isEscapable(bytes[p], this.quote)) c = bytes[p++];
      else if (spelling === asBackslashedCell && c === backslash && p < stop && unbackslashed[bytes[p]] !== 0) {
        c = unbackslashed[bytes[p++]];
      }
      at = writeJsonByte(c, out, at);
    }
    out[at++] = doubleQuote;
    return at;
  }
}

const nullLiteral = utf8("null");

/** Whether a backslash before the byte, inside a quoted cell, is an escape. */
function isEscapable(byte: number, quote: number): boolean {
  return byte === quote || byte === backslash || byte === lineFeed || byte === carriageReturn;
}

/** The byte that a backslash and this letter stand for; 0 where they stand for themselves. */
const unbackslashed = new Uint8Array(256);
unbackslashed["\\".charCodeAt(0)] = backslash;
unbackslashed["t".charCodeAt(0)] = tab;
unbackslashed["n".charCodeAt(0)] = lineFeed;
unbackslashed["r".charCodeAt(0)] = carriageReturn;

/** The letter that stands after a backslash for this byte. */
const backslashed = new Uint8Array(256);
backslashed[backslash] = backslash;
backslashed[tab] = "t".charCodeAt(0);
backslashed[lineFeed] = "n".charCodeAt(0);
backslashed[carriageReturn] = "r".charCodeAt(0);

/** Writes cells of one dialect. */
export class CellWriter {
  readonly dialect: Dialect;
  readonly #quote: number;
  /** What stands before a quote inside a quoted cell. */
  readonly #escape: number;
  readonly #null: Uint8Array;
  readonly #false: Uint8Array;
  readonly #true: Uint8Array;
  readonly #joiner: Uint8Array | null;
  /** 1 for the bytes that make a cell need quotes, or must be escaped. */
  readonly #special: Uint8Array = new Uint8Array(256);
  readonly #widest: number;
  readonly #slack: number;
  /** The cell being written: where it starts, and whether its opening quote is there. */
  #start = 0;
  #quoted = false;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    this.#quote = dialect.quote === null ? -1 : dialect.quote.charCodeAt(0);
    this.#escape = dialect.escape === "backslash" ? backslash : this.#quote;
    this.#null = utf8(dialect.null);
    this.#false = utf8(dialect.booleans[0]);
    this.#true = utf8(dialect.booleans[1]);
    this.#joiner = dialect.list === "json" ? null : utf8(dialect.list);
    this.#special[lineFeed] = 1;
    this.#special[carriageReturn] = 1;
    this.#special[dialect.delimiter.charCodeAt(0)] = 1;
    if (dialect.quote !== null) {
      this.#special[this.#quote] = 1;
      this.#special[this.#escape] = 1;
    } else if (dialect.escape === "backslash") {
      this.#special[backslash] = 1;
      this.#special[tab] = 1;
    }
    this.#widest = 2 * Math.max(1, this.#joiner?.length ?? 0, this.#false.length, this.#true.length);
    this.#slack = 2 * (this.#null.length + this.#false.length + this.#true.length) + 8;
  }

  /** How much room `json` and `cell` need in `out` for a value of so many bytes. */
  room(length: number): number {
    return length * this.#widest + this.#slack;
  }

  /** Writes the dialect's null and returns where it ends. */
  null(out: Uint8Array, at: number): number {
    return put(this.#null, out, at);
  }

  /**
   * Writes a JSON value as a cell and returns where it ends: a string as its text, numbers as their bytes,
   * true and false as the dialect's words, null as its null, arrays and objects as their JSON text, and an
   * array joined by `list` where that is a joiner.
   *
   * @param out needs `room(end - start)` bytes from `at` on
   * @returns {@link unpairedSurrogate} or {@link unwritable}, both negative, when the value fits no cell
   */
  json(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
    const first = bytes[start];
    if (first === letterN) return put(this.#null, out, at);
    this.#start = at;
    this.#quoted = false;
    at =
      first === openArray && this.#joiner !== null
        ? this.#list(bytes, start, end, out, at, this.#joiner)
        : this.#scalar(bytes, start, end, out, at);
    return at < 0 ? at : this.#finish(out, at);
  }

  /**
   * Writes a cell of another dialect and returns where it ends; null becomes this dialect's null.
   *
   * @param start where the cell starts, its opening quote included
   * @param out needs `room(end - start)` bytes from `at` on
   * @returns {@link unwritable}, which is negative, when the text fits no cell
   */
  cell(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number, from: CellReader): number {
    if (from.isNull(bytes, start, end)) return put(this.#null, out, at);
    this.#start = at;
    this.#quoted = false;
    const spelling = from.spelling(bytes, start, end);
    at =
      spelling === asQuotedCell || spelling === asEscapedCell
        ? this.#text(bytes, start + 1, end - 1, out, at, spelling, from.quote)
        : this.#text(bytes, start, end, out, at, spelling, -1);
    return at < 0 ? at : this.#finish(out, at);
  }

  #scalar(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
    const first = bytes[start];
    if (first === doubleQuote) return this.#text(bytes, start + 1, end - 1, out, at, asJsonString, -1);
    if (first === letterT) return this.#text(this.#true, 0, this.#true.length, out, at, asIs, -1);
    if (first === letterF) return this.#text(this.#false, 0, this.#false.length, out, at, asIs, -1);
    return this.#text(bytes, start, end, out, at, asIs, -1);
  }

  /** The elements of an array, joined; a null among them is an empty text. */
  #list(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number, joiner: Uint8Array): number {
    let p = start + 1;
    let any = false;
    for (;;) {
      while (bytes[p] <= 0x20 || bytes[p] === comma) p++;
      if (bytes[p] === closeArray && p === end - 1) return at;
      const stop = elementEnd(bytes, p);
      if (any) at = this.#text(joiner, 0, joiner.length, out, at, asIs, -1);
      if (at >= 0 && bytes[p] !== letterN) at = this.#scalar(bytes, p, stop, out, at);
      if (at < 0) return at;
      any = true;
      p = stop;
    }
  }

  /** Appends text to the cell that starts at `#start`. */
  #text(
    bytes: Uint8Array,
    start: number,
    end: number,
    out: Uint8Array,
    at: number,
    spelling: Spelling,
    fromQuote: number,
  ): number {
    const special = this.#special;
    let p = start;
    while (p < end) {
      let c = bytes[p++];
      if (c === backslash && spelling === asJsonString) {
        const escape = readEscape(bytes, p - 1, end);
        p += (escape & 15) - 1;
        c = escape >> 4;
        if (c >= 0x80) {
          if (c >= 0xd800 && c < 0xe000) return unpairedSurrogate;
          at = writeCodePoint(c, out, at);
          continue;
        }
      } else if (c === backslash && spelling === asBackslashedCell && p < end && unbackslashed[bytes[p]] !== 0) {
        c = unbackslashed[bytes[p++]];
      } else if (c === backslash && spelling === asEscapedCell && isEscapable(bytes[p], fromQuote)) c = bytes[p++];
      else if (c === fromQuote) p++;
      if (special[c] === 0) out[at++] = c;
      else if (this.#quote !== -1) {
        if (!this.#quoted) at = this.#open(out, at);
        if (c === this.#quote || c === this.#escape) out[at++] = this.#escape;
        out[at++] = c;
      } else if (backslashed[c] !== 0 && this.dialect.escape === "backslash") {
        out[at++] = backslash;
        out[at++] = backslashed[c];
      } else return unwritable;
    }
    return at;
  }

  /** Makes place for the opening quote once it turns out that the cell needs one. */
  #open(out: Uint8Array, at: number): number {
    out.copyWithin(this.#start + 1, this.#start, at);
    out[this.#start] = this.#quote;
    this.#quoted = true;
    return at + 1;
  }

  /** The closing quote; a text that would be read back as null is quoted for that. */
  #finish(out: Uint8Array, at: number): number {
    if (this.#quote === -1) return at;
    if (
      !this.#quoted &&
      at - this.#start === this.#null.length &&
      this.#null.every((c, i) => out[this.#start + i] === c)
    ) {
      at = this.#open(out, at);
    }
    if (this.#quoted) out[at++] = this.#quote;
    return at;
  }
}

/** Where the array element at `at` ends: at a comma or bracket outside strings and inner brackets. */
function elementEnd(bytes: Uint8Array, at: number): number {
  let depth = 0;
  let p = at;
  for (;;) {
    const c = bytes[p];
    if (c === doubleQuote) {
      p++;
      while (bytes[p] !== doubleQuote) p += bytes[p] === backslash ? 2 : 1;
    } else if (c === openArray || c === openObject) depth++;
    else if (depth > 0) {
      if (c === closeArray || c === closeArray + 32) depth--;
    } else if (c <= 0x20 || c === comma || c === closeArray) return p;
    p++;
  }
}

function put(text: Uint8Array, out: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) out[at++] = text[i];
  return at;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
