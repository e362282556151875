// Whether bytes are exactly one JSON value (RFC 8259), in UTF-8: the whole grammar, every byte.
//
// Scalars and plain strings, which is what most values are, are told by tokens.ts. Everything else is checked 64
// bytes at a time, without a visit to each token: a rule of the grammar about neighbouring tokens is arithmetic on
// masks. Visited are only brackets, with a stack of bits for what is open, the starts of numbers and literals, and
// the letters behind backslashes.
//
//   bytes       {"a": [1, "b,"], "c":true}
//   quotes      .#.#......#..#...#.#......
//   inside      .##.......###....##.......    prefix XOR of the quotes: strings without their closing quotes
//   behind      ....#...#.....##....#....#    the first byte behind a value, or a key, that is no blank
//   opened      .#........#......#........    the same behind a comma or {
//   keys        .#........#......#........    strings that start there
//   keyEnds     ...#.........#.....#......    and end here
//   named       ....#.........#.....#.....    the first byte behind them that is no blank
//
//   Behind a value there is a comma, a colon or a closing bracket, everywhere else a value starts, or an empty
//   container ends.
//   Colons stand where `named` is. In an object, all of `named` are colons, and all of `opened` start a string
//   or end the object; in an array there are no colons; outside of both, neither colons nor commas.
//
// "The first that is no blank" is an addition: a one is added right behind the token, and it is carried through
// the run of ones that the blanks are. What is carried out of a block is carried into the next.

import { bits, equal, prefixXor, spread } from "./block";
import { isEscapeLetter, isPlainString, scalarEnd } from "./tokens";
import { defects, goesOn } from "./utf8";

/** How many containers may be open at once, at most: a bit is kept for each. */
const deepest: i32 = 8192;
/** The bits of all open containers but the innermost 64 or fewer. */
const outer: usize = memory.data(deepest / 8);

/**
 * Whether the bytes are one JSON value, with blanks around it or not.
 *
 * Preconditions: 64 bytes behind `end` can be read; they change nothing. `depthLeft` is how many objects and
 * arrays may be open at once; when more than 8,192 are, the answer is false.
 */
