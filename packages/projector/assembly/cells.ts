// Cells: a JSON value or a cell of another dialect becomes a cell. The `CellReader` and `CellWriter` of
// `@backlot/formats` are the specification.
//
//   1. Text in which nothing is special, for the source or for the cell, is copied 16 bytes at a time while it is
//      looked at. Most cells are.
//   2. The JSON text of arrays and objects gets its quotes doubled by a shuffle (insert.ts).
//   3. Other text is copied up to the next special byte, which is then taken alone. Whether the cell needs quotes is
//      known at its end, so it is written one byte further on than it may have to be.
//
// All return the place behind the cell, or 0 where the host has to decide: it is no JSON value, has an unpaired
// surrogate, or fits no cell of the dialect.
//
// Preconditions: 64 bytes behind the source and behind the output's room can be read and written, and there is as
// much room as `CellWriter.room` says.

import { filled } from "./block";
import { copySpan } from "./copy";
import { backslashed, isEscapable, isNull, isSpecial, isText, read, specials, unbackslashed, written } from "./dialects";
import { escapeAt, escapeBytes, putCodePoint } from "./escapes";
import { isValue } from "./grammar";
import { insertBefore } from "./insert";
import { scalarEnd } from "./tokens";

const doubleQuote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** Writes the word for null. */
export function putNull(out: usize): usize {
  copySpan(out, written.nullAt, written.nullBytes);
  return out + written.nullBytes;
}

/** Writes a JSON value as a cell, once it is found to be one; with `isChecked` it is known to be. */
export function cellOfJson(start: usize, end: usize, out: usize, depthLeft: i32, isChecked: bool): usize {
  const first = load<u8>(start);
  if (first == doubleQuote) {
    if (end - start < 2 || load<u8>(end - 1) != doubleQuote) return 0;
    const stop = copyPlain(start + 1, end - 1, out);
    if (stop != 0 && !looksNull(out, stop)) return stop;
    if (!isChecked && !isValue(start, end, 0)) return 0;
    return finish(out, text(start + 1, end - 1, begin(out), ofJson));
  }
  if ((first | 0x20) == 0x7b) {
    if (!isChecked && !isValue(start, end, depthLeft)) return 0;
    if (first == 0x5b && written.joinerAt != 0) return finish(out, list(start, end, begin(out)));
    return written.hasQuotes ? quoted(start, end, out) : text(start, end, out, asIs);
  }
  if (!isChecked && scalarEnd(start, end) != end) return 0;
  if (first == 0x6e) return putNull(out);
  if (first == 0x74) return bare(written.trueAt, written.trueAt + written.trueBytes, out);
  if (first == 0x66) return bare(written.falseAt, written.falseAt + written.falseBytes, out);
  return bare(start, end, out);
}

/** Writes a cell of the source's dialect, its quotes included, as a cell. */
export function cellOfCell(start: usize, end: usize, out: usize): usize {
  if (isNull(start, end)) return putNull(out);
  if (start < end && <i32>load<u8>(start) == read.quote) {
    return finish(out, text(start + 1, end - 1, begin(out), read.hasEscapes ? ofEscaped : ofQuoted));
  }
  const spelling = read.quote < 0 && read.hasEscapes ? ofBackslashed : asIs;
  const stop = copyUnspecial(start, end, out, spelling == asIs ? written.delimiter : backslash);
  if (stop != 0 && !looksNull(out, stop)) return stop;
  return finish(out, text(start, end, begin(out), spelling));
}

// How text is spelled in the source.
const asIs: i32 = 0;
const ofJson: i32 = 1;
const ofQuoted: i32 = 2;
const ofEscaped: i32 = 3;
const ofBackslashed: i32 = 4;

/** Where the text of a cell is written before it is known whether it needs quotes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function begin(out: usize): usize {
  needsQuotes = false;
  return out + usize(written.hasQuotes);
}

/** Whether the cell that is being written needs quotes. */
let needsQuotes: bool = false;

/** Ends the cell at `out` whose text, from `begin(out)` on, ends at `end`; puts quotes around it, or lets it move up. */
function finish(out: usize, end: usize): usize {
  if (end == 0 || !written.hasQuotes) return end;
  if (!needsQuotes && !isText(out + 1, end, written.nullAt, written.nullBytes)) {
    // From one byte further on: each step reads what it writes, and more, before.
    copySpan(out, out + 1, end - out - 1);
    return end - 1;
  }
  store<u8>(out, written.quote);
  store<u8>(end, written.quote);
  return end + 1;
}

