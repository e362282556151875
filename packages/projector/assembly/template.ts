// The template of a record: most records have the structure and the keys of the one before.
//
// After a walk it is written down which kinds of events the record has, and what stands around its colons and closing
// braces, blanks included:
//
//   {"id": 7, "tags": ["a", "b"] }
//   {"id": 9, "tags": [] }
//   {    :          : [        ] }     kinds
//   ######  #########           ##     pieces: keys from separator to value, and closing braces
//         ^           ^        ^       edges: behind a key no blank, comma or bracket, before a brace no blank or comma
//
// If all of that is the same in the next record, so is all that the walk would find, but for the places; and these
// follow from the events. It is compared without a branch until the end. A record that is not of the template is
// walked, and the template written anew.

import {
  beforeBlanks,
  closeArray,
  closeObject,
  colon,
  leavesOpen,
  openArray,
  openObject,
  startsNothing,
  traits,
} from "./bytes";
import { cellOfJson, putNull } from "./cells";
import { beginRecord, cellRoom, Emitted, emitWhole, endRecord, endRow, fits, writeElements, writeKey, writeValue } from "./emit";
import { matchPiece, pieceBytes, separatorOf, valueAfter, writePieces } from "./keys";
import { addFound, firstSpan, isPresent, pickBytes, selection } from "./selection";
import { eventAfter, eventBefore, meansElements, nextOf, passage } from "./spans";
import { index, kindOf, placeOf } from "./structure";

/** What came of writing: as {@link Emitted}, or the record means something else than that of the template. */
export enum Matched {
  written,
  full,
  unclear,
  other,
}

/** How many events, rows of any kind and pieces a template may have. */
const mostEvents: u32 = 1024;
const mostRows: u32 = 512;
const mostPieces: u32 = 1024;
const kindsBytes: usize = <usize>mostEvents + 32;
const rowBytes: usize = 32;
const rowsBytes: usize = <usize>mostRows * rowBytes;
export const templateBytes: u32 = <u32>(kindsBytes + 4 * rowsBytes + <usize>mostPieces * pieceBytes);

namespace template {
  /** How many events the record has; 0 where there is no template. */
  export let events: u32 = 0;
  /** The kinds of the events, and after them a mask for the last 16, of those that are none. */
  export let kinds: usize = 0;
  export let keys: usize = 0;
  export let keysEnd: usize = 0;
  export let more: usize = 0;
  export let moreEnd: usize = 0;
  export let braces: usize = 0;
  export let bracesEnd: usize = 0;
  export let values: usize = 0;
  export let valuesEnd: usize = 0;
  export let pieces: usize = 0;
  /** How many records it has written since they were counted. */
  export let written: u32 = 0;
  /** Whether it was of any use, and how many walks to wait before another one is written if it was not. */
  export let useful: bool = false;
  export let patience: u32 = 0;
  export let waits: u32 = 0;
}

/** Sets where the template is. */
export function placeTemplate(at: usize): void {
  template.kinds = at;
  template.keys = at + kindsBytes;
  template.more = template.keys + rowsBytes;
  template.braces = template.more + rowsBytes;
  template.values = template.braces + rowsBytes;
  template.pieces = template.values + rowsBytes;
}

