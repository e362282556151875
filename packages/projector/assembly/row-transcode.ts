// Rows of the output whose cells are spelled anew: as JSON, or in another dialect.
//
//   {"id":│1│,"name":│"Anna"│}⏎        what stands in front of each cell, the cells, and what stands behind
//
// As with copies, what was written is looked at behind: no spelling makes UTF-8 of what is none, nor the reverse, for
// the bytes that are added and taken away are ASCII.

import { jsonOfCell } from "./cell-string";
import { cellOfCell } from "./cells";
import { copySpan } from "./copy";
import { isUtf8 } from "./utf8-text";

const carriageReturn: u8 = 0x0d;

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
  const begin = out;
  for (let row = first; row < last; row += rowBytes) {
    for (let pick = picksAt; pick < picksEnd; pick += pickBytes) {
      const before = <usize>load<u32>(pick, 8);
      copySpan(out, <usize>load<u32>(pick, 4), before);
      out += before;
      const cell = <usize>load<u32>(pick);
      const start = <usize>load<u32>(row + cell) + 1;
      let end = <usize>load<u32>(row + cell, 4);
      if (cell == lastCell) end -= <usize>(load<u8>(end - 1) == carriageReturn && end > start);
      out = toJson ? jsonOfCell(start, end, out) : cellOfCell(start, end, out);
      if (out == 0) return 0;
    }
    copySpan(out, behindAt, behindBytes);
    out += behindBytes;
  }
  return isUtf8(begin, out) ? out : 0;
}
