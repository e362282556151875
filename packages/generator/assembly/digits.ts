// Numbers as text; see src/digits.ts. Each returns the place behind what it wrote.

/** Two digits of a number below 100, the first in the low byte: 103 / 1024 is 1 / 10 for those. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function pair(value: u32): u16 {
  const tens = (value * 103) >> 10;
  return <u16>(0x3030 + tens + ((value - tens * 10) << 8));
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function two(at: usize, value: u32): usize {
  store<u16>(at, pair(value));
  return at + 2;
}

/**
 * The eight digits of a number below 10^8, one in each byte, the first in the lowest: fours, twos and ones are split
 * side by side. 10486 / 2^20 is 1 / 100 for numbers below 10^4.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function eight(value: u32): u64 {
  const first = value / 10000;
  const fours = <u64>first | (<u64>(value - first * 10000) << 32);
  const hundreds = ((fours * 10486) >> 20) & 0x0000007f0000007f;
  const twos = hundreds | ((fours - hundreds * 100) << 16);
  const tens = ((twos * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((twos - tens * 10) << 8);
}

/** A number below 10^8 in at least `width` digits, from 1 to 8, without a branch; 8 bytes are written. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function small(at: usize, value: u32, width: u32): usize {
  const digits = eight(value);
  const zeros = min(<u32>(ctz(digits) >> 3), 8 - width);
  store<u64>(at, (digits | 0x3030303030303030) >> (<u64>zeros << 3));
  return at + 8 - zeros;
}

/** A whole number in at least `width` digits, with a minus before it where it is negative. */
export function integer(at: usize, value: i64, width: u32): usize {
  if (value < 0) {
    store<u8>(at++, 45);
    value = -value;
  }
  const wide = <u64>value;
  if (wide < 100000000 && width <= 8) return small(at, <u32>wide, width);
  // Its last eight digits, and the others: below 2^53 these are eight at the most.
  const others = wide / 100000000;
  at = integer(at, <i64>others, width > 8 ? width - 8 : 1);
  return small(at, <u32>(wide - others * 100000000), 8);
}

/** A whole number whose last `digits` digits stand behind the point. */
export function fixed(at: usize, value: i64, digits: u32): usize {
  if (digits == 0) return integer(at, value, 1);
  if (value < 0) {
    store<u8>(at++, 45);
    value = -value;
  }
  let unit: i64 = 1;
  for (let i: u32 = 0; i < digits; i++) unit *= 10;
  const whole = value / unit;
  at = integer(at, whole, 1);
  store<u8>(at++, 46);
  return integer(at, value - whole * unit, digits);
}

/** Days since 1970-01-01 as YYYY-MM-DD, for years 0 to 9999. */
export function date(at: usize, days: i64): usize {
  // Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022), figure 12:
  // years begin in March, and an era of 400 years comes before the first one, so that nothing is negative.
  const fromMarch = 4 * <u32>(days + 719468 + 146097) + 3;
  const centuries = fromMarch / 146097;
  const product = (<u64>2939745) * (((fromMarch % 146097) / 4) * 4 + 3);
  const dayOfYear = (<u32>product) / 2939745 / 4;
  const monthAndDay = 2141 * dayOfYear + 197913;
  const day = (monthAndDay & 0xffff) / 2141 + 1;
  const isNextYear = <u32>(dayOfYear >= 306);
  const month = (monthAndDay >> 16) - 12 * isNextYear;
  const year = 100 * centuries + <u32>(product >> 32) + isNextYear - 400;
  const century = year / 100;
  // Four numbers below 100 side by side, 16 bits each, become digits at once.
  const twos = <u64>(century | ((year - century * 100) << 16)) | (<u64>(month | (day << 16)) << 32);
  const tens = ((twos * 103) >> 10) & 0x000f000f000f000f;
  const digits = tens | ((twos - tens * 10) << 8) | 0x3030303030303030;
  // YYYYMMDD → YYYY-MM- and DD
  store<u64>(at, (digits & 0xffffffff) | ((digits & 0xffff00000000) << 8) | 0x2d00002d00000000);
  store<u16>(at + 8, <u16>(digits >> 48));
  return at + 10;
}

/** Seconds of a day as HH:MM:SS. */
export function time(at: usize, seconds: u32): usize {
  const minutes = seconds / 60;
  at = two(at, minutes / 60);
  store<u8>(at++, 58);
  at = two(at, minutes % 60);
  store<u8>(at++, 58);
  return two(at, seconds % 60);
}