/** Whether what was written without quotes would be read as null. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function looksNull(start: usize, end: usize): bool {
  return written.hasQuotes && isText(start, end, written.nullAt, written.nullBytes);
}

/** Copies the inside of a JSON string, or 0: ASCII without escapes, and nothing that is special for a cell. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function copyPlain(start: usize, end: usize, out: usize): usize {
  const delimiters = filled(written.delimiter);
  const quotes = filled(written.quote);
  const stop = out + (end - start);
  let left: u32 = 0xffff;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    v128.store(out, bytes);
    out += 16;
    const special = v128.or(
      v128.or(
        // Signed, what is not ASCII is below the space too.
        i8x16.lt_s(bytes, filled(0x20)),
        v128.or(i8x16.eq(bytes, filled(doubleQuote)), i8x16.eq(bytes, filled(backslash))),
      ),
      v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes)),
    );
    if (at + 16 > end) left = (1 << (<u32>(end - at))) - 1;
    if (<u32>i8x16.bitmask(special) & left) return 0;
  }
  return stop;
}

/** Copies text, or 0: nothing in it is special for a cell, or is `other`. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function copyUnspecial(start: usize, end: usize, out: usize, other: u8): usize {
  const stop = out + (end - start);
  let left: u32 = 0xffff;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    v128.store(out, bytes);
    out += 16;
    if (at + 16 > end) left = (1 << (<u32>(end - at))) - 1;
    if (<u32>i8x16.bitmask(v128.or(specials(bytes), i8x16.eq(bytes, filled(other)))) & left) return 0;
  }
  return stop;
}

/** Writes the JSON text of an array or object as a cell. */
function quoted(start: usize, end: usize, out: usize): usize {
  const stop = copyUnspecial(start, end, out, written.delimiter);
  if (stop != 0) return looksNull(out, stop) ? finish(out, text(start, end, begin(out), asIs)) : stop;
  store<u8>(out, written.quote);
  const close = insertBefore(start, end, out + 1, written.escape, written.quote, written.escape);
  store<u8>(close, written.quote);
  return close + 1;
}

/** Writes text as a cell. */
function bare(start: usize, end: usize, out: usize): usize {
  const stop = copyUnspecial(start, end, out, written.delimiter);
  return stop != 0 && !looksNull(out, stop) ? stop : finish(out, text(start, end, begin(out), asIs));
}

/** Appends a number, string or literal to a cell. */
function scalar(start: usize, end: usize, out: usize): usize {
  const first = load<u8>(start);
  if (first == doubleQuote) return text(start + 1, end - 1, out, ofJson);
  if (first == 0x74) return text(written.trueAt, written.trueAt + written.trueBytes, out, asIs);
  if (first == 0x66) return text(written.falseAt, written.falseAt + written.falseBytes, out, asIs);
  return text(start, end, out, asIs);
}

/** Appends the elements of an array, joined; a null among them is an empty text. Arrays in it are the host's. */
function list(start: usize, end: usize, out: usize): usize {
  let at = nextElement(start + 1);
  for (let isFirst = true; load<u8>(at) != 0x5d; isFirst = false) {
    const first = load<u8>(at);
    if ((first | 0x20) == 0x7b) return 0;
    if (!isFirst) out = text(written.joinerAt, written.joinerAt + written.joinerBytes, out, asIs);
    const stop = first == doubleQuote ? stringEnd(at) : scalarEnd(at, end);
    if (first != 0x6e && out != 0) out = scalar(at, stop, out);
    if (out == 0) return 0;
    at = nextElement(stop);
  }
  return out;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function nextElement(at: usize): usize {
  while (load<u8>(at) <= 0x20 || load<u8>(at) == 0x2c) at++;
  return at;
}

/** Where the string at `at` ends, of which it is known that it does. */
function stringEnd(at: usize): usize {
  at++;
  while (load<u8>(at) != doubleQuote) {
    const bytes = v128.load(at);
    const found = <u32>i8x16.bitmask(
      v128.or(i8x16.eq(bytes, filled(doubleQuote)), i8x16.eq(bytes, filled(backslash))),
    );
    at += <usize>ctz(found | 0x10000);
    if (found != 0 && load<u8>(at) == backslash) at += 2;
  }
  return at + 1;
}

/** Appends text to a cell. */
function text(start: usize, end: usize, out: usize, spelling: i32): usize {
  // What of the source is special: one byte or two.
  const other1 = spelling == ofQuoted || spelling == ofEscaped ? <u8>read.quote : spelling == asIs ? written.delimiter : backslash;
  const other2 = spelling == ofEscaped ? backslash : other1;
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    v128.store(out, bytes);
    const others = v128.or(i8x16.eq(bytes, filled(other1)), i8x16.eq(bytes, filled(other2)));
    const found = <u32>i8x16.bitmask(v128.or(specials(bytes), others));
    const run = min(<usize>ctz(found | 0x10000), end - at);
    at += run;
    out += run;
    if (run == 16 || at == end) continue;
    let byte = load<u8>(at++);
    if (spelling == asIs) {
      // Nothing else is meant.
    } else if (byte == backslash && spelling != ofQuoted) {
      if (spelling == ofJson) {
        const meant = escapeAt(at - 1, end);
        at += escapeBytes - 1;
        if (meant >= 0x80) {
          if (meant - 0xd800 < 0x800) return 0;
          out = putCodePoint(meant, out);
          continue;
        }
        byte = <u8>meant;
      } else if (spelling == ofEscaped) {
        if (isEscapable(load<u8>(at), <u8>read.quote)) byte = load<u8>(at++);
      } else if (at < end && unbackslashed(load<u8>(at)) != 0) byte = unbackslashed(load<u8>(at++));
    } else if (spelling != ofJson && spelling != ofBackslashed && byte == <u8>read.quote) at++;

    if (!isSpecial(byte)) store<u8>(out++, byte);
    else if (written.hasQuotes) {
      needsQuotes = true;
      if (byte == written.quote || byte == written.escape) store<u8>(out++, written.escape);
      store<u8>(out++, byte);
    } else {
      const letter = written.hasEscapes ? backslashed(byte) : 0;
      if (letter == 0) return 0;
      store<u8>(out, backslash);
      store<u8>(out, letter, 1);
      out += 2;
    }
  }
  return out;
}
