// The template of a record: most records have the shape of the one before.
//
// After a walk the shape of the record is written down (`shape.ts`). The next record of the same shape is written
// without a walk. A record that is not of the template is walked, and the template written anew.

import { beforeBlanks, closeArray, openArray } from "./bytes";
import { cellOfJson, putNull } from "./cells";
import { elementsBytes, placeElements } from "./elements";
import { beginRecord, cellRoom, Emitted, emitWhole, endRecord, endRow, fits, writeElements, writeKey, writeValue } from "./emit";
import { addFound, firstSpan, isPresent, pickBytes, selection } from "./selection";
import {
  addValue,
  eventsOf,
  field,
  forget,
  isOfShape,
  isReplaced,
  placeIn,
  placeShape,
  rowBytes,
  setField,
  shapeBytes,
  valuesEndOf,
  valuesOf,
  wasUseful,
  writeShape,
} from "./shape";
import { nextOf, passage } from "./spans";
import { index } from "./structure";

/** What came of writing: as {@link Emitted}, or the record means something else than that of the template. */
export enum Matched {
  written,
  full,
  unclear,
  other,
}

const mostEvents: usize = 1024;
const mostRows: usize = 512;
const mostPieces: usize = 1024;
export const templateBytes: u32 = <u32>shapeBytes(mostEvents, mostRows, mostPieces) + elementsBytes;

namespace template {
  export let shape: usize = 0;
  /** How many records it has written since they were counted. */
  export let written: u32 = 0;
}

/** Sets where the template is. */
export function placeTemplate(at: usize): void {
  template.shape = at;
  placeShape(at, mostEvents, mostRows, mostPieces);
  placeElements(at + shapeBytes(mostEvents, mostRows, mostPieces));
}

/** After the last event of a record of the template, if it is one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function templateEvents(): u32 {
  return eventsOf(template.shape);
}

/** Whether the record that begins at an event is of the template, but for the edges of its values. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isOfTemplate(first: u32): bool {
  return isOfShape(template.shape, first);
}

/** Writes the record that begins at an event and is of the template. */
export function writeByTemplate(first: u32): Matched {
  if (selection.isCells) return writeCells(first);
  const places = index.places + ((<usize>first) << 2);
  let to = beginRecord();
  let anyEmpty = false;
  for (let row = valuesOf(template.shape), last = valuesEndOf(template.shape); row < last; row += rowBytes) {
    const pick = field(row, 0);
    const start = placeIn(places, row, 2) + field(row, 3);
    const end = beforeBlanks(placeIn(places, row, 4) - field(row, 5));
    if (pick == passage) {
      if (!isPassage(places, row, start, end)) return Matched.other;
      continue;
    }
    if (!fits(to, pick, end - start + 2)) return Matched.full;
    to = writeKey(to, pick);
    if (field(row, 1) == 0) {
      to = writeValue(to, start, end);
      if (to == 0) return Matched.unclear;
    } else {
      store<u8>(to, openArray);
      const from = to + 1;
      to = load<u8>(start) == openArray ? writeElements(from, start, end) : 0;
      if (to == 0) return Matched.unclear;
      anyEmpty = anyEmpty || to == from;
      setField(row, 6, <usize>(to == from));
      store<u8>(to++, closeArray);
    }
  }
  endRecord(to);
  countRecord(anyEmpty);
  return Matched.written;
}

/** The same for a record that is written as it is. */
export function wholeByTemplate(first: u32, last: u32): Matched {
  const emitted = emitWhole(first, last);
  if (emitted != Emitted.written) return emitted == Emitted.full ? Matched.full : Matched.unclear;
  countRecord(false);
  return Matched.written;
}

/** The same as a row of cells. */
function writeCells(first: u32): Matched {
  const places = index.places + ((<usize>first) << 2);
  let to = beginRecord();
  let anyEmpty = false;
  let cell = selection.picks;
  for (let row = valuesOf(template.shape), last = valuesEndOf(template.shape); row < last; row += rowBytes) {
    const pick = field(row, 0);
    const start = placeIn(places, row, 2) + field(row, 3);
    const end = beforeBlanks(placeIn(places, row, 4) - field(row, 5));
    if (pick == passage) {
      if (!isPassage(places, row, start, end)) return Matched.other;
      continue;
    }
    to = writeNulls(to, cell, pick);
    if (to == 0 || !fits(to, pick, cellRoom(end - start + 2))) return Matched.full;
    to = writeKey(to, pick);
    if (field(row, 1) == 0) to = cellOfJson(start, end, to, selection.maxDepth, selection.isChecked);
    else {
      if (load<u8>(start) != openArray) return Matched.unclear;
      const text = to + cellRoom(end - start + 2) - (end - start) - 66;
      store<u8>(text, openArray);
      const close = writeElements(text + 1, start, end);
      if (close == 0) return Matched.unclear;
      store<u8>(close, closeArray);
      anyEmpty = anyEmpty || close == text + 1;
      setField(row, 6, <usize>(close == text + 1));
      to = cellOfJson(text, close + 1, to, selection.maxDepth, selection.isChecked);
    }
    if (to == 0) return Matched.unclear;
    cell = pick + pickBytes;
  }
  to = writeNulls(to, cell, selection.picks + <usize>selection.pickCount * pickBytes);
  if (to == 0) return Matched.full;
  endRow(to);
  countRecord(anyEmpty);
  return Matched.written;
}

/** Writes the cells of picks that the record does not have, from one to before another; 0 when there is no room. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function writeNulls(to: usize, cell: usize, before: usize): usize {
  for (; cell < before; cell += pickBytes) {
    if (!fits(to, cell, cellRoom(0))) return 0;
    to = putNull(writeKey(to, cell));
  }
  return to;
}

/** Whether what leads on to a pick is one container, from its bracket to its partner. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function isPassage(places: usize, row: usize, start: usize, end: usize): bool {
  const opening = <usize>load<u32>(places + field(row, 2), 4);
  const closing = <usize>load<u32>(places + field(row, 4) - 4);
  return start == opening && closing + 1 == end;
}

/** Counts a record that was written, and which of its lists are empty. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function countRecord(anyEmpty: bool): void {
  template.written++;
  wasUseful(template.shape);
  if (!anyEmpty) return;
  for (let row = valuesOf(template.shape), last = valuesEndOf(template.shape); row < last; row += rowBytes) {
    setField(row, 7, field(row, 7) + field(row, 6));
  }
}

/** Counts the records that the template has written, for each of its picks. */
export function countWritten(): void {
  for (let row = valuesOf(template.shape), last = valuesEndOf(template.shape); row < last; row += rowBytes) {
    if (field(row, 0) != passage) addFound(field(row, 0), template.written - <u32>field(row, 7));
    setField(row, 7, 0);
  }
  template.written = 0;
}

/** Writes the template anew, of the record that was walked last, from its first event to its last. */
export function writeTemplate(first: u32, last: u32): void {
  if (!isReplaced(template.shape)) return;
  countWritten();
  if (!writeShape(template.shape, first, last) || !addValues(first)) forget(template.shape);
}

/** Writes a row for each value that is wanted; false when there are too many. */
function addValues(first: u32): bool {
  if (!addValuesOf(passage, first)) return false;
  const lastPick = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < lastPick; pick += pickBytes) {
    if (isPresent(pick) && !addValuesOf(pick, first)) return false;
  }
  return true;
}

function addValuesOf(pick: usize, first: u32): bool {
  for (let span = firstSpan(pick); span != 0; span = nextOf(span)) {
    if (!addValue(template.shape, pick, span, first)) return false;
  }
  return true;
}