/** Milliseconds since 1970 as YYYY-MM-DDTHH:MM:SS.mmmZ. */
export function timestamp(at: usize, milliseconds: i64): usize {
  const day: i64 = 86400000;
  const days = (milliseconds >= 0 ? milliseconds : milliseconds - (day - 1)) / day;
  const rest = <u32>(milliseconds - days * day);
  at = date(at, days);
  store<u8>(at++, 84);
  at = time(at, rest / 1000);
  store<u8>(at++, 46);
  at = integer(at, rest % 1000, 3);
  store<u8>(at++, 90);
  return at;
}

/** The digits of 16 half bytes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function hexDigits(halfBytes: v128): v128 {
  return i8x16.swizzle(i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102), halfBytes);
}

/** The low `count` half bytes, the highest first, as lower-case hexadecimal digits; 8 bytes are written. */
export function hex(at: usize, bits: u32, count: u32): usize {
  const bytes = i32x4.splat(bits << (32 - 4 * count));
  const high = i8x16.shr_u(bytes, 4);
  const low = v128.and(bytes, i8x16.splat(15));
  // The highest byte is the last in memory.
  const text = hexDigits(i8x16.shuffle(high, low, 3, 19, 2, 18, 1, 17, 0, 16, 3, 19, 2, 18, 1, 17, 0, 16));
  v128.store64_lane(at, text, 0);
  return at + count;
}

/** 128 bits as a UUID of version 4 (RFC 9562, 5.4). */
export function uuid(at: usize, first: u64, second: u64): usize {
  return groups(at, <u32>(first >> 32), <u32>first >> 16, (<u32>first & 0x0fff) | 0x4000, second);
}

/** Milliseconds since 1970 and 74 of 128 bits as a UUID of version 7 (RFC 9562, 5.7). */
export function uuidv7(at: usize, milliseconds: i64, first: u64, second: u64): usize {
  const high = <u32>(milliseconds >> 16);
  return groups(at, high, <u32>milliseconds & 0xffff, (<u32>first & 0x0fff) | 0x7000, second);
}

/** 32, 16, 16 and 62 bits in groups of 8, 4, 4, 4 and 12 digits, with the variant of RFC 9562 in front of the last. */
function groups(at: usize, first: u32, second: u32, third: u32, rest: u64): usize {
  const front = ((<u64>first) << 32) | ((<u64>second) << 16) | third;
  const back = (rest & 0x3fffffffffffffff) | 0x8000000000000000;
  const bytes = i64x2.replace_lane(i64x2.splat(front), 1, back);
  const high = i8x16.shr_u(bytes, 4);
  const low = v128.and(bytes, i8x16.splat(15));
  const a = hexDigits(i8x16.shuffle(high, low, 7, 23, 6, 22, 5, 21, 4, 20, 3, 19, 2, 18, 1, 17, 0, 16));
  const b = hexDigits(i8x16.shuffle(high, low, 15, 31, 14, 30, 13, 29, 12, 28, 11, 27, 10, 26, 9, 25, 8, 24));
  const hyphen: u8 = 45;
  v128.store64_lane(at, a, 0);
  store<u8>(at, hyphen, 8);
  v128.store32_lane(at, a, 2, 9);
  store<u8>(at, hyphen, 13);
  v128.store32_lane(at, a, 3, 14);
  store<u8>(at, hyphen, 18);
  v128.store32_lane(at, b, 0, 19);
  store<u8>(at, hyphen, 23);
  v128.store32_lane(at, b, 1, 24);
  v128.store64_lane(at, b, 1, 28);
  return at + 36;
}

/** Milliseconds since 1970 and 40 bits of each of two draws as a ULID, in Crockford's base 32. */
export function ulid(at: usize, milliseconds: i64, first: u64, second: u64): usize {
  for (let shift: i64 = 45; shift >= 0; shift -= 5) store<u8>(at++, base32(<u32>(milliseconds >> shift)));
  return random40(random40(at, first), second);
}

/** Six digits from the upper half of a draw, two from the lower. */
function random40(at: usize, drawn: u64): usize {
  for (let shift: u64 = 59; shift >= 34; shift -= 5) store<u8>(at++, base32(<u32>(drawn >> shift)));
  store<u8>(at++, base32(<u32>drawn >> 27));
  store<u8>(at++, base32(<u32>drawn >> 22));
  return at;
}

/** The digit of the lowest five bits: 0 to 9, then letters without I, L, O and U. */
function base32(bits: u32): u8 {
  const digit = bits & 31;
  const letter = 55 + digit + <u32>(digit > 17) + <u32>(digit > 19) + <u32>(digit > 21) + <u32>(digit > 26);
  return <u8>(digit < 10 ? 48 + digit : letter);
}
