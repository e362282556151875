// Numbers as text; see src/digits.ts. Each returns the place behind what it wrote.

/** Two digits of a number below 100, the first in the low byte: 103 / 1024 is 1 / 10 for those. */
// @ts-ignore: decorator
@inline
function pair(value: u32): u16 {
  const tens = (value * 103) >> 10;
  return <u16>(0x3030 + tens + ((value - tens * 10) << 8));
}

// @ts-ignore: decorator
@inline
function two(at: usize, value: u32): usize {
  store<u16>(at, pair(value));
  return at + 2;
}

// @ts-ignore: decorator
@inline
function digitsOf(value: u32): u32 {
  if (value < 10000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 100000000) return value < 1000000 ? (value < 100000 ? 5 : 6) : value < 10000000 ? 7 : 8;
  return value < 1000000000 ? 9 : 10;
}

/** The digits that end at `to`, with zeros before them back to `at`. */
function digitsBefore(to: usize, at: usize, value: u32): void {
  while (value > 99) {
    const rest = value / 100;
    to -= 2;
    store<u16>(to, pair(value - rest * 100));
    value = rest;
  }
  if (value > 9) {
    to -= 2;
    store<u16>(to, pair(value));
  } else store<u8>(--to, 48 + <u8>value);
  while (to > at) store<u8>(--to, 48);
}

/** A whole number in at least `width` digits, with a minus before it where it is negative. */
export function integer(at: usize, value: i64, width: u32): usize {
  if (value < 0) {
    store<u8>(at++, 45);
    value = -value;
  }
  const wide = <u64>value;
  if (wide <= 0xffffffff) {
    const end = at + max(digitsOf(<u32>wide), width);
    digitsBefore(end, at, <u32>wide);
    return end;
  }
  // Its last nine digits, and the others: below 2^53 these are eight at the most.
  const others = wide / 1000000000;
  const end = integer(at, <i64>others, width > 9 ? width - 9 : 1) + 9;
  digitsBefore(end, end - 9, <u32>(wide - others * 1000000000));
  return end;
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
  // Howard Hinnant, civil_from_days; all eras here begin after year 0, so integer division floors.
  const z = days + 719468;
  const era = (z >= 0 ? z : z - 146096) / 146097;
  const dayOfEra = <u32>(z - era * 146097);
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shifted = (5 * dayOfYear + 2) / 153;
  const day = dayOfYear - (153 * shifted + 2) / 5 + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = <u32>(<i64>yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
  const century = year / 100;
  at = two(at, century);
  at = two(at, year - century * 100);
  store<u8>(at++, 45);
  at = two(at, month);
  store<u8>(at++, 45);
  return two(at, day);
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

/** The low `count` half bytes, the highest first, as lower-case hexadecimal digits; 8 bytes are written. */
export function hex(at: usize, bits: u32, count: u32): usize {
  const bytes = i32x4.splat(bswap(bits << (32 - 4 * count)));
  const high = v128.and(i8x16.shr_u(bytes, 4), i8x16.splat(15));
  const low = v128.and(bytes, i8x16.splat(15));
  const digits = i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102);
  const text = i8x16.swizzle(digits, i8x16.shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
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

function groups(at: usize, first: u32, second: u32, third: u32, rest: u64): usize {
  at = hex(at, first, 8);
  store<u8>(at++, 45);
  at = hex(at, second, 4);
  store<u8>(at++, 45);
  at = hex(at, third, 4);
  store<u8>(at++, 45);
  at = hex(at, (<u32>(rest >> 48) & 0x3fff) | 0x8000, 4);
  store<u8>(at++, 45);
  at = hex(at, <u32>(rest >> 32) & 0xffff, 4);
  return hex(at, <u32>rest, 8);
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
