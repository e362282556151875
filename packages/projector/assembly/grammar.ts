// Whether bytes are exactly one JSON value (RFC 8259), in UTF-8: the whole grammar, every byte.
//
// Scalars and plain strings, which is what most values are, are told by tokens.ts. Everything else is checked 64
// bytes at a time, without a visit to each token: a rule of the grammar about neighbouring tokens is arithmetic on
// masks. Visited are only brackets, with a stack of bits for what is open, literals, numbers with a sign, a fraction
// or an exponent, and the letters behind backslashes.
//
// Records that are checked whole are checked in the pass that indexes their structure (`checkTo`). A value that is
// copied is checked first: copying it then, out of the nearest cache, takes 15 % of both, which is all that one pass
// for the two could gain.
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

import { areDigits, bits, equal, filled, prefixXor, spread } from "./block";
import { index, mostEvents } from "./structure";
import { fractionEnd, isEscapeLetter, isPlainString, scalarEnd } from "./tokens";
import { defects, goesOn } from "./utf8";

/** How many containers may be open at once, at most: a bit is kept for each. */
const deepest: i32 = 8192;
/** The bits of all open containers but the innermost 64 or fewer. */
const outer: usize = memory.data(deepest / 8);
/** The same of records, between whose windows values are checked. */
const outerOfRecords: usize = memory.data(deepest / 8);

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

/** What is carried from one window of a chunk's records into the next. */
namespace records {
  export let start: usize = 0;
  export let mostOpen: i32 = 0;
  export let depth: i32 = 0;
  export let kinds: u64 = 0;
  export let behind: u64 = 0;
  export let opened: u64 = 0;
  export let key: u64 = 0;
  export let named: u64 = 0;
  export let scalar: u64 = 0;
  export let whole: u64 = 0;
  export let zero: u64 = 0;
  export let unfinished: bool = false;
}

/** Begins with the records at a place, where the index begins too. */
export function checkFrom(start: usize, depthLeft: i32): void {
  records.start = start;
  records.mostOpen = min(depthLeft, deepest);
  records.depth = 0;
  records.kinds = records.behind = records.opened = records.key = records.named = 0;
  records.scalar = records.whole = records.zero = 0;
  records.unfinished = false;
}

/**
 * Goes on with the index as `indexTo` does (structure.ts), and checks the whole grammar of what it indexes: objects
 * with line feeds, or else commas, between one and the next. What is wrong is trouble: the index ends before it.
 *
 * `stop` is where the chunk ends, or so many blocks of 64 bytes behind what is indexed.
 */
export function checkTo(stop: usize, end: usize, lines: bool): void {
  if (!checkBlocks(true, lines, records.start, index.to, stop, end, records.mostOpen)) index.trouble = true;
  // What ends the events: no kind.
  store<u8>(index.kinds + index.count, 0);
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
  return v128.bitselect(bytes, filled(0x20), i8x16.lt_u(places, filled(count)));
}

/** Whether there is nothing but blanks between an opening bracket and this closing one. */
function isEmpty(closing: usize): bool {
  do closing--;
  while (isBlank(load<u8>(closing)));
  return (load<u8>(closing) | 0x20) == 0x7b;
}

/** Whether a number or literal that stops there ends right; 0 is nowhere. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function isEnd(stop: usize, end: usize): bool {
  return stop == end || (stop != 0 && isDelimiter(load<u8>(stop)));
}

/** Whether the bytes are one JSON value, by blocks. */
function isText(start: usize, end: usize, depthLeft: i32): bool {
  return checkBlocks(false, false, start, start, end, end, min(depthLeft, deepest));
}

