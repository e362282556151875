// The tokens of JSON without structure: short strings, numbers, literals. src/syntax/json-tokens.ts is their specification.
//
// Preconditions of all: 64 bytes behind `end` can be read; they change nothing.

import { areDigits, filled } from "./block";

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

/**
 * Whether the bytes are a string, which opens at `start` and closes before `end`, of plain ASCII. False says
 * nothing of strings with escapes or other letters.
 */
export function isPlainString(start: usize, end: usize): bool {
  if (end - start < 2 || load<u8>(end - 1) != quote) return false;
  const close = end - 1;
  let at = start + 1;
  while (at + 64 <= close) {
    const a = special(v128.load(at));
    const b = special(v128.load(at, 16));
    const c = special(v128.load(at, 32));
    const d = special(v128.load(at, 48));
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return false;
    at += 64;
  }
  while (at + 16 <= close) {
    if (v128.any_true(special(v128.load(at)))) return false;
    at += 16;
  }
  const left = i8x16.bitmask(special(v128.load(at)));
  return (left & ((1 << (<i32>(close - at))) - 1)) == 0;
}

/**
 * Whether the bytes are a string of plain ASCII of at most 31 bytes, or a whole number of at most 16, which most values
 * are. False says nothing of others.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isShortValue(start: usize, end: usize): bool {
  const length = <u32>(end - start);
  if (length - 1 > 30) return false;
  const a = v128.load(start);
  const within = ((<u32>1) << length) - 1;
  const first = load<u8>(start);
  if (first == quote) {
    // Its quotes are all that is special: at both ends.
    const marks = <u32>i8x16.bitmask(special(a)) | (<u32>i8x16.bitmask(special(v128.load(start, 16))) << 16);
    return (marks & within) == (1 | (((<u32>1) << length) >> 1)) && length > 1 && load<u8>(end - 1) == quote;
  }
  const digits = <u32>i8x16.bitmask(areDigits(a));
  return (digits & within) == within && (first != 0x30 || length == 1);
}

/** Which bytes end a string, escape, are control characters or not ASCII. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function special(v: v128): v128 {
  return v128.or(
    // Signed, what is not ASCII is below the space too.
    i8x16.lt_s(v, filled(0x20)),
    v128.or(i8x16.eq(v, filled(quote)), i8x16.eq(v, filled(backslash))),
  );
}

/** Whether a backslash is followed by a letter that may be, or by `u` and four hex digits. */
export function isEscapeLetter(at: usize): bool {
  const letter = load<u8>(at);
  switch (letter) {
    case quote:
    case backslash:
    case 0x2f: // "/"
    case 0x62: // "b"
    case 0x66: // "f"
    case 0x6e: // "n"
    case 0x72: // "r"
    case 0x74: // "t"
      return true;
    case 0x75: // "u"
      return isHexDigit(load<u8>(at, 1)) && isHexDigit(load<u8>(at, 2)) && isHexDigit(load<u8>(at, 3)) && isHexDigit(load<u8>(at, 4));
    default:
      return false;
  }
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function isHexDigit(byte: u8): bool {
  return <u32>byte - 0x30 < 10 || (<u32>byte | 0x20) - 0x61 < 6;
}

/** Where the number or literal at `at` ends, or 0 if it is none. What follows is not looked at. */
export function scalarEnd(at: usize, end: usize): usize {
  const first = load<u8>(at);
  if (<u32>first - 0x30 < 10 || first == 0x2d) return numberEnd(at, end);
  const four = load<u32>(at);
  const stop = at + 4 + usize(first == 0x66);
  if (stop > end) return 0;
  if (four == 0x6c6c756e || four == 0x65757274) return stop; // "null", "true"
  return four == 0x736c6166 && load<u8>(at, 4) == 0x65 ? stop : 0; // "false"
}

/** The number at `at`: `-? (0 | [1-9][0-9]*)`, and a fraction. */
function numberEnd(at: usize, end: usize): usize {
  at += usize(load<u8>(at) == 0x2d);
  const stop = digitsEnd(at, end);
  if (stop <= at || (stop > at + 1 && load<u8>(at) == 0x30)) return 0;
  const next = load<u8>(stop);
  return stop < end && (next == 0x2e || (next | 0x20) == 0x65) ? fractionEnd(stop, end) : stop;
}

/** What follows the whole part of a number, at `at`: `(. [0-9]+)? ([eE] [+-]? [0-9]+)?`, but not nothing. */
export function fractionEnd(at: usize, end: usize): usize {
  let stop = at;
  if (load<u8>(stop) == 0x2e) {
    const digits = stop + 1;
    stop = digitsEnd(digits, end);
    if (stop <= digits) return 0;
  }
  if (stop < end && (load<u8>(stop) | 0x20) == 0x65) {
    const sign = load<u8>(stop, 1);
    const digits = stop + 1 + usize(sign == 0x2b || sign == 0x2d);
    stop = digitsEnd(digits, end);
    if (stop <= digits) return 0;
  }
  return stop == at ? 0 : stop;
}

/** Where the digits that start at `at` end, not behind `end`. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function digitsEnd(at: usize, end: usize): usize {
  let others: u32;
  do {
    others = ~i8x16.bitmask(areDigits(v128.load(at))) & 0xffff;
    at += 16;
  } while (others == 0 && at < end);
  return min(at - 16 + <usize>ctz(others | 0x10000), end);
}
