// Permutations of 0 … n − 1, and places in blocks of 1,024; see src/permute.ts and src/blocks.ts.

let key0: u32 = 0;
let key1: u32 = 0;
let key2: u32 = 0;
let key3: u32 = 0;

function scramble(x: u32): u32 {
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ (x >> 16);
}

/** Sets the round keys for the calls that follow. */
function keys(high: u32, low: u32, tweak: u64): void {
  const salt = scramble(<u32>tweak ^ (<u32>(tweak >> 32) * 0x9e3779b9));
  key0 = scramble(low ^ salt);
  key1 = scramble(high ^ salt);
  key2 = scramble(low + salt + 1);
  key3 = scramble(high + salt + 2);
}

// @ts-ignore: decorator
@inline
function part(value: u64, key: u32, base: u64): u64 {
  return (<u64>scramble(<u32>value + key) * base) >> 32;
}

/** Where x goes among n numbers. */
export function permute(x: u64, n: u64, high: u32, low: u32): u64 {
  keys(high, low, 0);
  return forward(x, n);
}

function forward(x: u64, n: u64): u64 {
  const a = <u64>Math.ceil(Math.sqrt(<f64>n));
  const b = <u64>Math.ceil(<f64>n / <f64>a);
  do {
    let right = x / a;
    let left = x - right * a;
    left = (left + part(right, key0, a)) % a;
    right = (right + part(left, key1, b)) % b;
    left = (left + part(right, key2, a)) % a;
    right = (right + part(left, key3, b)) % b;
    x = right * a + left;
  } while (x >= n);
  return x;
}

/** The place of a record in the permutation of its block: 1,024 = 32 · 32, so there is no walk. */
export function placeInBlock(high: u32, low: u32, record: u64): u32 {
  keys(high, low, record >> 10);
  return <u32>forward(record & 1023, 1024);
}

/** The record at a place of a block's permutation. */
export function recordAtPlace(high: u32, low: u32, block: u64, place: u32): u64 {
  keys(high, low, block);
  let right: u64 = place >> 5;
  let left: u64 = place & 31;
  right = (right + 32 - part(left, key3, 32)) & 31;
  left = (left + 32 - part(right, key2, 32)) & 31;
  right = (right + 32 - part(left, key1, 32)) & 31;
  left = (left + 32 - part(right, key0, 32)) & 31;
  return (block << 10) + (right << 5) + left;
}
