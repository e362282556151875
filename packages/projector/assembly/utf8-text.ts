// Whether a text is UTF-8.

import { defects, goesOn } from "./utf8";

/**
 * Whether the bytes between two places are UTF-8.
 *
 * Precondition: 64 bytes behind `end` can be read.
 */
export function isUtf8(start: usize, end: usize): bool {
  let before = v128.splat<u8>(0);
  let wrong = v128.splat<u8>(0);
  let p = start;
  while (p + 16 <= end) {
    const bytes = v128.load(p);
    const next = v128.or(v128.or(v128.load(p, 16), v128.load(p, 32)), v128.load(p, 48));
    // ASCII behind ASCII is right.
    if (p + 64 <= end && i8x16.bitmask(v128.or(v128.or(before, bytes), next)) == 0) {
      p += 64;
      continue;
    }
    wrong = v128.or(wrong, defects(before, bytes));
    before = bytes;
    p += 16;
  }
  if (p < end) {
    const there = i8x16.lt_u(
      i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
      i8x16.splat(<i8>(end - p)),
    );
    const bytes = v128.and(v128.load(p), there);
    wrong = v128.or(wrong, defects(before, bytes));
    before = bytes;
  }
  return !v128.any_true(wrong) && !goesOn(before);
}
