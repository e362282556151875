// Rows of the output whose cells are copied as they are: the second pass over rows.
//
//   index    … 9│17 20 31 … │44        the ends of a row's cells, behind that of the row in front of it
//   pick c   from index[c] + 1 up to index[c + 1]
//
// Cells are copied 32 bytes at a time, the first 32 whatever their length, so that no branch depends on it but for
// long ones.
//
// What may not be copied is found out behind: a carriage return at a cell's end, which would become part of the line
// end if the cell moved there, and what is not UTF-8. Both are rare, so the rows are written first, and taken back.

import { isUtf8 } from "./utf8-text";

const carriageReturn: u8 = 0x0d;

let picksAt: usize = 0;
let picksEnd: usize = 0;
let lastCell: usize = 0;
let delimiter: u8 = 0;
let lineEnd: u16 = 0;
let lineEndBytes: usize = 0;

/**
 * What the rows of the output are made of: `count` columns, as 32-bit words at `picks`, of the `columns` that there
 * are; what stands between them; and one or two bytes behind them.
 */
export function setCopies(picks: usize, count: u32, columns: u32, between: u32, behind: u32, behindBytes: u32): void {
  picksAt = picks;
  picksEnd = picks + (<usize>count << 2);
  lastCell = <usize>(columns - 1) << 2;
  delimiter = <u8>between;
  lineEnd = <u16>behind;
  lineEndBytes = behindBytes;
  // From column numbers to distances in the index.
  for (let pick = picksAt; pick < picksEnd; pick += 4) store<u32>(pick, load<u32>(pick) << 2);
}

/**
 * Writes the rows between two places of the index, each of which takes `rowBytes` of it, and returns where the output
 * ends; 0 when one of them may not be written so.
 *
 * Preconditions: `first` has the end of the row in front. Behind the cells 64 bytes can be read, and behind the
 * output 64 be written.
 */
export function copyRows(first: usize, last: usize, rowBytes: usize, out: usize): usize {
  const begin = out;
  // Globals would be loaded anew for each cell, as there are stores between.
  const firstPick = picksAt;
  const picksStop = picksEnd;
  const lastColumn = lastCell;
  const between = delimiter;
  const behind = lineEnd;
  const behindBytes = lineEndBytes;
  let returns: u32 = 0;
  let seen = v128.splat<u8>(0);
  for (let row = first; row < last; row += rowBytes) {
    for (let pick = firstPick; pick < picksStop; pick += 4) {
      const cell = <usize>load<u32>(pick);
      const start = <usize>load<u32>(row + cell) + 1;
      let end = <usize>load<u32>(row + cell, 4);
      if (cell == lastColumn) end -= <usize>(load<u8>(end - 1) == carriageReturn && end > start);
      returns |= <u32>(load<u8>(end - 1) == carriageReturn);
      const a = v128.load(start);
      const b = v128.load(start, 16);
      v128.store(out, a);
      v128.store(out, b, 16);
      seen = v128.or(seen, v128.or(a, b));
      const length = end - start;
      if (length > 32) seen = v128.or(seen, copyRest(start + 32, out + 32, end));
      out += length;
      store<u8>(out, between);
      out++;
    }
    store<u16>(--out, behind);
    out += behindBytes;
  }
  if (returns) return 0;
  // What was copied too much is seen too; most text is ASCII nevertheless.
  return i8x16.bitmask(seen) == 0 || isUtf8(begin, out) ? out : 0;
}

/** Copies what is behind the first 32 bytes of a cell; returns a union of its bytes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function copyRest(from: usize, to: usize, end: usize): v128 {
  let seen = v128.splat<u8>(0);
  do {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    v128.store(to, a);
    v128.store(to, b, 16);
    seen = v128.or(seen, v128.or(a, b));
    from += 32;
    to += 32;
  } while (from < end);
  return seen;
}
