// Where records end, told without understanding them: by line ends, quotes and brackets (`src/extent/extent.ts`).
//
// A scan starts in the state that the bytes before it left, and returns that at its end; `firstEnd` and `lastEnd` are
// then the places behind the first and the last record end that it came upon, or 0.
//
// Each scan has two ways through a block of 64 bytes. Masks do where quotes (or backslashes) stand where they
// should; bytes one by one where they do not, and at the end. Whether they do, the masks tell themselves: up to the
// first byte out of place both ways agree on everything, so that byte is out of place for both.
//
// Precondition: nothing but `start` ≤ `end`; no byte behind `end` is read.

import { equal, filled, prefixXor, spread } from "./block";

/** The place behind the first record end of the last scan, or 0. */
export let firstEnd: usize = 0;
/** The place behind the last one, or 0. */
export let lastEnd: usize = 0;

const lineFeed: u8 = 0x0a;
const doubleQuote: u8 = 0x22;
const comma: u8 = 0x2c;
const backslash: u8 = 0x5c;
const openObject: u8 = 0x7b;
const closeObject: u8 = 0x7d;
/** Brackets of both kinds differ from the braces in this bit alone. */
const braceBit: u8 = 0x20;

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function clear(): void {
  firstEnd = 0;
  lastEnd = 0;
}

/** A record ends before `at`. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function endsAt(at: usize): void {
  if (firstEnd == 0) firstEnd = at;
  lastEnd = at;
}

/** Records end where these bits of the block at `at` are; there is at least one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function endAfter(at: usize, ends: u64): void {
  if (firstEnd == 0) firstEnd = at + <usize>ctz(ends) + 1;
  lastEnd = at + 64 - <usize>clz(ends);
}

/** Lines. There is one state, 0. */
export function lineEnds(start: usize, end: usize): u32 {
  clear();
  const feeds = filled(lineFeed);
  let p = start;
  for (; p + 64 <= end; p += 64) {
    const ends = equal(v128.load(p), v128.load(p, 16), v128.load(p, 32), v128.load(p, 48), feeds);
    if (ends) endAfter(p, ends);
  }
  for (; p < end; p++) if (load<u8>(p) == lineFeed) endsAt(p + 1);
  return 0;
}

// Where a scan of rows is, as in `src/extent/extent.ts`.
const atLineStart: u32 = 0;
const atCellStart: u32 = 1;
const inCell: u32 = 2;
const inQuotes: u32 = 3;
const afterEscape: u32 = 4;
const afterQuote: u32 = 5;
const inComment: u32 = 6;

/**
 * Rows whose cells may be quoted.
 *
 * A quote opens at the start of a cell and after a closing quote, which makes two of them one of the text. Where
 * all do, quotes open and close by turns:
 *
 *   a,"x ""y"",⏎z",5⏎
 *   #.##....##..##.##.     a quote in front of the next byte would open: delimiters, line feeds, quotes
 *   ..####.####.###...     inside: prefix XOR
 *   ..#....#....#.....     a quote that is inside opens, and has to be where one can
 *
 * Comments and backslashes inside quotes are taken byte by byte. `escape` and `comment` are -1 where there is none.
 */
export function rowEnds(
  start: usize,
  end: usize,
  state: u32,
  quote: u32,
  delimiter: u32,
  escape: u32,
  comment: u32,
): u32 {
  clear();
  const quotes = filled(quote);
  const delimiters = filled(delimiter);
  const feeds = filled(lineFeed);
  const escapes = filled(escape);
  const comments = filled(comment);
  const none: u32 = 0xffffffff;
  let p = start;
  for (; p + 64 <= end; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const quoteBits = equal(a, b, c, d, quotes);
    const feedBits = equal(a, b, c, d, feeds);
    const delimiterBits = equal(a, b, c, d, delimiters);
    const inside = prefixXor(quoteBits) ^ (state == inQuotes ? ~(<u64>0) : 0);
    const opens = ((quoteBits | feedBits | delimiterBits) << 1) | <u64>(state != inCell);
    let apart = quoteBits & inside & ~opens;
    if (escape != none) apart |= (equal(a, b, c, d, escapes) & inside) | <u64>(state == afterEscape);
    if (comment != none) {
      const lineStarts = (feedBits << 1) | <u64>(state == atLineStart);
      apart |= (equal(a, b, c, d, comments) & lineStarts) | <u64>(state == inComment);
    }
    if (apart) {
      state = rowEndsByByte(p, p + 64, state, quote, delimiter, escape, comment);
      continue;
    }
    const ends = feedBits & ~inside;
    if (ends) endAfter(p, ends);
    if (inside >> 63) state = inQuotes;
    else if (quoteBits >> 63) state = afterQuote;
    else if (feedBits >> 63) state = atLineStart;
    else state = delimiterBits >> 63 ? atCellStart : inCell;
  }
  return rowEndsByByte(p, end, state, quote, delimiter, escape, comment);
}

