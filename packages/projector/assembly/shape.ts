// The shape of an object: which kinds of events it has, and what stands around its colons and closing braces, blanks
// included:
//
//   {"id": 7, "tags": ["a", "b"] }
//   {"id": 9, "tags": [] }
//   {    :          : [        ] }     kinds
//   ######  #########           ##     pieces: keys from separator to value, and closing braces
//         ^           ^        ^       edges: behind a key no blank, comma or bracket, before a brace no blank or comma
//
// If all of that is the same in another object, so is all that a walk would find in it, but for the places; and these
// follow from the events: a row for each value that is wanted tells how. It is compared without a branch until the end.

import { beforeBlanks, closeObject, colon, leavesOpen, openObject, startsNothing, traits } from "./bytes";
import { matchPiece, pieceBytes, separatorOf, valueAfter, writePieces } from "./keys";
import { eventAfter, eventBefore, meansElements } from "./spans";
import { index, kindOf, placeOf } from "./structure";

export const rowBytes: usize = 32;

// A shape: how many events it has, or 0 where there is none; where its rows of any kind end; whether it was of any use,
// and how many objects to wait before another one is written if it was not; how many events it may have, and how many
// bytes its rows of a kind and its pieces may take. Then kinds, rows and pieces.
const headBytes: usize = 64;

/** How much memory a shape takes of so many events, rows of any kind and pieces. */
export function shapeBytes(events: usize, rows: usize, pieces: usize): usize {
  return headBytes + events + 32 + 4 * rows * rowBytes + pieces * pieceBytes;
}

