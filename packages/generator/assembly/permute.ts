// Permutations of 0 … n − 1, and places in blocks of 1,024; see src/permute.ts and src/blocks.ts.

// What was found last is kept: ops of one record ask for the same place, and those of one block for the same keys.
let key0: u32 = 0;
let key1: u32 = 0;
let key2: u32 = 0;
let key3: u32 = 0;
let keysFor: u64 = 0;
let keysTweak: u64 = u64.MAX_VALUE;

let sidesOf: u64 = 0;
let sideA: u64 = 0;
let sideB: u64 = 0;

let placeKey: u64 = 0;
let placeRecord: u64 = u64.MAX_VALUE;
let lastPlace: u32 = 0;

function scramble(x: u32): u32 {
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ (x >> 16);
}

/** Sets the round keys for the calls that follow. */
function keys(high: u32, low: u32, tweak: u64): void {
  const key = ((<u64>high) << 32) | (<u64>low);
  if (key == keysFor && tweak == keysTweak) return;
  keysFor = key;
  keysTweak = tweak;
  const salt = scramble(<u32>tweak ^ (<u32>(tweak >> 32) * 0x9e3779b9));
  key0 = scramble(low ^ salt);
  key1 = scramble(high ^ salt);
  key2 = scramble(low + salt + 1);
  key3 = scramble(high + salt + 2);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function part(value: u64, key: u32, base: u64): u64 {
  return (<u64>scramble(<u32>value + key) * base) >> 32;
}

/** a + b modulo n, for a and b below n. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function sum(a: u64, b: u64, n: u64): u64 {
  const whole = a + b;
  return whole >= n ? whole - n : whole;
}

/** Where x goes among n numbers. */
export function permute(x: u64, n: u64, high: u32, low: u32): u64 {
  keys(high, low, 0);
  if (n != sidesOf) {
    sidesOf = n;
    sideA = <u64>Math.ceil(Math.sqrt(<f64>n));
    sideB = <u64>Math.ceil(<f64>n / <f64>sideA);
  }
  const a = sideA;
  const b = sideB;
  do {
    let right = x / a;
    let left = x - right * a;
    left = sum(left, part(right, key0, a), a);
    right = sum(right, part(left, key1, b), b);
    left = sum(left, part(right, key2, a), a);
    right = sum(right, part(left, key3, b), b);
    x = right * a + left;
  } while (x >= n);
  return x;
}

/** The place of a record in the permutation of its block: 1,024 = 32 · 32, so there is no walk. */
export function placeInBlock(high: u32, low: u32, record: u64): u32 {
  const key = ((<u64>high) << 32) | (<u64>low);
  if (key == placeKey && record == placeRecord) return lastPlace;
  keys(high, low, record >> 10);
  let right: u64 = (record >> 5) & 31;
  let left: u64 = record & 31;
  left = (left + part(right, key0, 32)) & 31;
  right = (right + part(left, key1, 32)) & 31;
  left = (left + part(right, key2, 32)) & 31;
  right = (right + part(left, key3, 32)) & 31;
  placeKey = key;
  placeRecord = record;
  lastPlace = <u32>((right << 5) + left);
  return lastPlace;
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
