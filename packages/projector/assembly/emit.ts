// Spans become a record of the output, each checked as one value by the whole grammar while its bytes are at hand.

import { filled } from "./block";
import { closeArray, comma, closeObject, isBlankAt, lineFeed, openArray, openObject, pastBlanks, quote } from "./bytes";
import { copySpan } from "./copy";
import { cellOfJson, putNull } from "./cells";
import { isValue } from "./grammar";
import { copyAround, countHoles } from "./holes";
import {
  countFound,
  firstSpan,
  isList,
  isPresent,
  pickBytes,
  selection,
  setHasValue,
  textBytesOf,
  textOf,
} from "./selection";
import { placeOf } from "./structure";
import { endOf, meansElements, nextOf, startOf } from "./spans";
import { isShortValue } from "./tokens";

/** What came of it: the record is written, the output has no room for it, or a value is none. */
export enum Emitted {
  written,
  full,
  unclear,
}

export namespace output {
  /** Where the next byte goes. */
  export let at: usize = 0;
  /** Where the output ends; 128 bytes behind can be written. */
  export let end: usize = 0;
}

/** Begins a record; returns where its first member goes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function beginRecord(): usize {
  v128.store(output.at, v128.load(selection.before));
  return output.at + selection.beforeBytes;
}

/**
 * Ends a record whose members end at `to`. Each has a comma before it; that of the first one becomes the brace.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function endRecord(to: usize): void {
  const start = output.at + selection.beforeBytes;
  store<u8>(start, openObject);
  if (to == start) to++;
  store<u8>(to, closeObject);
  v128.store(to + 1, v128.load(selection.after));
  output.at = to + 1 + selection.afterBytes;
}

/** Whether there is room for a member of so many bytes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function fits(to: usize, pick: usize, bytes: usize): bool {
  return to + textBytesOf(pick) + bytes <= output.end;
}

/** Writes the comma and key of a pick. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function writeKey(to: usize, pick: usize): usize {
  copySpan(to, textOf(pick), textBytesOf(pick));
  return to + textBytesOf(pick);
}

/** Writes a value; 0 when it is none. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function writeValue(to: usize, start: usize, end: usize): usize {
  if (!selection.isChecked && !isShortValue(start, end) && !isValue(start, end, selection.maxDepth)) return 0;
  let written = to + (end - start);
  if (selection.hasDrops) written = copyAround(to, start, end);
  else copySpan(to, start, end - start);
  return selection.oneLine ? withoutLineEnds(to, written) : written;
}

/** Writes what the walk has found. */
export function emit(): Emitted {
  const emitted = selection.isCells ? emitCells() : emitMembers();
  if (emitted != Emitted.written) return emitted;
  const last = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < last; pick += pickBytes) if (isPresent(pick)) countFound(pick);
  countHoles();
  return Emitted.written;
}

function emitMembers(): Emitted {
  let to = beginRecord();
  const last = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < last; pick += pickBytes) {
    if (!isPresent(pick)) continue;
    if (!fits(to, pick, valueBytes(pick))) return Emitted.full;
    to = writePick(writeKey(to, pick), pick);
    if (to == 0) return Emitted.unclear;
  }
  endRecord(to);
  return Emitted.written;
}

/** How many bytes the values of a pick take at most. */
function valueBytes(pick: usize): usize {
  let bytes: usize = 2;
  for (let span = firstSpan(pick); span != 0; span = nextOf(span)) bytes += endOf(span) - startOf(span) + 1;
  return bytes;
}

/** Writes the value of a pick, which for a list is the array of its values; 0 when one is none. */
function writePick(to: usize, pick: usize): usize {
  const list = isList(pick);
  if (list) store<u8>(to++, openArray);
  const start = to;
  for (let span = firstSpan(pick); span != 0; span = nextOf(span)) {
    const separated = to + <usize>(to != start);
    const end = meansElements(span)
      ? writeElements(separated, startOf(span), endOf(span))
      : writeValue(separated, startOf(span), endOf(span));
    if (end == 0) return 0;
    if (end == separated) continue;
    if (to != start) store<u8>(to, comma);
    to = end;
  }
  setHasValue(pick, to != start);
  if (list) store<u8>(to++, closeArray);
  return to;
}

