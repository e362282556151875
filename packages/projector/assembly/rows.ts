// Rows of CSV and TSV: which of them are whole and have as many cells as there are columns, batch by batch.
//
//   index of the cell ends ─▶ rows, which end where the count says ─▶ output
//
//  1. A batch of about 8 KB, which stays in the first cache, is indexed (`cell-index.ts`).
//  2. If every cell of the index that should be a row's last one ends with a line feed, and there are no other line
//     feeds, all its rows are right, and are written without a look at one of them alone (`row-copy.ts`,
//     `row-transcode.ts`).
//  3. Else they are taken one by one, from an index of all cells: blank lines are passed over, and a row that is not
//     right, or cannot be written here, is left to the caller, who goes on behind it.
//  4. What is left of the index, the front of a row, is the start of the next batch's.
//
// A row is accepted here if its cells are regular in their quoting, are as many as there are columns, and end with a
// line feed; what is written of it is UTF-8, or with strict all of it. All others, and the last one of a file without
// a line end, are the twin's.

import { addCells, feedCount, indexed, isApart, isSparse, setNeeded, startIndex } from "./cell-index";
import { copyRows } from "./row-copy";
import { transcodeRows } from "./row-transcode";
import { isUtf8 } from "./utf8-text";

const lineFeed: u8 = 0x0a;
const carriageReturn: u8 = 0x0d;

/** How many bytes are indexed at a time. */
const batchBytes: usize = 8192;

let indexAt: usize = 0;
let rowBytes: usize = 0;
let widest: u64 = 0;
let fixed: u64 = 0;
let comment: i32 = -1;
let isCopied: bool = true;
let isStrict: bool = false;

/** How many bytes the index takes for rows of so many columns, with what is needed of it. */
export function indexBytes(columns: u32): u32 {
  return mostIndexed(columns) << 1;
}

function mostIndexed(columns: u32): u32 {
  return ((columns + <u32>batchBytes) << 2) + 1024;
}

/**
 * What rows are like: how many columns they have, and what a line of comment starts with (-1: there are none); how
 * many bytes of the output a byte of a row becomes at most, and a row beside that; whether cells are copied as they
 * are; whether what is not written must be UTF-8 too; and which cells are picked, as numbers of columns at `picks`,
 * `pickBytes` apart. The index is at `index`.
 */
export function setRows(
  index: usize,
  columns: u32,
  commentByte: i32,
  mostPerByte: u32,
  mostPerRow: u32,
  areCopied: bool,
  strict: bool,
  picks: usize,
  pickCount: u32,
  pickBytes: usize,
): void {
  setNeeded(index, <usize>mostIndexed(columns), columns, picks, pickCount, pickBytes);
  indexAt = index;
  rowBytes = <usize>columns << 2;
  comment = commentByte;
  widest = mostPerByte;
  fixed = mostPerRow;
  isCopied = areCopied;
  isStrict = strict;
}

/** Where the row starts that was come to. */
export let rowAt: usize = 0;
/** How many rows were written, and where the output ends. */
export let rowCount: u32 = 0;
export let rowsEnd: usize = 0;

/** All rows, or as many as were asked for, are written. */
const isDone: u32 = 0;
/** The row that was come to is for the twin. */
const isLeft: u32 = 1;
/** There may not be room for what comes next. */
const isFull: u32 = 2;

/**
 * Writes the rows between two places, and at most `limit` of them, to `out`, and returns why it stopped.
 *
 * Preconditions: a row starts at `start`. 64 bytes behind `end` can be read, one byte in front of `start` be read,
 * and 64 bytes behind `outEnd` be written.
 */