// Rows. Events are told by where their places are, from that of the record's first one.
//   keys, more:  event, from there to the piece's end, the piece
//   braces:      event, from there back to the byte before blanks
//   values:      pick or passage, whether elements are meant, event before, from there to the start, event after,
//                from there back to the end, and whether there are no elements, in this and in how many records

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function field(row: usize, k: usize): usize {
  return <usize>load<u32>(row + (k << 2));
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setField(row: usize, k: usize, value: usize): void {
  store<u32>(row + (k << 2), <u32>value);
}
/** The place of the event that a row tells in field `k`, of a record whose places begin there. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function placeIn(places: usize, row: usize, k: usize): usize {
  return <usize>load<u32>(places + field(row, k));
}

/** After the last event of a record of the template, if it is one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function templateEvents(): u32 {
  return template.events;
}

/** Whether the record that begins at an event is of the template, but for the edges of its values. */
export function isOfTemplate(first: u32): bool {
  const events = template.events;
  if (events == 0 || first + events > index.count) return false;
  let kinds = index.kinds + first;
  let expected = template.kinds;
  const last = expected + (<usize>(events - 1) & ~15);
  let same = i8x16.splat(-1);
  for (; expected < last; expected += 16) {
    same = v128.and(same, i8x16.eq(v128.load(kinds), v128.load(expected)));
    kinds += 16;
  }
  same = v128.and(same, v128.or(i8x16.eq(v128.load(kinds), v128.load(expected)), v128.load(expected, 16)));
  if (!i8x16.all_true(same)) return false;

  const places = index.places + ((<usize>first) << 2);
  let starts: u32 = 0;
  let leaves: u32 = 0;
  for (let row = template.keys; row < template.keysEnd; row += rowBytes) {
    const end = placeIn(places, row, 0) + field(row, 1);
    same = v128.and(same, matchPiece(end, field(row, 2)));
    starts |= load<u8>(traits + load<u8>(end));
  }
  for (let row = template.more; row < template.moreEnd; row += rowBytes) {
    same = v128.and(same, matchPiece(placeIn(places, row, 0) + field(row, 1), field(row, 2)));
  }
  for (let row = template.braces; row < template.bracesEnd; row += rowBytes) {
    leaves |= load<u8>(traits + load<u8>(placeIn(places, row, 0) - field(row, 1)));
  }
  return i8x16.all_true(same) && (starts & startsNothing) == 0 && (leaves & leavesOpen) == 0;
}

/** Writes the record that begins at an event and is of the template. */
export function writeByTemplate(first: u32): Matched {
  if (selection.isCells) return writeCells(first);
  const places = index.places + ((<usize>first) << 2);
  let to = beginRecord();
  let anyEmpty = false;
  for (let row = template.values; row < template.valuesEnd; row += rowBytes) {
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
  for (let row = template.values; row < template.valuesEnd; row += rowBytes) {
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
  template.useful = true;
  if (!anyEmpty) return;
  for (let row = template.values; row < template.valuesEnd; row += rowBytes) {
    setField(row, 7, field(row, 7) + field(row, 6));
  }
}

/** Counts the records that the template has written, for each of its picks. */
export function countWritten(): void {
  for (let row = template.values; row < template.valuesEnd; row += rowBytes) {
    if (field(row, 0) != passage) addFound(field(row, 0), template.written - <u32>field(row, 7));
    setField(row, 7, 0);
  }
  template.written = 0;
}

/** Writes the template anew, of the record that was walked last, from its first event to its last. */
export function writeTemplate(first: u32, last: u32): void {
  if (template.waits > 0) {
    template.waits--;
    return;
  }
  template.patience = template.useful ? 0 : min(2 * template.patience + 1, 63);
  template.waits = template.patience;
  template.useful = false;
  countWritten();
  if (!writeRows(first, last)) template.events = 0;
}

/** The event as rows tell it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function told(event: u32, first: u32): usize {
  return (<usize>(event - first)) << 2;
}

/** Writes the rows; false when there are too many. */
function writeRows(first: u32, last: u32): bool {
  const events = last - first + 1;
  template.keysEnd = template.keys;
  template.moreEnd = template.more;
  template.bracesEnd = template.braces;
  template.valuesEnd = template.values;
  if (events > mostEvents) return false;
  template.events = events;
  const whole = <usize>(events - 1) & ~15;
  const rest = <usize>events - whole;
  memory.copy(template.kinds, index.kinds + first, events);
  memory.fill(template.kinds + whole + 16, 0, rest);
  memory.fill(template.kinds + whole + 16 + rest, 0xff, 16 - rest);

  const mostMore = template.more + rowsBytes;
  let piece = template.pieces;
  for (let event = first; event <= last; event++) {
    const kind = kindOf(event);
    const place = placeOf(event);
    let start = place;
    let end = place;
    if (kind == colon) {
      start = separatorOf(event);
      end = valueAfter(place);
      const row = template.keysEnd;
      template.keysEnd += rowBytes;
      setField(row, 0, told(event, first));
      setField(row, 1, end - place);
      setField(row, 2, piece);
    } else if (kind == closeObject) {
      end = place + 1;
      // An empty object has its opening brace in the piece, and nothing to leave open before that.
      start = kindOf(event - 1) == openObject ? placeOf(event - 1) : beforeBlanks(place);
      const row = template.bracesEnd;
      template.bracesEnd += rowBytes;
      setField(row, 0, told(event, first));
      setField(row, 1, kindOf(event - 1) == openObject ? 0 : place - start + 1);
      if (start == place) continue;
    } else continue;
    const length = end - start;
    if (piece + ((length + 15) >> 4) * pieceBytes > template.pieces + <usize>mostPieces * pieceBytes) return false;
    const written = writePieces(start, end, piece);
    for (let isFirst = kind == colon; piece < written; piece += pieceBytes) {
      if (!isFirst) {
        const row = template.moreEnd;
        if (row == mostMore) return false;
        template.moreEnd += rowBytes;
        setField(row, 0, told(event, first));
        setField(row, 1, end - place);
        setField(row, 2, piece);
      }
      isFirst = false;
      end -= 16;
    }
    if (template.keysEnd == template.keys + rowsBytes || template.bracesEnd == template.braces + rowsBytes) return false;
  }
  if (!writeValueRows(passage, first)) return false;
  const lastPick = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < lastPick; pick += pickBytes) {
    if (isPresent(pick) && !writeValueRows(pick, first)) return false;
  }
  return true;
}

/** Writes a row for each span of a pick. */
function writeValueRows(pick: usize, first: u32): bool {
  for (let span = firstSpan(pick); span != 0; span = nextOf(span)) {
    const row = template.valuesEnd;
    if (row == template.values + rowsBytes) return false;
    template.valuesEnd += rowBytes;
    const before = eventBefore(span);
    const after = eventAfter(span);
    setField(row, 0, pick);
    setField(row, 1, <usize>meansElements(span));
    setField(row, 2, told(before, first));
    setField(row, 3, valueAfter(placeOf(before)) - placeOf(before));
    setField(row, 4, told(after, first));
    setField(row, 5, kindOf(after) == colon ? placeOf(after) - separatorOf(after) : 0);
    setField(row, 6, 0);
    setField(row, 7, 0);
  }
  return true;
}