/** Writes the record between two events as it is. */
export function emitWhole(first: u32, last: u32): Emitted {
  const start = placeOf(first);
  const end = placeOf(last) + 1;
  const to = beginRecord();
  if (to + (end - start) + selection.afterBytes > output.end) return Emitted.full;
  const written = writeValue(to, start, end);
  if (written == 0) return Emitted.unclear;
  endRow(written);
  countHoles();
  return Emitted.written;
}

function emitCells(): Emitted {
  let to = beginRecord();
  const last = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < last; pick += pickBytes) {
    const bytes = valueBytes(pick);
    if (!fits(to, pick, cellRoom(bytes))) return Emitted.full;
    to = writeKey(to, pick);
    if (!isPresent(pick)) to = putNull(to);
    else if (isList(pick)) {
      // Its array is put together behind the cell's place.
      const text = to + cellRoom(bytes) - bytes - 64;
      const end = writePick(text, pick);
      to = end == 0 ? 0 : cellOfJson(text, end, to, selection.maxDepth, selection.isChecked);
    } else {
      const span = firstSpan(pick);
      setHasValue(pick, true);
      to = cellOfJson(startOf(span), endOf(span), to, selection.maxDepth, selection.isChecked);
    }
    if (to == 0) return Emitted.unclear;
  }
  endRow(to);
  return Emitted.written;
}

/** How much room a cell needs whose value takes so many bytes, its text once more behind it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function cellRoom(bytes: usize): usize {
  return bytes * selection.cellWidest + selection.cellSlack + bytes + 128;
}

/** Ends a record that is a row of cells, or whole. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function endRow(to: usize): void {
  v128.store(to, v128.load(selection.after));
  output.at = to + selection.afterBytes;
}

/** Writes the elements of an array with commas between them; 0 when it is no valid array. */
export function writeElements(to: usize, start: usize, end: usize): usize {
  if (!selection.isChecked && !isValue(start, end, selection.maxDepth)) return 0;
  const first = pastBlanks(start + 1);
  if (first == end - 1) return to;
  let written = to + (end - 1 - first);
  if (hasBlanksAround(start, end)) written = copyElements(to, first, end - 1);
  else copySpan(to, first, end - 1 - first);
  return selection.oneLine ? withoutLineEnds(to, written) : written;
}

/** Whether a blank may stand beside a bracket or comma; there may be none where it says so. */
function hasBlanksAround(start: usize, end: usize): bool {
  const blanks = filled(0x20);
  const commas = filled(comma);
  const brace = filled(0x5b);
  const close = filled(closeArray);
  for (let p = start; p < end; p += 16) {
    const bytes = v128.load(p);
    const next = v128.load(p, 1);
    const here = v128.or(i8x16.eq(bytes, commas), i8x16.eq(bytes, brace));
    const there = v128.or(i8x16.eq(next, commas), i8x16.eq(next, close));
    // What is not above a space is a space, a tab or a line end.
    const blankThere = v128.and(here, i8x16.le_u(next, blanks));
    const blankHere = v128.and(there, i8x16.le_u(bytes, blanks));
    if (v128.any_true(v128.or(blankThere, blankHere))) return true;
  }
  return false;
}

/** Copies elements without the blanks around them, byte by byte. */
function copyElements(to: usize, start: usize, end: usize): usize {
  let depth: i32 = 0;
  for (let p = start; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == quote) {
      const from = p++;
      while (load<u8>(p) != quote) p += load<u8>(p) == 0x5c ? 2 : 1;
      copySpan(to, from, p + 1 - from);
      to += p + 1 - from;
      continue;
    }
    if ((byte | 0x20) == 0x7b) depth++;
    else if ((byte | 0x20) == 0x7d) depth--;
    if (depth == 0 && isBlankAt(p)) continue;
    store<u8>(to++, byte);
  }
  return to;
}

/** Takes line ends out of what was written; in valid JSON they stand between tokens only. */
function withoutLineEnds(start: usize, end: usize): usize {
  const feeds = filled(lineFeed);
  const returns = filled(0x0d);
  let p = start;
  while (p < end && !v128.any_true(v128.or(i8x16.eq(v128.load(p), feeds), i8x16.eq(v128.load(p), returns)))) p += 16;
  if (p >= end) return end;
  let to = p;
  for (; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == lineFeed || byte == 0x0d) continue;
    store<u8>(to++, byte);
  }
  return to;
}