export function isValue(start: usize, end: usize, depthLeft: i32): bool {
  while (start < end && isBlank(load<u8>(start))) start++;
  while (start < end && isBlank(load<u8>(end - 1))) end--;
  if (start == end) return false;
  const byte = load<u8>(start);
  if (byte == 0x22) return isPlainString(start, end) || isText(start, end, 0);
  if ((byte | 0x20) == 0x7b) return isText(start, end, depthLeft);
  return scalarEnd(start, end) == end;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function isDelimiter(byte: u8): bool {
  return byte == 0x2c || (byte | 0x20) == 0x7d || isBlank(byte);
}

/** The first so many bytes, with blanks behind them. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function first(bytes: v128, count: u32): v128 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.bitselect(bytes, i8x16.splat(0x20), i8x16.lt_u(places, i8x16.splat(<u8>count)));
}

/** Whether there are but blanks between an opening bracket and this closing one. */
function isEmpty(closing: usize): bool {
  do closing--;
  while (isBlank(load<u8>(closing)));
  return (load<u8>(closing) | 0x20) == 0x7b;
}

/** Whether the bytes are one JSON value, by blocks. */
function isText(start: usize, end: usize, depthLeft: i32): bool {
  const mostOpen = min(depthLeft, deepest);
  let depth: i32 = 0;
  /** A one for each object, a zero for each array, the innermost at the lowest place. */
  let kinds: u64 = 0;
  // What is carried into the next block, at the lowest place; `inside` at all places.
  let inside: u64 = 0;
  let escapes: u64 = 0;
  let behind: u64 = 0;
  let opened: u64 = 0;
  let key: u64 = 0;
  let named: u64 = 0;
  let scalar: u64 = 0;
  let last = i8x16.splat(0);
  let unfinished = false;

  for (let at = start; at < end; at += 64) {
    let a = v128.load(at);
    let b = v128.load(at, 16);
    let c = v128.load(at, 32);
    let d = v128.load(at, 48);
    if (at + 64 > end) {
      const left = <u32>(end - at);
      a = first(a, left);
      b = first(b, left - min(left, 16));
      c = first(c, left - min(left, 32));
      d = first(d, left - min(left, 48));
    }

    // Strings.
    let quotes = equal(a, b, c, d, i8x16.splat(0x22));
    const backslashes = equal(a, b, c, d, i8x16.splat(0x5c));
    if (backslashes | escapes) {
      // Of a run of backslashes each second one is escaped (simdjson, json_escape_scanner.h).
      const odd: u64 = 0xaaaaaaaaaaaaaaaa;
      const unescaped = backslashes & ~escapes;
      const escapesAndEnds = (((unescaped << 1) | odd) - unescaped) ^ odd;
      const escaped = escapesAndEnds ^ (backslashes | escapes);
      escapes = (escapesAndEnds & backslashes) >> 63;
      quotes &= ~escaped;
      for (let rest = escaped; rest != 0; rest &= rest - 1) {
        if (!isEscapeLetter(at + <usize>ctz(rest))) return false;
      }
    }
    const strings = prefixXor(quotes) ^ inside;
    inside = spread(strings);
    const outside = ~(strings | quotes);

    // Bytes that are not ASCII, and control characters.
    let blanks = equal(a, b, c, d, i8x16.splat(0x20));
    const lowest = i8x16.min_s(i8x16.min_s(a, b), i8x16.min_s(c, d));
    if (unfinished || v128.any_true(i8x16.lt_s(lowest, i8x16.splat(0x20)))) {
      if (unfinished || i8x16.bitmask(lowest)) {
        const wrong = v128.or(v128.or(defects(last, a), defects(a, b)), v128.or(defects(b, c), defects(c, d)));
        if (v128.any_true(wrong)) return false;
        unfinished = goesOn(d);
      }
      const white =
        equal(a, b, c, d, i8x16.splat(0x0a)) |
        equal(a, b, c, d, i8x16.splat(0x0d)) |
        equal(a, b, c, d, i8x16.splat(0x09));
      const limit = i8x16.splat(0x20);
      const control = bits(i8x16.lt_u(a, limit), i8x16.lt_u(b, limit), i8x16.lt_u(c, limit), i8x16.lt_u(d, limit));
      if ((control & ~white) | (control & ~outside)) return false;
      blanks |= white;
    }
    last = d;
    blanks &= outside;

    // Tokens.
    const commas = equal(a, b, c, d, i8x16.splat(0x2c)) & outside;
    const colons = equal(a, b, c, d, i8x16.splat(0x3a)) & outside;
    const both = i8x16.splat(0x26);
    const bracket = i8x16.splat(0x7f);
    const brackets = bits(i8x16.eq(v128.or(a, both), bracket), i8x16.eq(v128.or(b, both), bracket), i8x16.eq(v128.or(c, both), bracket), i8x16.eq(v128.or(d, both), bracket)) & outside;
    let objects: u64 = 0;
    let closing: u64 = 0;
    for (let rest = brackets; rest != 0; rest &= rest - 1) {
      const place = ctz(rest);
      const byte = <u32>load<u8>(at + <usize>place);
      objects |= u64(byte == 0x7b) << place;
      closing |= u64((byte & 2) == 0) << place;
    }
    const scalars = outside & ~(blanks | commas | colons | brackets);
    const scalarStarts = scalars & ~((scalars << 1) | scalar);

    // What stands behind what.
    const ends = (quotes & ~strings) | closing;
    let places = (ends << 1) | behind | (((scalars << 1) | scalar) & ~scalars);
    let sum = places + blanks;
    behind = u64(sum < places) | (ends >> 63);
    const afterValue = sum & ~blanks;
    scalar = scalars >> 63;

    const openers = commas | objects;
    places = (openers << 1) | opened;
    sum = places + blanks;
    opened = u64(sum < places) | (openers >> 63);
    const afterOpener = sum & ~blanks;

    const texts = quotes & strings;
    places = (afterOpener & texts) | key;
    sum = places + strings;
    key = u64(sum < places);
    const keyEnds = sum & ~strings & quotes;

    places = (keyEnds << 1) | named;
    sum = places + blanks;
    named = u64(sum < places) | (keyEnds >> 63);
    const afterKey = sum & ~blanks;

    const starts = texts | scalarStarts | (brackets & ~closing);
    if ((afterValue & starts) | (~afterValue & (commas | colons)) | (colons & ~afterKey)) return false;

    // Numbers and literals.
    for (let rest = scalarStarts; rest != 0; rest &= rest - 1) {
      const stop = scalarEnd(at + <usize>ctz(rest), end);
      if (stop == 0 || (stop < end && !isDelimiter(load<u8>(stop)))) return false;
    }

    // Brackets, and what depends on what is open.
    const wrongInObject = (afterKey & ~colons) | (afterOpener & ~(texts | closing));
    let from: u64 = ~0;
    for (let rest = brackets; rest != 0; rest &= rest - 1) {
      const upTo = rest ^ (rest - 1);
      const wrong = depth == 0 ? commas | colons : kinds & 1 ? wrongInObject : colons;
      if (wrong & upTo & from) return false;
      from = ~upTo;
      const place = ctz(rest);
      const byte = load<u8>(at + <usize>place);
      // What looks like a bracket may be one of `Y _ y` and DEL.
      if ((((byte >> 1) ^ (byte >> 2)) & 1) == 0) return false;
      const isObject = <u64>(byte >> 5) & 1;
      if (byte & 2) {
        if (depth == mostOpen) return false;
        if (depth > 0 && (depth & 63) == 0) store<u64>(outer + (<usize>depth >> 3), kinds);
        depth++;
        kinds = (kinds << 1) | isObject;
      } else {
        if (depth == 0 || (kinds & 1) != isObject) return false;
        // Not behind a value: then nothing but blanks may be in it.
        if ((afterValue & (<u64>1 << place)) == 0 && !isEmpty(at + <usize>place)) return false;
        depth--;
        kinds = depth > 0 && (depth & 63) == 0 ? load<u64>(outer + (<usize>depth >> 3)) : kinds >> 1;
      }
    }
    const wrong = depth == 0 ? commas | colons : kinds & 1 ? wrongInObject : colons;
    if (wrong & from) return false;
  }
  return depth == 0 && inside == 0 && behind == 1;
}
