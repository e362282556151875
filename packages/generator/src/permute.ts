/**
 * Permutations of 0 … n − 1 by a key: unique values without a memory of those given out.
 *
 * A Feistel network on digits in two mixed bases (Black and Rogaway 2002, "Ciphers with arbitrary finite
 * domains", generalised Feistel with cycle walking):
 *
 *     x = right · a + left,  a = ⌈√n⌉,  b = ⌈n / a⌉
 *     left  = (left  + f₀(right)) mod a
 *     right = (right + f₁(left )) mod b        and once more with f₂, f₃
 *     again while the result is not below n    (rare: a · b exceeds n by less than a)
 *
 * The round function is the 32-bit finaliser "lowbias32" (C. Wellons, hash-prospector), keyed by addition and
 * scaled to its base by multiply-shift.
 */

import { multiplyHigh } from "./random.ts";

/** The keys of the four rounds, the same for all x. */
export type RoundKeys = Uint32Array;

function scramble(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Round keys from a 64-bit key and a tweak, such as the number of a block. */
export function roundKeys(high: number, low: number, tweak = 0, into: RoundKeys = new Uint32Array(4)): RoundKeys {
  const salt = scramble((tweak >>> 0) ^ Math.imul(Math.floor(tweak / 4294967296), 0x9e3779b9));
  into[0] = scramble(low ^ salt);
  into[1] = scramble(high ^ salt);
  into[2] = scramble((low + salt + 1) | 0);
  into[3] = scramble((high + salt + 2) | 0);
  return into;
}

const part = (value: number, key: number, base: number): number => multiplyHigh(scramble((value + key) | 0), base);

/** Where x goes, for 0 ≤ x < n ≤ 2^53. */
export function permute(x: number, n: number, keys: RoundKeys): number {
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  do {
    let right = Math.floor(x / a);
    let left = x - right * a;
    left = (left + part(right, keys[0], a)) % a;
    right = (right + part(left, keys[1], b)) % b;
    left = (left + part(right, keys[2], a)) % a;
    right = (right + part(left, keys[3], b)) % b;
    x = right * a + left;
  } while (x >= n);
  return x;
}

/** Where x comes from: the inverse of `permute`. */
export function unpermute(x: number, n: number, keys: RoundKeys): number {
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  do {
    let right = Math.floor(x / a);
    let left = x - right * a;
    right = (right + b - part(left, keys[3], b)) % b;
    left = (left + a - part(right, keys[2], a)) % a;
    right = (right + b - part(left, keys[1], b)) % b;
    left = (left + a - part(right, keys[0], a)) % a;
    x = right * a + left;
  } while (x >= n);
  return x;
}
