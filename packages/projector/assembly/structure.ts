// The structural index of JSON text: where brackets, colons and the line ends of NDJSON are, outside strings.
//
// For 64 bytes at a time:
//
//   1. If no byte can be structural or a backslash or a control character, only the number of quotes counts: odd or
//      even. `[`, `]`, `{`, `}` and `\` are the bytes that are above `z` when 0x20 is added to them, nearly: what is
//      told wrongly takes the longer way.
//   2. Else backslashes tell which quotes count (simdjson, json_escape_scanner.h), and the prefix XOR of these what is
//      inside strings:
//
//        bytes      {"a\"":[1,"}"]}
//        quotes     .#...##..............
//                   .#....#...#.#..         those that count
//        inside     .#####....##...
//        structural #......##.....##        brackets and colons that are not inside
//
//   3. The four brackets are the bytes with `byte | 0x26 == 0x7f`, nearly: Y, _, y and DEL are too, which outside of
//      strings are no JSON. Who reads the index comes upon them.
//   4. A control character inside a string, or one outside that is no blank, or a backslash outside, is trouble: the
//      index ends before it, and the record it is in is left to the twin.
//
// Each event is its address, and its kind, which is the byte itself. There are no commas: a value ends before the
// next key of its object, or at the closing bracket.

import { bits, equal, filled, prefixXor, spread } from "./block";
import { backslash, colon, lineFeed, quote } from "./bytes";

/** How many events there may be at once; and more of them that a block may write beyond what it has. */
export const mostEvents: u32 = 1 << 20;
const slack: u32 = 64;
/** How much memory it takes. */
export const indexBytes: u32 = (mostEvents + slack) * 5;

export namespace index {
  /** Addresses of the events, four bytes each, and their kinds. */
  export let places: usize = 0;
  export let kinds: usize = 0;
  /** How many there are. */
  export let count: u32 = 0;
  /** How far the text is indexed. */
  export let to: usize = 0;
  /** Whether it goes no further because of trouble. */
  export let trouble: bool = false;
  /** All ones inside a string, and a one after a backslash that escapes. */
  export let inside: u64 = 0;
  export let escapes: u64 = 0;
}

