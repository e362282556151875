// Keys of members: their shape, and which node they lead to.
//
// A key with all that stands around it, from the comma or brace before it to the value behind its colon, is one text,
// which a producer writes the same in every record:
//
//   {"id": 1, "title": "Alien"}
//   ######  ##########
//
// So the text is looked up as it is, blanks included, and only one that was not there before is taken apart, and the
// host asked where it leads. Which text came next the last time is tried first, with a compare of 16 bytes or two.

import { filled } from "./block";
import { blank, comma, isBlankAt, leavesOpen, openObject, quote, startsNothing, traits } from "./bytes";
import { firstKeyOf, nodeAt, selection } from "./selection";
import { kindOf, placeOf } from "./structure";

/** The child of a node of the trie for the key between two places, quotes excluded; 0 where no path leads on. */
// @ts-ignore: TypeScript has no decorators of functions
@external("host", "childOf")
declare function childOf(node: u32, start: usize, end: usize): u32;

/** Texts of more bytes are looked up by the host every time. */
export const longestText: usize = 128;
const buckets: u32 = 4096;
const textsBytes: u32 = 1 << 18;
export const keysBytes: u32 = 4 * buckets + textsBytes;

// An entry: node, length, blanks behind the colon, where the key leads, the entry that came next, the next one in its
// bucket; then the text in pieces of 16 bytes, its end first, each with a mask of the bytes that are not part of it.
const headBytes: usize = 32;
export const pieceBytes: usize = 32;
const mostEntryBytes: usize = headBytes + pieceBytes * ((longestText + 15) / 16);

namespace keys {
  export let buckets: usize = 0;
  export let texts: usize = 0;
  export let end: usize = 0;
}
/** Where no entry is expected. */
const nothing = memory.data(4);

/** The last key that was read: where the separator before it is, where its value starts, and the node it leads to. */
export namespace key {
  export let separator: usize = 0;
  export let value: usize = 0;
  export let child: u32 = 0;
}

/** Sets where the keys are. */
export function placeKeys(at: usize): void {
  keys.buckets = at;
  keys.texts = at + 4 * buckets;
  keys.end = keys.texts;
}

/** Forgets all keys when there is no place for another one. No record may be open. */
export function makePlaceForKeys(): void {
  if (keys.end + mostEntryBytes <= keys.texts + textsBytes) return;
  memory.fill(keys.buckets, 0, 4 * buckets);
  keys.end = keys.texts;
  for (let node: u32 = 0; node < selection.nodeCount; node++) store<u32>(firstKeyOf(nodeAt(node)), 0);
}

/**
 * The comma or brace before the key of a colon, or 0 when there is no string before the colon, or before that no
 * brace, if it is the first event after one, or else no comma.
 */
export function separatorOf(event: u32): usize {
  const at = placeOf(event);
  const expected = kindOf(event - 1) == openObject ? openObject : comma;
  const near = v128.load(at - 16);
  const quotes = i8x16.bitmask(i8x16.eq(near, filled(quote)));
  const escapes = i8x16.bitmask(i8x16.eq(near, filled(0x5c)));
  // A short key without escapes, and no blanks: the usual case.
  const opening = quotes & 0x7fff;
  if (quotes != opening && opening != 0 && escapes == 0) {
    const separator = at - 17 + <usize>(31 - clz(opening));
    if (load<u8>(separator) == expected) return separator;
  }
  const before = placeOf(event - 1);
  let closing = at - 1;
  while (closing > before && isBlankAt(closing)) closing--;
  if (closing <= before || load<u8>(closing) != quote) return 0;
  let p = closing;
  for (;;) {
    p--;
    while (p > before && load<u8>(p) != quote) p--;
    if (p <= before) return 0;
    // A quote after an odd number of backslashes is part of the key.
    let backslashes = p;
    while (load<u8>(backslashes - 1) == 0x5c) backslashes--;
    if (((p - backslashes) & 1) == 0) break;
  }
  p--;
  while (p > before && isBlankAt(p)) p--;
  if (expected == openObject) return p == before ? p : 0;
  return p > before && load<u8>(p) == comma ? p : 0;
}

/** Where the value behind a colon starts, or 0 when none does. */
export function valueAfter(colonAt: usize): usize {
  let p = colonAt + 1;
  let traits_ = load<u8>(traits + load<u8>(p));
  if (traits_ == 0) return p;
  while ((traits_ & blank) != 0) traits_ = load<u8>(traits + load<u8>(++p));
  return (traits_ & startsNothing) != 0 ? 0 : p;
}