export function projectRows(start: usize, end: usize, limit: u32, out: usize, outEnd: usize): u32 {
  rowAt = start;
  rowCount = 0;
  rowsEnd = out;
  hasBadRow = false;
  while (rowAt < end && rowCount < limit) {
    if (<i32>load<u8>(rowAt) == comment) {
      rowAt = lineBehind(rowAt, end);
      continue;
    }
    startIndex(rowAt);
    // The index starts with the end of the row in front.
    store<u32>(indexAt, <u32>rowAt - 1);
    let filled = indexAt + 4;
    do {
      filled = addCells(filled, batchBytes, end, false);
      if (filled == indexAt + 4) continue;
      if (!hasRoom(filled, outEnd)) return isFull;
      let rest = writeAll(filled, limit);
      if (rest == 0) {
        if (isSparse) {
          filled = indexAll(end);
          if (!hasRoom(filled, outEnd)) return isFull;
        }
        rest = writeEach(filled, limit);
      }
      rowAt = <usize>load<u32>(rest) + 1;
      if (rowCount == limit) return isDone;
      const left = filled - rest;
      // A row that has all its cells and no end has too many, and must not fill more of the index.
      if (left > rowBytes || hasBadRow) return isLeft;
      if (rest != indexAt) memory.copy(indexAt, rest, left);
      filled = indexAt + left;
    } while (indexed < end && !isApart);
    if (rowAt < end && <i32>load<u8>(rowAt) != comment) return isLeft;
  }
  return isDone;
}

/** Indexes all cells of what is indexed, from its first row on, and returns where the index ends. */
function indexAll(end: usize): usize {
  const bytes = indexed - rowAt;
  startIndex(rowAt);
  return addCells(indexAt + 4, bytes, end, true);
}

/** Whether what is indexed has room in the output. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function hasRoom(filled: usize, outEnd: usize): bool {
  const bytes = <u64>(<u32>indexed - load<u32>(indexAt));
  const rows = <u64>((filled - indexAt) / rowBytes);
  return bytes * widest + rows * fixed <= <u64>(outEnd - rowsEnd);
}

/** Writes rows of the index, all of which are right, and returns where the output ends, or 0. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function put(first: usize, last: usize): usize {
  if (isStrict && !isUtf8(<usize>load<u32>(first) + 1, load<u32>(last))) return 0;
  return isCopied ? copyRows(first, last, rowBytes, rowsEnd) : transcodeRows(first, last, rowBytes, rowsEnd);
}

/** Writes all rows of the index and returns the end of the last one in it, if they are all right; else 0. */
function writeAll(filled: usize, limit: u32): usize {
  const most = limit - rowCount;
  let count: u32 = 0;
  let last = indexAt + rowBytes;
  while (last < filled && count < most && load<u8>(load<u32>(last)) == lineFeed) {
    last += rowBytes;
    count++;
  }
  if (count != feedCount) return 0;
  last -= rowBytes;
  if (count == 0) return last;
  const out = put(indexAt, last);
  if (out == 0) return 0;
  rowsEnd = out;
  rowCount += count;
  return last;
}

/** Whether the last row that was come to is not right. */
let hasBadRow: bool = false;

/** Writes the rows of the index one by one up to the first that is not right, and returns the end of the last one. */
function writeEach(filled: usize, limit: u32): usize {
  let row = indexAt;
  while (rowCount < limit) {
    const stop = min(filled, row + rowBytes + 4);
    let last = row + 4;
    while (last < stop && load<u8>(load<u32>(last)) != lineFeed) last += 4;
    if (last == filled) break;
    if (last == row + 4 && rowBytes != 4 && isBlank(row)) {
      row = last;
      continue;
    }
    const out = last == row + rowBytes ? put(row, last) : 0;
    if (out == 0) {
      hasBadRow = true;
      break;
    }
    rowsEnd = out;
    rowCount++;
    row = last;
  }
  return row;
}

/** Whether the row of one cell behind this place of the index is an empty line. */
function isBlank(row: usize): bool {
  const start = load<u32>(row) + 1;
  const end = load<u32>(row, 4);
  return end == start || (end == start + 1 && load<u8>(start) == carriageReturn);
}

function lineBehind(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) != lineFeed) at++;
  return min(at + 1, end);
}