/** Makes an empty shape; `events` is a multiple of 16. */
export function placeShape(shape: usize, events: usize, rows: usize, pieces: usize): void {
  store<u32>(shape, 0);
  const keys = shape + headBytes + events + 32;
  const bytes = rows * rowBytes;
  store<u32>(shape, <u32>keys, 32);
  store<u32>(shape, <u32>(keys + bytes), 36);
  store<u32>(shape, <u32>(keys + 2 * bytes), 40);
  store<u32>(shape, <u32>(keys + 3 * bytes), 44);
  store<u32>(shape, <u32>(keys + 4 * bytes), 48);
  store<u32>(shape, <u32>(keys + 4 * bytes + pieces * pieceBytes), 52);
  store<u32>(shape, <u32>events, 56);
  endRows(shape);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function word(shape: usize, at: usize): usize {
  return <usize>load<u32>(shape + at);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setWord(shape: usize, at: usize, value: usize): void {
  store<u32>(shape + at, <u32>value);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function eventsOf(shape: usize): u32 {
  return load<u32>(shape);
}
/** No object is of it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function forget(shape: usize): void {
  store<u32>(shape, 0);
}
/** The kinds of the events, and after them a mask for the last 16, of those that are none. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function kindsOf(shape: usize): usize {
  return shape + headBytes;
}
const keysEnd: usize = 4;
const moreEnd: usize = 8;
const bracesEnd: usize = 12;
const valuesEnd: usize = 16;
const keys: usize = 32;
const more: usize = 36;
const braces: usize = 40;
const values: usize = 44;
const pieces: usize = 48;
const piecesEnd: usize = 52;
/** The rows of its values, and where they end. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function valuesOf(shape: usize): usize {
  return word(shape, values);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function valuesEndOf(shape: usize): usize {
  return word(shape, valuesEnd);
}

function endRows(shape: usize): void {
  setWord(shape, keysEnd, word(shape, keys));
  setWord(shape, moreEnd, word(shape, more));
  setWord(shape, bracesEnd, word(shape, braces));
  setWord(shape, valuesEnd, word(shape, values));
}

/** An object was of the shape. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function wasUseful(shape: usize): void {
  store<u32>(shape, 1, 20);
}

/** Whether another object is to become the shape: the longer none was of use, the longer it waits. */
export function isReplaced(shape: usize): bool {
  const waits = load<u32>(shape, 28);
  if (waits > 0) {
    store<u32>(shape, waits - 1, 28);
    return false;
  }
  const patience = load<u32>(shape, 20) != 0 ? 0 : min(2 * load<u32>(shape, 24) + 1, 63);
  store<u32>(shape, patience, 24);
  store<u32>(shape, patience, 28);
  store<u32>(shape, 0, 20);
  return true;
}

// Rows. Events are told by where their places are, from that of the object's first one.
//   keys, more:  event, from there to the piece's end, the piece
//   braces:      event, from there back to the byte before blanks
//   values:      pick or passage, whether elements are meant, event before, from there to the start, event after,
//                from there back to the end, and whether there are no elements, in this and in how many records

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function field(row: usize, k: usize): usize {
  return <usize>load<u32>(row + (k << 2));
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setField(row: usize, k: usize, value: usize): void {
  store<u32>(row + (k << 2), <u32>value);
}
/** The place of the event that a row tells in field `k`, of an object whose places begin there. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function placeIn(places: usize, row: usize, k: usize): usize {
  return <usize>load<u32>(places + field(row, k));
}

/** Whether the object that begins at an event is of the shape, but for the edges of its values. */
export function isOfShape(shape: usize, first: u32): bool {
  const events = eventsOf(shape);
  if (events == 0 || first + events > index.count) return false;
  let kinds = index.kinds + first;
  let expected = kindsOf(shape);
  const rest = expected + (<usize>(events - 1) & ~15);
  let same = i8x16.splat(-1);
  for (; expected < rest; expected += 16) {
    same = v128.and(same, i8x16.eq(v128.load(kinds), v128.load(expected)));
    kinds += 16;
  }
  same = v128.and(same, v128.or(i8x16.eq(v128.load(kinds), v128.load(expected)), v128.load(expected, 16)));
  if (!i8x16.all_true(same)) return false;

  const places = index.places + ((<usize>first) << 2);
  let starts: u32 = 0;
  let leaves: u32 = 0;
  for (let row = word(shape, keys), last = word(shape, keysEnd); row < last; row += rowBytes) {
    const end = placeIn(places, row, 0) + field(row, 1);
    same = v128.and(same, matchPiece(end, field(row, 2)));
    starts |= load<u8>(traits + load<u8>(end));
  }
  for (let row = word(shape, more), end = word(shape, moreEnd); row < end; row += rowBytes) {
    same = v128.and(same, matchPiece(placeIn(places, row, 0) + field(row, 1), field(row, 2)));
  }
  for (let row = word(shape, braces), end = word(shape, bracesEnd); row < end; row += rowBytes) {
    leaves |= load<u8>(traits + load<u8>(placeIn(places, row, 0) - field(row, 1)));
  }
  return i8x16.all_true(same) && (starts & startsNothing) == 0 && (leaves & leavesOpen) == 0;
}

/** The event as rows tell it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function told(event: u32, first: u32): usize {
  return (<usize>(event - first)) << 2;
}

/** Writes the shape of the object between two events, but for its values; false when there is too much of it. */
export function writeShape(shape: usize, first: u32, last: u32): bool {
  const events = last - first + 1;
  forget(shape);
  endRows(shape);
  if (events > load<u32>(shape, 56)) return false;
  const kinds = kindsOf(shape);
  const whole = <usize>(events - 1) & ~15;
  const rest = <usize>events - whole;
  memory.copy(kinds, index.kinds + first, events);
  memory.fill(kinds + whole + 16, 0, rest);
  memory.fill(kinds + whole + 16 + rest, 0xff, 16 - rest);

  const mostMore = word(shape, braces);
  let piece = word(shape, pieces);
  for (let event = first; event <= last; event++) {
    const kind = kindOf(event);
    const place = placeOf(event);
    let start = place;
    let end = place;
    if (kind == colon) {
      start = separatorOf(event);
      end = valueAfter(place);
      const row = nextRow(shape, keysEnd);
      setField(row, 0, told(event, first));
      setField(row, 1, end - place);
      setField(row, 2, piece);
    } else if (kind == closeObject) {
      end = place + 1;
      // An empty object has its opening brace in the piece, and nothing to leave open before that.
      start = kindOf(event - 1) == openObject ? placeOf(event - 1) : beforeBlanks(place);
      const row = nextRow(shape, bracesEnd);
      setField(row, 0, told(event, first));
      setField(row, 1, kindOf(event - 1) == openObject ? 0 : place - start + 1);
      if (start == place) continue;
    } else continue;
    const length = end - start;
    if (piece + ((length + 15) >> 4) * pieceBytes > word(shape, piecesEnd)) return false;
    const written = writePieces(start, end, piece);
    for (let isFirst = kind == colon; piece < written; piece += pieceBytes) {
      if (!isFirst) {
        if (word(shape, moreEnd) == mostMore) return false;
        const row = nextRow(shape, moreEnd);
        setField(row, 0, told(event, first));
        setField(row, 1, end - place);
        setField(row, 2, piece);
      }
      isFirst = false;
      end -= 16;
    }
    if (word(shape, keysEnd) == word(shape, more) || word(shape, bracesEnd) == word(shape, values)) return false;
  }
  store<u32>(shape, events);
  return true;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function nextRow(shape: usize, end: usize): usize {
  const row = word(shape, end);
  setWord(shape, end, row + rowBytes);
  return row;
}

/** Writes the row of a value of a pick, in an object that begins at an event; false when there are too many. */
export function addValue(shape: usize, pick: usize, span: usize, first: u32): bool {
  if (word(shape, valuesEnd) == word(shape, pieces)) return false;
  const row = nextRow(shape, valuesEnd);
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
  return true;
}