/** Sets where the index is. */
export function placeIndex(at: usize): void {
  index.places = at;
  index.kinds = at + (((<usize>mostEvents) + slack) << 2);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function placeOf(event: u32): usize {
  return <usize>load<u32>(index.places + ((<usize>event) << 2));
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function kindOf(event: u32): u8 {
  return load<u8>(index.kinds + event);
}

/** Begins anew at a place outside strings. */
export function indexFrom(at: usize): void {
  index.count = 0;
  index.to = at;
  index.trouble = false;
  index.inside = 0;
  index.escapes = 0;
}

/** Lets go of the events before one. */
export function dropEvents(before: u32): void {
  const left = index.count - before;
  if (before > 0 && left > 0) {
    memory.copy(index.places, index.places + ((<usize>before) << 2), (<usize>left) << 2);
    memory.copy(index.kinds, index.kinds + before, left);
  }
  index.count = left;
}

/** Appends an event. */
export function addEvent(place: usize, kind: u8): void {
  store<u32>(index.places + ((<usize>index.count) << 2), <u32>place);
  store<u8>(index.kinds + index.count, kind);
  store<u8>(index.kinds + ++index.count, 0);
}

/**
 * Goes on with the index until `end`, or until it is full, or to trouble. With `lines`, line feeds are events.
 *
 * 64 bytes behind `end` can be read.
 */
export function indexTo(end: usize, lines: bool): void {
  let at = index.to;
  let inside = index.inside;
  let escapes = index.escapes;
  let places = index.places + ((<usize>index.count) << 2);
  let kinds = index.kinds + index.count;
  const full = index.places + ((<usize>mostEvents) << 2);
  const quotes = filled(quote);
  const colons = filled(colon);
  const backslashes = filled(backslash);
  const space = filled(0x20);
  const last = filled(0x1f);
  const z = filled(0x7a);
  const x26 = filled(0x26);
  const x7f = filled(0x7f);

  while (at < end && places < full) {
    let a: v128, b: v128, c: v128, d: v128;
    let quotesA: v128, quotesB: v128, quotesC: v128, quotesD: v128;
    let colonsA: v128, colonsB: v128, colonsC: v128, colonsD: v128;
    let controls: v128;
    for (;;) {
      a = v128.load(at);
      b = v128.load(at, 16);
      c = v128.load(at, 32);
      d = v128.load(at, 48);
      quotesA = i8x16.eq(a, quotes);
      quotesB = i8x16.eq(b, quotes);
      quotesC = i8x16.eq(c, quotes);
      quotesD = i8x16.eq(d, quotes);
      colonsA = i8x16.eq(a, colons);
      colonsB = i8x16.eq(b, colons);
      colonsC = i8x16.eq(c, colons);
      colonsD = i8x16.eq(d, colons);
      const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
      controls = i8x16.eq(i8x16.min_u(least, last), least);
      const largest = i8x16.max_s(
        i8x16.max_s(v128.or(a, space), v128.or(b, space)),
        i8x16.max_s(v128.or(c, space), v128.or(d, space)),
      );
      const any = v128.or(
        v128.or(i8x16.gt_s(largest, z), controls),
        v128.or(v128.or(colonsA, colonsB), v128.or(colonsC, colonsD)),
      );
      if (v128.any_true(any)) break;
      if (at + 64 > end || escapes != 0) break;
      const parity = v128.xor(v128.xor(quotesA, quotesB), v128.xor(quotesC, quotesD));
      inside ^= 0 - <u64>(popcnt(i8x16.bitmask(parity)) & 1);
      at += 64;
    }
    // What stands behind the end says nothing of what is carried on.
    if (at >= end) break;

    const within: u64 = at + 64 > end ? ((<u64>1) << (end - at)) - 1 : ~(<u64>0);
    let counting = bits(quotesA, quotesB, quotesC, quotesD) & within;
    let bad: u64 = 0;
    const backslashesA = i8x16.eq(a, backslashes);
    const backslashesB = i8x16.eq(b, backslashes);
    const backslashesC = i8x16.eq(c, backslashes);
    const backslashesD = i8x16.eq(d, backslashes);
    if (
      v128.any_true(v128.or(v128.or(backslashesA, backslashesB), v128.or(backslashesC, backslashesD))) ||
      escapes != 0
    ) {
      const escaping = bits(backslashesA, backslashesB, backslashesC, backslashesD);
      const odd: u64 = 0xaaaaaaaaaaaaaaaa;
      const unescaped = escaping & ~escapes;
      const escapesAndEnds = (((unescaped << 1) | odd) - unescaped) ^ odd;
      counting &= ~(escapesAndEnds ^ (escaping | escapes));
      escapes = (escapesAndEnds & escaping) >> 63;
      bad = escaping & ~(prefixXor(counting) ^ inside);
    }
    const strings = prefixXor(counting) ^ inside;
    inside = spread(strings);
    let structural =
      bits(
        v128.or(i8x16.eq(v128.or(a, x26), x7f), colonsA),
        v128.or(i8x16.eq(v128.or(b, x26), x7f), colonsB),
        v128.or(i8x16.eq(v128.or(c, x26), x7f), colonsC),
        v128.or(i8x16.eq(v128.or(d, x26), x7f), colonsD),
      ) & ~strings;
    if (v128.any_true(controls)) {
      const feeds = equal(a, b, c, d, filled(lineFeed));
      const blanks = feeds | equal(a, b, c, d, filled(0x0d)) | equal(a, b, c, d, filled(0x09));
      const all = bits(
        i8x16.eq(i8x16.min_u(a, last), a),
        i8x16.eq(i8x16.min_u(b, last), b),
        i8x16.eq(i8x16.min_u(c, last), c),
        i8x16.eq(i8x16.min_u(d, last), d),
      );
      bad |= all & (strings | ~blanks);
      if (lines) structural |= feeds & ~strings;
    }
    structural &= within;
    bad &= within;
    if (bad != 0) {
      // Up to the first of them; nothing after it is trusted.
      structural &= (bad & (0 - bad)) - 1;
      index.trouble = true;
    }

    const next = places + (<usize>popcnt(structural) << 2);
    while (structural != 0) {
      // Four at a time: it costs less to write some too many than to ask after each.
      for (let k = 0; k < 4; k++) {
        const place = at + <usize>ctz(structural);
        store<u32>(places, <u32>place);
        store<u8>(kinds, load<u8>(place));
        places += 4;
        kinds++;
        structural &= structural - 1;
      }
    }
    kinds -= (places - next) >> 2;
    places = next;
    if (index.trouble) break;
    at += 64;
  }
  index.to = min(at, end);
  index.inside = inside;
  index.escapes = escapes;
  index.count = <u32>((places - index.places) >> 2);
  // What ends the events: no kind.
  store<u8>(kinds, 0);
}