/**
 * Checks blocks from `at` to `stop` of a text that begins at `start` and ends at `end`: of one value, or, with
 * `indexes`, of records, whose events go to the index.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function checkBlocks(
  indexes: bool,
  lines: bool,
  start: usize,
  at: usize,
  stop: usize,
  end: usize,
  mostOpen: i32,
): bool {
  let depth: i32 = indexes ? records.depth : 0;
  /** A one for each object that is open, a zero for each array, the innermost at the lowest place. */
  let kinds: u64 = indexes ? records.kinds : 0;
  // What is carried into the next block: at the lowest place, but `inside` at all of them.
  let inside: u64 = indexes ? index.inside : 0;
  let escape: u64 = indexes ? index.escapes : 0;
  let behind: u64 = indexes ? records.behind : 0;
  let opened: u64 = indexes ? records.opened : 0;
  let key: u64 = indexes ? records.key : 0;
  let named: u64 = indexes ? records.named : 0;
  let scalar: u64 = indexes ? records.scalar : 0;
  let whole: u64 = indexes ? records.whole : 0;
  let zero: u64 = indexes ? records.zero : 0;
  let unfinished: bool = indexes ? records.unfinished : false;
  let events: usize = indexes ? index.places + ((<usize>index.count) << 2) : 0;
  let eventKinds: usize = indexes ? index.kinds + index.count : 0;
  const full: usize = indexes ? index.places + ((<usize>mostEvents) << 2) : 1;
  const spill = indexes ? outerOfRecords : outer;

  for (; at < stop && events < full; at += 64) {
    if (indexes) index.to = at;
    let a = v128.load(at);
    let b = v128.load(at, 16);
    let c = v128.load(at, 32);
    let d = v128.load(at, 48);
    if (at + 64 > stop) {
      const left = <u32>(stop - at);
      a = first(a, left);
      b = first(b, left - min(left, 16));
      c = first(c, left - min(left, 32));
      d = first(d, left - min(left, 48));
    }

    // What is rare: backslashes, control characters, and what is not ASCII, which is negative.
    let quotes = equal(a, b, c, d, filled(0x22));
    const slash = filled(0x5c);
    const slashes = v128.or(
      v128.or(i8x16.eq(a, slash), i8x16.eq(b, slash)),
      v128.or(i8x16.eq(c, slash), i8x16.eq(d, slash)),
    );
    const least = i8x16.min_s(i8x16.min_s(a, b), i8x16.min_s(c, d));
    const limit = filled(0x20);
    let controls: u64 = 0;
    if (v128.any_true(v128.or(slashes, i8x16.lt_s(least, limit))) || escape != 0 || unfinished) {
      if (v128.any_true(slashes) || escape != 0) {
        // Of a run of backslashes each second one is escaped, and maybe what follows (simdjson,
        // json_escape_scanner.h).
        const backslashes = equal(a, b, c, d, slash);
        const odd: u64 = 0xaaaaaaaaaaaaaaaa;
        const unescaped = backslashes & ~escape;
        const alternating = (((unescaped << 1) | odd) - unescaped) ^ odd;
        const escaped = alternating ^ (backslashes | escape);
        escape = (alternating & backslashes) >> 63;
        quotes &= ~escaped;
        for (let rest = escaped; rest != 0; rest &= rest - 1) {
          if (!isEscapeLetter(at + <usize>ctz(rest))) return false;
        }
      }
      controls = bits(i8x16.lt_s(a, limit), i8x16.lt_s(b, limit), i8x16.lt_s(c, limit), i8x16.lt_s(d, limit));
      if (i8x16.bitmask(least) != 0 || unfinished) {
        controls &= ~bits(a, b, c, d);
        const last = at == start ? i8x16.splat(0) : v128.load(at - 16);
        const wrong = v128.or(v128.or(defects(last, a), defects(a, b)), v128.or(defects(b, c), defects(c, d)));
        if (v128.any_true(wrong)) return false;
        unfinished = goesOn(d);
      }
    }

    // Tokens.
    const strings = prefixXor(quotes) ^ inside;
    inside = spread(strings);
    const outside = ~(strings | quotes);
    const texts = quotes & strings;
    let ends = quotes & ~strings;
    const commas = equal(a, b, c, d, filled(0x2c)) & outside;
    let others = outside & ~commas;
    if (others == 0 && depth > 0 && (kinds & 1) == 0 && controls == 0) {
      // Nothing but strings and commas, in an array.
      const afterValue = (ends << 1) | behind | scalar;
      if ((afterValue & texts) | (commas & ~afterValue)) return false;
      behind = ends >> 63;
      opened = commas >> 63;
      key = named = scalar = whole = zero = 0;
      continue;
    }
    const colons = equal(a, b, c, d, filled(0x3a)) & outside;
    others &= ~colons;
    let brackets: u64 = 0;
    let blanks: u64 = 0;
    let feeds: u64 = 0;
    if (others != 0) {
      const fill = filled(0x26);
      const full = filled(0x7f);
      // These are [ ] { } and also Y _ y DEL, which are found out below.
      brackets =
        others &
        bits(
          i8x16.eq(v128.or(a, fill), full),
          i8x16.eq(v128.or(b, fill), full),
          i8x16.eq(v128.or(c, fill), full),
          i8x16.eq(v128.or(d, fill), full),
        );
      others ^= brackets;
      if (others != 0) {
        const spacesA = i8x16.eq(a, limit);
        const spacesB = i8x16.eq(b, limit);
        const spacesC = i8x16.eq(c, limit);
        const spacesD = i8x16.eq(d, limit);
        // Compact records have none, but for those inside strings.
        if (v128.any_true(v128.or(v128.or(spacesA, spacesB), v128.or(spacesC, spacesD)))) {
          blanks = bits(spacesA, spacesB, spacesC, spacesD) & others;
        }
        if (controls != 0) {
          if (lines) feeds = equal(a, b, c, d, filled(0x0a)) & others;
          const more = controls & others;
          blanks |= more == feeds ? feeds : bits(blank(a), blank(b), blank(c), blank(d)) & others;
        }
        others ^= blanks;
      }
    }
    if (controls & ~blanks) return false;

    // Brackets: what is open, where.
    let openers = commas;
    let closing: u64 = 0;
    let inObject: u64 = 0;
    let onTop: u64 = 0;
    let from: u64 = ~0;
    for (let rest = brackets; rest != 0; rest &= rest - 1) {
      const place = rest & -rest;
      const part = (place | (place - 1)) & from;
      from = ~(place | (place - 1));
      if (depth == 0) onTop |= part;
      else if (kinds & 1) inObject |= part;
      const byte = load<u8>(at + <usize>ctz(rest));
      const isObject = <u64>(byte >> 5) & 1;
      if ((byte | 0x20) == 0x7b) {
        if (depth == mostOpen) return false;
        if (depth > 0 && (depth & 63) == 0) store<u64>(spill + (<usize>depth >> 3), kinds);
        depth++;
        kinds = (kinds << 1) | isObject;
        if (isObject) openers |= place;
      } else {
        if ((byte | 0x20) != 0x7d || depth == 0 || (kinds & 1) != isObject) return false;
        depth--;
        kinds = depth > 0 && (depth & 63) == 0 ? load<u64>(spill + (<usize>depth >> 3)) : kinds >> 1;
        closing |= place;
      }
    }
    if (depth == 0) onTop |= from;
    else if (kinds & 1) inObject |= from;

    // Numbers and literals: whole numbers are runs of ones, what is more is visited.
    let starts = texts | (brackets & ~closing);
    let stops = scalar & ~others;
    if (others | whole) {
      const scalarStarts = others & ~((others << 1) | scalar);
      const digits = others & bits(areDigits(a), areDigits(b), areDigits(c), areDigits(d));
      const zeros = scalarStarts & equal(a, b, c, d, filled(0x30));
      if (((zeros << 1) | zero) & digits) return false;
      zero = zeros >> 63;
      const places = (scalarStarts & digits) | whole;
      const sum = places + digits;
      whole = u64(sum < places);
      // Where digits end, and the number does not.
      for (let rest = sum & ~digits & others; rest != 0; rest &= rest - 1) {
        if (!isEnd(fractionEnd(at + <usize>ctz(rest), end), end)) return false;
      }
      for (let rest = scalarStarts & ~digits; rest != 0; rest &= rest - 1) {
        if (!isEnd(scalarEnd(at + <usize>ctz(rest), end), end)) return false;
      }
      starts |= scalarStarts;
      stops = ((others << 1) | scalar) & ~others;
    }
    scalar = others >> 63;

    // What stands behind what.
    ends |= closing;
    // At a line feed, what follows is no longer behind the value in front of it.
    const spaces = blanks & ~feeds;
    let places = (ends << 1) | behind | stops;
    let sum = places + spaces;
    behind = u64(sum < places) | (ends >> 63);
    const afterValue = sum & ~spaces;

    places = (openers << 1) | opened;
    sum = places + blanks;
    opened = u64(sum < places) | (openers >> 63);
    const afterOpener = sum & ~blanks;

    places = (afterOpener & texts) | key;
    sum = places + strings;
    key = u64(sum < places);
    const keyEnds = sum & ~strings & quotes;

    places = (keyEnds << 1) | named;
    sum = places + blanks;
    named = u64(sum < places) | (keyEnds >> 63);
    const afterKey = sum & ~blanks;

    const wrong =
      (afterValue & starts) |
      ((commas | colons) & ~afterValue) |
      (colons & ~(afterKey & inObject)) |
      (indexes && !lines ? 0 : commas & onTop) |
      (inObject & ((afterKey & ~colons) | (afterOpener & ~(texts | closing))));
    if (wrong) return false;
    if (indexes && ((feeds & ~onTop) | (starts & onTop & ~openers)) != 0) return false;
    // A bracket that closes, but no value is before it.
    for (let rest = closing & ~afterValue; rest != 0; rest &= rest - 1) {
      if (!isEmpty(at + <usize>ctz(rest))) return false;
    }

    if (indexes) {
      let structural = brackets | colons | feeds;
      const next = events + (<usize>popcnt(structural) << 2);
      while (structural != 0) {
        // Four at a time: it costs less to write some too many than to ask after each.
        for (let k = 0; k < 4; k++) {
          const place = at + <usize>ctz(structural);
          store<u32>(events, <u32>place);
          store<u8>(eventKinds, load<u8>(place));
          events += 4;
          eventKinds++;
          structural &= structural - 1;
        }
      }
      eventKinds -= (events - next) >> 2;
      events = next;
      index.count = <u32>((events - index.places) >> 2);
    }
  }
  if (!indexes) return depth == 0 && inside == 0 && behind == 1;
  index.to = min(at, stop);
  index.inside = inside;
  index.escapes = escape;
  records.depth = depth;
  records.kinds = kinds;
  records.behind = behind;
  records.opened = opened;
  records.key = key;
  records.named = named;
  records.scalar = scalar;
  records.whole = whole;
  records.zero = zero;
  records.unfinished = unfinished;
  return true;
}

/** Which bytes are blanks. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function blank(bytes: v128): v128 {
  // The one blank, if any, that ends in each nibble; 0x80 is none in these places.
  const byNibble = i8x16(0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0x09, 0x0a, 0, 0, 0x0d, 0, 0);
  return i8x16.eq(i8x16.swizzle(byNibble, v128.and(bytes, filled(0x0f))), bytes);
}
