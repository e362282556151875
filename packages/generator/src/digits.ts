/**
 * Numbers as text, written at a place in the output. Each returns the place behind what it wrote.
 */

const zero = 48;

/** A whole number below 2^53 in at least `width` digits, with a minus before it where it is negative. */
export function writeInteger(out: Uint8Array, at: number, value: number, width = 1): number {
  if (value < 0) {
    out[at++] = 45;
    value = -value;
  }
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  const end = at + Math.max(digits, width);
  let to = end;
  // Above 2^32 a division of doubles, below it the quicker one of integers.
  while (value > 0xffffffff) {
    const rest = Math.floor(value / 10);
    out[--to] = zero + (value - rest * 10);
    value = rest;
  }
  value >>>= 0;
  while (to > at) {
    const rest = (value / 10) >>> 0;
    out[--to] = zero + (value - rest * 10);
    value = rest;
  }
  return end;
}

/** A whole number as a decimal fraction: the last `digits` digits stand behind the point. */
export function writeFixed(out: Uint8Array, at: number, value: number, digits: number): number {
  if (digits === 0) return writeInteger(out, at, value);
  if (value < 0) {
    out[at++] = 45;
    value = -value;
  }
  const unit = 10 ** digits;
  const whole = Math.floor(value / unit);
  at = writeInteger(out, at, whole);
  out[at++] = 46;
  return writeInteger(out, at, value - whole * unit, digits);
}

/** Days since 1970-01-01 as `YYYY-MM-DD`, for years 0 to 9999. */
export function writeDate(out: Uint8Array, at: number, days: number): number {
  // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: years begin on 1 March.
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  at = writeInteger(out, at, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
  out[at++] = 45;
  at = writeInteger(out, at, month, 2);
  out[at++] = 45;
  return writeInteger(out, at, day, 2);
}

/** Seconds of a day as `HH:MM:SS`. */
export function writeTime(out: Uint8Array, at: number, seconds: number): number {
  const minutes = Math.floor(seconds / 60);
  at = writeInteger(out, at, Math.floor(minutes / 60), 2);
  out[at++] = 58;
  at = writeInteger(out, at, minutes % 60, 2);
  out[at++] = 58;
  return writeInteger(out, at, seconds % 60, 2);
}

/** Milliseconds since 1970 as `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export function writeTimestamp(out: Uint8Array, at: number, milliseconds: number): number {
  const days = Math.floor(milliseconds / 86_400_000);
  const rest = milliseconds - days * 86_400_000;
  at = writeDate(out, at, days);
  out[at++] = 84;
  at = writeTime(out, at, Math.floor(rest / 1000));
  out[at++] = 46;
  at = writeInteger(out, at, rest % 1000, 3);
  out[at++] = 90;
  return at;
}

/** The low `count` half bytes of 32 bits, the highest first, as lower-case hexadecimal digits. */
export function writeHex(out: Uint8Array, at: number, bits: number, count: number): number {
  for (let shift = (count - 1) * 4; shift >= 0; shift -= 4) {
    const nibble = (bits >>> shift) & 15;
    out[at++] = nibble < 10 ? zero + nibble : 87 + nibble;
  }
  return at;
}
