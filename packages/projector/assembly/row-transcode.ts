// Rows of the output whose cells are spelled anew: as JSON, or in another dialect.
//
//   {"id":│1│,"name":│"Anna"│}⏎        what stands in front of each cell, the cells, and what stands behind
//
// As with copies, what was written is looked at behind: no spelling makes UTF-8 of what is none, nor the reverse, for
// the bytes that are added and taken away are ASCII.

import { filled } from "./block";
import { jsonOfCell } from "./cell-string";
import { cellOfCell } from "./cells";
import { copySpan } from "./copy";
import { read, specials, written } from "./dialects";
import { isUtf8 } from "./utf8-text";

const lineFeed: u8 = 0x0a;
const carriageReturn: u8 = 0x0d;
const doubleQuote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** A pick takes three words: the distance in the index, and where what stands in front is and how long it is. */
const pickBytes: usize = 12;

let picksAt: usize = 0;
let picksEnd: usize = 0;
let lastCell: usize = 0;
let toJson: bool = false;
let behindAt: usize = 0;
let behindBytes: usize = 0;

/**
 * What the rows of the output are made of: `count` times a column of the `columns` that there are, and the address
 * and length of what stands in front of it, as 32-bit words at `picks`; what stands behind; and whether cells become
 * JSON or cells of the dialect that was set.
 */
export function setTranscoding(
  picks: usize,
  count: u32,
  columns: u32,
  behind: usize,
  behindLength: usize,
  isJson: bool,
): void {
  picksAt = picks;
  picksEnd = picks + <usize>count * pickBytes;
  lastCell = <usize>(columns - 1) << 2;
  behindAt = behind;
  behindBytes = behindLength;
  toJson = isJson;
  for (let pick = picksAt; pick < picksEnd; pick += pickBytes) store<u32>(pick, load<u32>(pick) << 2);
}

/**
 * Writes the rows between two places of the index, each of which takes `rowBytes` of it, and returns where the output
 * ends; 0 when one of them cannot be written.
 *
 * Preconditions: as `copyRows` has them, and as the writers of cells have them.
 */
export function transcodeRows(first: usize, last: usize, rowBytes: usize, out: usize): usize {
  const end = toJson ? putRows(true, first, last, rowBytes, out) : putRows(false, first, last, rowBytes, out);
  return end != 0 && isUtf8(out, end) ? end : 0;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function putRows(isJson: bool, first: usize, last: usize, rowBytes: usize, out: usize): usize {
  // What a cell in the source may start with or have in it that means something else.
  const mark: u8 = read.quote >= 0 ? <u8>read.quote : read.hasEscapes ? backslash : lineFeed;
  const readMarks = filled(mark);
  for (let row = first; row < last; row += rowBytes) {
    for (let pick = picksAt; pick < picksEnd; pick += pickBytes) {
      const before = <usize>load<u32>(pick, 8);
      copySpan(out, <usize>load<u32>(pick, 4), before);
      out += before;
      const cell = <usize>load<u32>(pick);
      const start = <usize>load<u32>(row + cell) + 1;
      let end = <usize>load<u32>(row + cell, 4);
      if (cell == lastCell) end -= <usize>(load<u8>(end - 1) == carriageReturn && end > start);
      const length = end - start;
      // A cell of at most 32 bytes, none of which means anything, is copied while it is looked at. So are most.
      const a = v128.load(start);
      const b = v128.load(start, 16);
      const marks =
        <u32>i8x16.bitmask(v128.or(isJson ? jsonMarks(a) : specials(a), i8x16.eq(a, readMarks))) |
        (<u32>i8x16.bitmask(v128.or(isJson ? jsonMarks(b) : specials(b), i8x16.eq(b, readMarks))) << 16);
      const there = ((<u64>1) << <u64>length) - 1;
      const isPlain = length <= 32 && (<u64>marks & there) == 0 && length != read.nullBytes;
      if (isJson && isPlain) {
        store<u8>(out, doubleQuote);
        v128.store(out, a, 1);
        v128.store(out, b, 17);
        store<u8>(out + length, doubleQuote, 1);
        out += length + 2;
      } else if (!isJson && isPlain && length != written.nullBytes) {
        v128.store(out, a);
        v128.store(out, b, 16);
        out += length;
      } else {
        out = isJson ? jsonOfCell(start, end, out) : cellOfCell(start, end, out);
        if (out == 0) return 0;
      }
    }
    copySpan(out, behindAt, behindBytes);
    out += behindBytes;
  }
  return out;
}

/** Which bytes a JSON string cannot have as they are. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function jsonMarks(bytes: v128): v128 {
  return v128.or(
    i8x16.lt_u(bytes, filled(0x20)),
    v128.or(i8x16.eq(bytes, filled(doubleQuote)), i8x16.eq(bytes, filled(backslash))),
  );
}