function rowEndsByByte(
  p: usize,
  end: usize,
  state: u32,
  quote: u32,
  delimiter: u32,
  escape: u32,
  comment: u32,
): u32 {
  for (; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (state == inQuotes) {
      if (byte == quote) state = afterQuote;
      else if (byte == escape) state = afterEscape;
    } else if (state == afterEscape) state = inQuotes;
    else if (byte == lineFeed) {
      endsAt(p + 1);
      state = atLineStart;
    } else if (state == inComment || (state == atLineStart && byte == comment)) state = inComment;
    else if (byte == quote && state != inCell) state = inQuotes;
    else state = byte == delimiter ? atCellStart : inCell;
  }
  return state;
}

/** Nothing may follow. */
const closed: u32 = 0xffffffff;
const inString: u32 = 1;
const escaped: u32 = 2;
/** From here on the state counts what is open; a file would need a GiB of brackets to exceed it. */
const depthShift: u32 = 2;
/** No state is larger that has no bracket open. */
const belowRecords: u32 = (1 << depthShift) - 1;

/**
 * The elements of a JSON array, from behind its `[` on: each ends behind its comma, the last one at the `]`, which
 * closes.
 *
 * Inside a record, a block without brackets and backslashes changes nothing but whether the scan is in a string: by
 * whether its quotes are odd. These bytes are above `z` when 0x20 is added to them; a few others are too, and take the
 * longer way. In a block that closes fewer than are open, nothing ends. In others the brackets are taken one by one, and
 * the commas between two of them at once.
 */
export function jsonEnds(start: usize, end: usize, state: u32): u32 {
  clear();
  const quotes = filled(doubleQuote);
  const backslashes = filled(backslash);
  const commas = filled(comma);
  const openings = filled(openObject);
  const closings = filled(closeObject);
  const brace = filled(braceBit);
  const below = filled(openObject - 1);
  let p = start;
  for (; p + 64 <= end && state != closed; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const e = v128.or(a, brace);
    const f = v128.or(b, brace);
    const g = v128.or(c, brace);
    const h = v128.or(d, brace);
    const largest = i8x16.max_s(i8x16.max_s(e, f), i8x16.max_s(g, h));
    if (state > belowRecords && (state & escaped) == 0 && !v128.any_true(i8x16.gt_s(largest, below))) {
      const odd = v128.xor(
        v128.xor(i8x16.eq(a, quotes), i8x16.eq(b, quotes)),
        v128.xor(i8x16.eq(c, quotes), i8x16.eq(d, quotes)),
      );
      state ^= <u32>popcnt(i8x16.bitmask(odd)) & inString;
      continue;
    }
    const backslashBits = equal(a, b, c, d, backslashes);
    let escapedBits: u64 = (state & escaped) >> 1;
    let escapes: u64 = 0;
    if (backslashBits) {
      // Of a run of backslashes every other one escapes the next byte (simdjson, json_escape_scanner.h): a
      // subtraction carries through a run, and flips what comes after it where the run's length is odd.
      const odd: u64 = 0xaaaaaaaaaaaaaaaa;
      const starts = backslashBits & ~escapedBits;
      const codes = (((starts << 1) | odd) - starts) ^ odd;
      escapes = (codes & backslashBits) >> 63;
      escapedBits = codes ^ (backslashBits | escapedBits);
    }
    const inside = prefixXor(equal(a, b, c, d, quotes) & ~escapedBits) ^ spread(<u64>state << 63);
    if (backslashBits & ~inside) {
      state = jsonEndsByByte(p, p + 64, state);
      continue;
    }
    const opened = equal(e, f, g, h, openings) & ~inside;
    const closing = equal(e, f, g, h, closings) & ~inside;
    let depth = state >> depthShift;
    if (depth > <u32>popcnt(closing)) depth += <u32>popcnt(opened) - <u32>popcnt(closing);
    else {
      const commaBits = equal(a, b, c, d, commas) & ~inside;
      let brackets = opened | closing;
      let from: u64 = ~(<u64>0);
      for (;;) {
        // The lowest bracket, and all bits below it; without one, no bit and all bits.
        const bracket = brackets & (0 - brackets);
        const ends = commaBits & from & (bracket - 1);
        if (depth == 0 && ends) endAfter(p, ends);
        if (!bracket) break;
        if (opened & bracket) depth++;
        else if (depth == 0) {
          endsAt(p + <usize>ctz(bracket));
          return closed;
        } else depth--;
        brackets ^= bracket;
        from = ~(bracket | (bracket - 1));
      }
    }
    state = (depth << depthShift) | (<u32>escapes << 1) | <u32>(inside >> 63);
  }
  return jsonEndsByByte(p, end, state);
}

function jsonEndsByByte(p: usize, end: usize, state: u32): u32 {
  for (; p < end && state != closed; p++) {
    const byte = load<u8>(p);
    if (state & inString) {
      if (state & escaped) state &= ~escaped;
      else if (byte == backslash) state |= escaped;
      else if (byte == doubleQuote) state &= ~inString;
    } else if (byte == doubleQuote) state |= inString;
    else if ((byte | braceBit) == openObject) state += 1 << depthShift;
    else if ((byte | braceBit) == closeObject) {
      if (state >> depthShift == 0) {
        endsAt(p);
        return closed;
      }
      state -= 1 << depthShift;
    } else if (byte == comma && state >> depthShift == 0) endsAt(p + 1);
  }
  return state;
}
