// Whether an object has a key twice, by the structural index of a record that is known to be valid JSON.
//
// The keys of the objects that are open lie on one stack, as hashes of 32 bits, with the base of the object around
// below those of each:
//
//   {"a":1,"b":{"c":[{"a":2}],…          a b │base│ c │base│ │base│ a
//
// A new key is compared with those of its object, four at a time. Equal hashes are taken for equal keys, as the twin
// has the last word.

import { filled } from "./block";
import { backslash, closeArray, closeObject, colon, isBlankAt, isOpening, quote } from "./bytes";
import { kindOf, placeOf } from "./structure";

/** How many keys and open containers there may be at once; a record with more is the twin's. */
const mostHashes: u32 = 4096;
export const hashesBytes: u32 = 4 * mostHashes;

let hashes: usize = 0;

/** Sets where the hashes are. */
export function placeHashes(at: usize): void {
  hashes = at;
}

/** Whether the record between two events may have a key twice in an object, or one that is escaped. */
export function mayRepeatKeys(first: u32, last: u32): bool {
  const most = hashes + <usize>hashesBytes - 32;
  let top = hashes;
  let base = top;
  for (let event = first; event <= last; event++) {
    if (top >= most) return true;
    const kind = kindOf(event);
    if (isOpening(kind)) {
      store<u32>(top, <u32>base);
      top += 4;
      base = top;
    } else if (kind == colon) {
      const hash = keyHash(placeOf(event));
      if (hash == 0) return true;
      const key = i32x4.splat(hash);
      // Behind the last hash there are none: zeros.
      v128.store(top, i32x4.splat(0));
      for (let other = base; other < top; other += 16) {
        if (v128.any_true(i32x4.eq(v128.load(other), key))) return true;
      }
      store<u32>(top, hash);
      top += 4;
    } else if (kind == closeObject || kind == closeArray) {
      top = base - 4;
      base = <usize>load<u32>(top);
    }
  }
  return false;
}

/** The hash of the key before a colon, or 0 when there is a backslash in it. */
function keyHash(place: usize): u32 {
  let end = place - 1;
  while (isBlankAt(end)) end--;
  let start = end;
  let found: u32 = 0;
  while (found == 0) {
    const bytes = v128.load(start - 16);
    found = i8x16.bitmask(v128.or(i8x16.eq(bytes, filled(quote)), i8x16.eq(bytes, filled(backslash))));
    start -= 16;
  }
  start += <usize>(32 - clz(found));
  if (load<u8>(start - 1) == backslash) return 0;
  let hash: u64 = <u64>(end - start);
  let at = start;
  for (; at + 8 <= end; at += 8) hash = mixed(hash ^ load<u64>(at));
  const left = <u32>(end - at) << 3;
  if (left > 0) hash = mixed(hash ^ (load<u64>(at) & ((<u64>1 << left) - 1)));
  return (<u32>(hash >> 32)) | 1;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function mixed(hash: u64): u64 {
  // The constant of splitmix64; the high half is the better one.
  hash *= 0x9e3779b97f4a7c15;
  return hash ^ (hash >> 32);
}
