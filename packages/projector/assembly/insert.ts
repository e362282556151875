// Bytes that are copied with another byte in front of some of them: doubled quotes, backslashes.
//
// Eight bytes are spread over sixteen by one shuffle, which a table has for each set of marked bytes:
//
//   bytes      , " J o h n " ,
//   marked     . # . . . . # .
//   shuffle    0 # 1 2 3 4 5 # 6 7 …      # takes the byte that is put in
//   output     , " " J o h n " " ,
//
// No branch depends on the bytes, so that it is all the same how often quotes come.

import { filled } from "./block";

/** The shuffles: 16 bytes for each set of marked bytes among 8. */
const shuffles: usize = memory.data(256 * 16);
/** What is in no place of the eight bytes, and so becomes a zero. */
const inserted: u8 = 0x80;

for (let marked = 0; marked < 256; marked++) {
  let at = shuffles + (<usize>marked << 4);
  for (let place = 0; place < 8; place++) {
    if ((marked >> place) & 1) store<u8>(at++, inserted);
    store<u8>(at++, <u8>place);
  }
}

/**
 * Copies the bytes and puts `byte` in front of each that equals `marked1` or `marked2`; the place behind the copy.
 *
 * Preconditions: 8 bytes behind `end` can be read, 16 behind the copy written; the copy does not overlap the bytes.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function insertBefore(start: usize, end: usize, out: usize, byte: u8, marked1: u8, marked2: u8): usize {
  const bytes1 = filled(marked1);
  const bytes2 = filled(marked2);
  const extra = filled(byte);
  let left: u32 = 0xff;
  for (let at = start; at < end; at += 8) {
    const bytes = v128.load64_zero(at);
    if (at + 8 > end) left = (1 << (<u32>(end - at))) - 1;
    const marked = <u32>i8x16.bitmask(v128.or(i8x16.eq(bytes, bytes1), i8x16.eq(bytes, bytes2))) & left;
    const shuffle = v128.load(shuffles + (<usize>marked << 4));
    // The highest bit of a place says that it is put in.
    const put = v128.and(i8x16.lt_s(shuffle, i8x16.splat(0)), extra);
    v128.store(out, v128.or(i8x16.swizzle(bytes, shuffle), put));
    out += <usize>popcnt(left) + <usize>popcnt(marked);
  }
  return out;
}
