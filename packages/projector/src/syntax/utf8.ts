/**
 * UTF-8, byte by byte (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * ```text
 * 00..7F
 * C2..DF  80..BF
 * E0      A0..BF  80..BF
 * E1..EC  80..BF  80..BF
 * ED      80..9F  80..BF
 * EE..EF  80..BF  80..BF
 * F0      90..BF  80..BF  80..BF
 * F1..F3  80..BF  80..BF  80..BF
 * F4      80..8F  80..BF  80..BF
 * ```
 */

/** The length of the sequence of two to four bytes at `at`, or 0 when it is not valid. `bytes[at]` is ≥ 0x80. */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at];
  if (first < 0xc2 || first > 0xf4 || at + 1 >= end) return 0;
  const second = bytes[at + 1];
  if (first < 0xe0) return (second & 0xc0) === 0x80 ? 2 : 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest || at + 2 >= end || (bytes[at + 2] & 0xc0) !== 0x80) return 0;
  if (first < 0xf0) return 3;
  return at + 3 < end && (bytes[at + 3] & 0xc0) === 0x80 ? 4 : 0;
}

/** Where the bytes stop being UTF-8, or -1 when they all are. */
export function invalidUtf8At(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (bytes[at] < 0x80) at++;
    else {
      const length = sequenceLength(bytes, at, end);
      if (length === 0) return at;
      at += length;
    }
  }
  return -1;
}
