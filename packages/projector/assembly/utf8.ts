// UTF-8 by lookup: J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte", Software:
// Practice and Experience 51 (2021). src/syntax/utf8.ts is the specification.
//
// Each pair of neighbouring bytes is looked up three times: by the first one's high nibble, its low nibble, and the
// second one's high nibble. Each answer is the set of defects that it allows; a defect is one that all three allow.
//
//   bit  defect            first byte    second byte
//    0   too short         11______      0_______ or 11______
//    1   too long          0_______      10______
//    2   overlong, 3       11100000      100_____
//    3   too large         11110100 up   1001____ or 101_____
//    4   surrogate         11101101      101_____
//    5   overlong, 2       1100000_      10______
//    6   too large, or     11110101 up   1000____
//        overlong, 4       11110000      1000____
//    7   two in a row      10______      10______
//
// The last is right where a sequence of three or four asked for it, and only there.

import { filled } from "./block";

const tooShort: u8 = 1 << 0;
const tooLong: u8 = 1 << 1;
const overlong3: u8 = 1 << 2;
const tooLarge: u8 = 1 << 3;
const surrogate: u8 = 1 << 4;
const overlong2: u8 = 1 << 5;
const tooLargeOr4: u8 = 1 << 6;
const twoInARow: u8 = 1 << 7;
/** What the low nibble of the first byte cannot tell. */
const carried: u8 = tooShort | tooLong | twoInARow;
const large: u8 = carried | tooLarge | tooLargeOr4;

/** The defects of 16 bytes, of which `before` are the 16 bytes before them: any bit set is one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function defects(before: v128, bytes: v128): v128 {
  const back1 = i8x16.shuffle(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const back2 = i8x16.shuffle(before, bytes, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const back3 = i8x16.shuffle(before, bytes, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  // prettier-ignore
  const byFirstHigh = i8x16(
    tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong,
    twoInARow, twoInARow, twoInARow, twoInARow,
    tooShort | overlong2,
    tooShort,
    tooShort | overlong3 | surrogate,
    tooShort | tooLarge | tooLargeOr4,
  );
  // prettier-ignore
  const byFirstLow = i8x16(
    carried | overlong3 | overlong2 | tooLargeOr4,
    carried | overlong2,
    carried, carried,
    carried | tooLarge,
    large, large, large, large, large, large, large, large,
    large | surrogate,
    large, large,
  );
  // prettier-ignore
  const bySecondHigh = i8x16(
    tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
    tooLong | overlong2 | twoInARow | overlong3 | tooLargeOr4,
    tooLong | overlong2 | twoInARow | overlong3 | tooLarge,
    tooLong | overlong2 | twoInARow | surrogate | tooLarge,
    tooLong | overlong2 | twoInARow | surrogate | tooLarge,
    tooShort, tooShort, tooShort, tooShort,
  );
  const special = v128.and(
    v128.and(
      i8x16.swizzle(byFirstHigh, i8x16.shr_u(back1, 4)),
      i8x16.swizzle(byFirstLow, v128.and(back1, filled(0x0f))),
    ),
    i8x16.swizzle(bySecondHigh, i8x16.shr_u(bytes, 4)),
  );
  // The third byte of three or four, and the fourth: only there is `twoInARow` what must be.
  const third = i8x16.sub_sat_u(back2, filled(0xe0 - 0x80));
  const fourth = i8x16.sub_sat_u(back3, filled(0xf0 - 0x80));
  return v128.xor(v128.and(v128.or(third, fourth), filled(0x80)), special);
}

/** Whether a sequence of bytes goes on behind these 16. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function goesOn(bytes: v128): bool {
  // All but the last three may be anything: -1 is 0xff. These are below 0xf0, 0xe0 and 0xc0.
  const most = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, <i8>0xef, <i8>0xdf, <i8>0xbf);
  return v128.any_true(i8x16.sub_sat_u(bytes, most));
}
