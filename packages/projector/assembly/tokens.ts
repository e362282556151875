// The tokens of JSON without structure: short strings, numbers, literals. src/json-tokens.ts is their specification.
//
// Preconditions of all: 64 bytes behind `end` can be read; they change nothing.

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

/** Which bytes end a string, escape, are control characters or not ASCII. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function special(v: v128): v128 {
  return v128.or(
    // Signed, what is not ASCII is below the space too.
    i8x16.lt_s(v, i8x16.splat(0x20)),
    v128.or(i8x16.eq(v, i8x16.splat(quote)), i8x16.eq(v, i8x16.splat(backslash))),
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

/**
 * The number at `at`: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
 *
 *   bytes    -12.50e+3,
 *   digits   .##.##..#.
 *
 * Runs of digits are runs of ones. Numbers of which more than 16 bytes are needed go byte by byte.
 */
function numberEnd(at: usize, end: usize): usize {
  const bytes = v128.load(at);
  // A zero marks the end of the bytes that can be looked at, at the 17th the latest.
  let digits = <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10)));
  const seen = min<usize>(end - at, 16);
  digits &= (1 << <u32>seen) - 1;
  let p = <u32>(load<u8>(at) == 0x2d);
  let run = ctz(~(digits >> p));
  if (run == 0 || (run > 1 && load<u8>(at + p) == 0x30)) return 0;
  p += run;
  let next = load<u8>(at + p);
  if (p < <u32>seen && next == 0x2e) {
    run = ctz(~(digits >> ++p));
    if (run == 0 && p < 16) return 0;
    p += run;
    next = load<u8>(at + p);
  }
  if (p < <u32>seen && (next | 0x20) == 0x65) {
    next = load<u8>(at + ++p);
    p += u32(next == 0x2b || next == 0x2d);
    run = ctz(~(digits >> p));
    if (run == 0 && p < 16) return 0;
    p += run;
  }
  return p < 16 ? at + p : longNumberEnd(at, end);
}

function longNumberEnd(at: usize, end: usize): usize {
  let p = at + usize(load<u8>(at) == 0x2d);
  let digits = p;
  p = digitsEnd(p, end);
  if (p == digits || (p > digits + 1 && load<u8>(digits) == 0x30)) return 0;
  if (p < end && load<u8>(p) == 0x2e) {
    digits = ++p;
    p = digitsEnd(p, end);
    if (p == digits) return 0;
  }
  if (p < end && (load<u8>(p) | 0x20) == 0x65) {
    p++;
    if (p < end && (load<u8>(p) == 0x2b || load<u8>(p) == 0x2d)) p++;
    digits = p;
    p = digitsEnd(p, end);
    if (p == digits) return 0;
  }
  return p;
}

function digitsEnd(at: usize, end: usize): usize {
  while (at < end && <u32>load<u8>(at) - 0x30 < 10) at++;
  return at;
}
