// Numbers as text; see src/digits.ts. Each returns the place behind what it wrote.

/** A whole number in at least `width` digits, with a minus before it where it is negative. */
export function integer(at: usize, value: i64, width: u32): usize {
  if (value < 0) {
    store<u8>(at++, 45);
    value = -value;
  }
  let digits: u32 = 1;
  for (let limit: i64 = 10; value >= limit && digits < 18; limit *= 10) digits++;
  const end = at + max(digits, width);
  let to = end;
  let wide = <u64>value;
  while (wide > 0xffffffff) {
    const rest = wide / 10;
    store<u8>(--to, 48 + <u8>(wide - rest * 10));
    wide = rest;
  }
  let narrow = <u32>wide;
  while (to > at) {
    const rest = narrow / 10;
    store<u8>(--to, 48 + <u8>(narrow - rest * 10));
    narrow = rest;
  }
  return end;
}

// @ts-ignore: decorator
@inline
function two(at: usize, value: u32): usize {
  const tens = value / 10;
  store<u8>(at, 48 + <u8>tens);
  store<u8>(at, 48 + <u8>(value - tens * 10), 1);
  return at + 2;
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

/** The low `count` half bytes, the highest first, as lower-case hexadecimal digits. */
export function hex(at: usize, bits: u32, count: u32): usize {
  for (let shift = <i32>(count - 1) * 4; shift >= 0; shift -= 4) {
    const nibble = <u8>((bits >> shift) & 15);
    store<u8>(at++, nibble < 10 ? 48 + nibble : 87 + nibble);
  }
  return at;
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
