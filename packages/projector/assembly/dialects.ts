// The dialects of the cells that are read and written, as the host has set them.

import { filled } from "./block";

const lineFeed: u8 = 0x0a;
const carriageReturn: u8 = 0x0d;
const tab: u8 = 0x09;
const backslash: u8 = 0x5c;

/** The dialect that is written. */
export namespace written {
  export let delimiter: u8 = 0;
  /** The delimiter again, where there are no quotes. */
  export let quote: u8 = 0;
  export let hasQuotes: bool = false;
  export let hasEscapes: bool = false;
  /** What is put in front of a quote in quotes, and itself. */
  export let escape: u8 = 0;
  /** Bytes that a cell without quotes cannot have, beside the delimiter and line ends. */
  export let special1: u8 = 0;
  export let special2: u8 = 0;
  export let nullAt: usize = 0;
  export let nullBytes: usize = 0;
  export let falseAt: usize = 0;
  export let falseBytes: usize = 0;
  export let trueAt: usize = 0;
  export let trueBytes: usize = 0;
  /** What joins lists; no place where they are JSON text. */
  export let joinerAt: usize = 0;
  export let joinerBytes: usize = 0;
}

/** The dialect that is read. */
export namespace read {
  export let quote: i32 = -1;
  export let hasEscapes: bool = false;
  export let nullAt: usize = 0;
  export let nullBytes: usize = 0;
}

/**
 * Sets the dialect that is written: its delimiter, its quote or -1, whether it has backslashes. At `words` are the
 * addresses and lengths of its words for null, false and true, and of what joins lists (0, 0: nothing does), as
 * 32-bit words.
 */
export function setWritten(delimiter: u32, quote: i32, hasEscapes: bool, words: usize): void {
  written.delimiter = <u8>delimiter;
  written.hasQuotes = quote >= 0;
  written.hasEscapes = hasEscapes;
  written.quote = quote >= 0 ? <u8>quote : written.delimiter;
  written.escape = hasEscapes ? backslash : written.quote;
  written.special1 = written.hasQuotes ? written.quote : hasEscapes ? backslash : written.delimiter;
  written.special2 = written.hasQuotes ? written.escape : hasEscapes ? tab : written.delimiter;
  written.nullAt = <usize>load<u32>(words);
  written.nullBytes = <usize>load<u32>(words, 4);
  written.falseAt = <usize>load<u32>(words, 8);
  written.falseBytes = <usize>load<u32>(words, 12);
  written.trueAt = <usize>load<u32>(words, 16);
  written.trueBytes = <usize>load<u32>(words, 20);
  written.joinerAt = <usize>load<u32>(words, 24);
  written.joinerBytes = <usize>load<u32>(words, 28);
}

/** Sets the dialect that is read: its quote or -1, whether it has backslashes, and its word for null. */
export function setRead(quote: i32, hasEscapes: bool, nullAt: usize, nullBytes: usize): void {
  read.quote = quote;
  read.hasEscapes = hasEscapes;
  read.nullAt = nullAt;
  read.nullBytes = nullBytes;
}

/** Which bytes are special for a cell. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function specials(bytes: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(bytes, filled(lineFeed)), i8x16.eq(bytes, filled(carriageReturn))),
    v128.or(
      i8x16.eq(bytes, filled(written.delimiter)),
      v128.or(i8x16.eq(bytes, filled(written.special1)), i8x16.eq(bytes, filled(written.special2))),
    ),
  );
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isSpecial(byte: u8): bool {
  return (
    byte == lineFeed ||
    byte == carriageReturn ||
    byte == written.delimiter ||
    byte == written.special1 ||
    byte == written.special2
  );
}

/** Whether a cell of the source is its null. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isNull(start: usize, end: usize): bool {
  return isText(start, end, read.nullAt, read.nullBytes) && (start == end || <i32>load<u8>(start) != read.quote);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isText(start: usize, end: usize, text: usize, bytes: usize): bool {
  return end - start == bytes && memory.compare(start, text, bytes) == 0;
}

/** Whether a backslash in front of the byte, inside a quoted cell, is an escape. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isEscapable(byte: u8, quote: u8): bool {
  return byte == quote || byte == backslash || byte == lineFeed || byte == carriageReturn;
}

/** What a letter behind a backslash stands for in a cell without quotes; 0: the backslash is data. */
export function unbackslashed(letter: u8): u8 {
  if (letter == backslash) return backslash;
  if (letter == 0x74) return tab;
  if (letter == 0x6e) return lineFeed;
  return letter == 0x72 ? carriageReturn : 0;
}

/** The letter behind a backslash that stands for the byte in a cell without quotes; 0: none does. */
export function backslashed(byte: u8): u8 {
  if (byte == backslash) return backslash;
  if (byte == tab) return 0x74;
  if (byte == lineFeed) return 0x6e;
  return byte == carriageReturn ? 0x72 : 0;
}