/** Whether a closing brace stands where it may: behind its opening one, or not behind a comma. */
export function closesObject(event: u32): bool {
  let p = placeOf(event) - 1;
  const trait = load<u8>(traits + load<u8>(p));
  const follows = kindOf(event - 1) == openObject;
  if (!follows && (trait & leavesOpen) == 0) return true;
  while (isBlankAt(p)) p--;
  return follows ? p == placeOf(event - 1) : load<u8>(p) != comma;
}

/** Writes the text that ends at `end` in pieces; returns after the last of them. */
export function writePieces(start: usize, end: usize, to: usize): usize {
  while (end > start) {
    const length = min(end - start, 16);
    memory.fill(to, 0, 16);
    memory.fill(to + 16, 0xff, 16);
    memory.copy(to + 16 - length, end - length, length);
    memory.fill(to + 32 - length, 0, length);
    to += pieceBytes;
    end -= length;
  }
  return to;
}

/** All ones where the 16 bytes before `end` are those of a piece. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function matchPiece(end: usize, piece: usize): v128 {
  return v128.or(i8x16.eq(v128.load(end - 16), v128.load(piece)), v128.load(piece, 16));
}

/**
 * Reads the key of a colon in an object of a node. At `expected` is the entry that came next the last time, or 0.
 *
 * Returns where the entry that comes next stands; or 0 when it is no key.
 */
export function readKey(event: u32, node: u32, expected: usize): usize {
  const next = <usize>load<u32>(expected);
  if (next != 0) {
    const value = placeOf(event) + <usize>load<u32>(next, 8);
    const length = <usize>load<u32>(next, 4);
    if (load<u32>(next) == node && load<u8>(traits + load<u8>(value)) == 0 && matches(next, value, length)) {
      key.separator = value - length;
      key.value = value;
      key.child = load<u32>(next, 12);
      return next + 16;
    }
  }
  const entry = lookUp(event, node);
  if (key.separator == 0) return 0;
  if (entry == 0) return nothing;
  store<u32>(expected, <u32>entry);
  return entry + 16;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function matches(entry: usize, end: usize, length: usize): bool {
  let same = matchPiece(end, entry + headBytes);
  let piece = entry + headBytes;
  while (length > 16) {
    length -= 16;
    end -= 16;
    piece += pieceBytes;
    same = v128.and(same, matchPiece(end, piece));
  }
  return i8x16.all_true(same);
}

function lookUp(event: u32, node: u32): usize {
  const at = placeOf(event);
  const separator = separatorOf(event);
  const value = valueAfter(at);
  key.separator = value == 0 ? 0 : separator;
  key.value = value;
  if (key.separator == 0) return 0;
  const length = value - separator;
  if (length > longestText) {
    key.child = child(node, separator, at);
    return 0;
  }
  let hash = node * 31 + <u32>length;
  for (let p = separator; p < value; p++) hash = (hash ^ load<u8>(p)) * 16777619;
  const bucket = keys.buckets + <usize>(((hash ^ (hash >> 15)) & (buckets - 1)) << 2);
  for (let entry = <usize>load<u32>(bucket); entry != 0; entry = <usize>load<u32>(entry, 20)) {
    if (load<u32>(entry) == node && <usize>load<u32>(entry, 4) == length && matches(entry, value, length)) {
      key.child = load<u32>(entry, 12);
      return entry;
    }
  }
  key.child = child(node, separator, at);
  const bytes = headBytes + pieceBytes * ((length + 15) >> 4);
  if (keys.end + bytes > keys.texts + textsBytes) return 0;
  const entry = keys.end;
  keys.end += bytes;
  store<u32>(entry, node);
  store<u32>(entry, <u32>length, 4);
  store<u32>(entry, <u32>(value - at), 8);
  store<u32>(entry, key.child, 12);
  store<u32>(entry, 0, 16);
  store<u32>(entry, load<u32>(bucket), 20);
  store<u32>(bucket, <u32>entry);
  writePieces(separator, value, entry + headBytes);
  return entry;
}

/** Where the key between its separator and its colon leads. */
function child(node: u32, separator: usize, colonAt: usize): u32 {
  let start = separator + 1;
  while (isBlankAt(start)) start++;
  let end = colonAt - 1;
  while (isBlankAt(end)) end--;
  return childOf(node, start + 1, end);
}
