/**
 * The random function: 64 bits for every (field, record, element, draw), each found without the others.
 *
 * A stream is a counter run through the finaliser of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable
 * pseudorandom number generators"; constants of Stafford's variant 13):
 *
 *     key     = first 64 bits of SHA-256 over (seed, plugin, data version, table, field path)
 *     start   = mix(key + (record + 1) · γ)
 *     element = start + Σ (index at depth d + 1) · ε[d]        for fields inside lists
 *     draw k  = mix(element + k · γ)                           k = 1, 2, 3 …
 *
 * JavaScript has no fast 64-bit integers, so a number is two 32-bit halves here, and results are left in
 * `high` and `low`. The halves are always unsigned.
 */

import { sha256 } from "@noble/hashes/sha2.js";

/** γ, the golden ratio of splitmix64. */
export const gammaHigh = 0x9e3779b9;
export const gammaLow = 0x7f4a7c15;

/** ε by depth: the odd ones of SHA-512's initial values (FIPS 180-4, 5.3.5), so nothing up our sleeves. */
export const elementSteps: readonly (readonly [high: number, low: number])[] = [
  [0xbb67ae85, 0x84caa73b],
  [0xa54ff53a, 0x5f1d36f1],
  [0x510e527f, 0xade682d1],
  [0x9b05688c, 0x2b3e6c1f],
  [0x1f83d9ab, 0xfb41bd6b],
  [0x5be0cd19, 0x137e2179],
];

const two32 = 4294967296;

/** The halves of the last result. */
export let high = 0;
export let low = 0;

/** a + b modulo 2^64. */
export function add(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const sum = aLow + bLow;
  low = sum >>> 0;
  high = (aHigh + bHigh + (sum >= two32 ? 1 : 0)) >>> 0;
}

/**
 * The upper half of a 32 × 32 bit product. The double a·b is off by at most 2^10, as is the difference, and the
 * quotient is a whole number, so rounding finds it exactly.
 */
export function multiplyHigh(a: number, b: number): number {
  return Math.floor((a * b - (Math.imul(a, b) >>> 0)) / two32 + 0.5);
}

/** a · b modulo 2^64. */
export function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  high = (multiplyHigh(aLow, bLow) + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) >>> 0;
  low = Math.imul(aLow, bLow) >>> 0;
}

/** splitmix64's finaliser. */
export function mix(zHigh: number, zLow: number): void {
  // z = (z ^ z >> 30) · 0xbf58476d1ce4e5b9
  let h = zHigh ^ (zHigh >>> 30);
  let l = zLow ^ ((zLow >>> 30) | (zHigh << 2));
  let product = Math.imul(l, 0x1ce4e5b9);
  h =
    Math.floor(((l >>> 0) * 0x1ce4e5b9 - (product >>> 0)) / two32 + 0.5) +
    Math.imul(h, 0x1ce4e5b9) +
    Math.imul(l, 0xbf58476d);
  l = product;
  // z = (z ^ z >> 27) · 0x94d049bb133111eb
  l ^= (l >>> 27) | (h << 5);
  h ^= h >>> 27;
  product = Math.imul(l, 0x133111eb);
  h =
    Math.floor(((l >>> 0) * 0x133111eb - (product >>> 0)) / two32 + 0.5) +
    Math.imul(h, 0x133111eb) +
    Math.imul(l, 0x94d049bb);
  l = product;
  // z ^ z >> 31
  low = (l ^ ((l >>> 31) | (h << 1))) >>> 0;
  high = (h ^ (h >>> 31)) >>> 0;
}

/** The start of a field's stream in a record; records count from 0, up to 2^53. */
export function start(keyHigh: number, keyLow: number, record: number): void {
  const n = record + 1;
  multiply(Math.floor(n / two32), n >>> 0, gammaHigh, gammaLow);
  add(high, low, keyHigh, keyLow);
  mix(high, low);
}

/** A field's key, from all that it depends on. */
export interface StreamKey {
  readonly high: number;
  readonly low: number;
}

/**
 * The key of a stream. The parts are hashed as JSON text, so that no two lists of parts are the same input.
 */
export function streamKey(...parts: readonly (string | number)[]): StreamKey {
  const bytes = sha256(new TextEncoder().encode(JSON.stringify(["backlot", 1, ...parts])));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { high: view.getUint32(0), low: view.getUint32(4) };
}

/**
 * The whole part of fraction · n, for a 32-bit fraction and n up to 2^32. What is left over,
 * `(fraction · n) mod 2^32`, is the fraction for the next choice, and stays in `low`.
 */
export function scale(fraction: number, n: number): number {
  low = Math.imul(fraction, n) >>> 0;
  // Below 2^21 the product is exact; the common case is worth the branch.
  return n < 2097152 ? Math.floor((fraction * n) / two32) : multiplyHigh(fraction, n);
}

/** The whole part of a 64-bit fraction times n, for n up to 2^53; rare, so BigInt may do it. */
export function scaleWide(fractionHigh: number, fractionLow: number, n: number): number {
  const fraction = (BigInt(fractionHigh) << 32n) | BigInt(fractionLow);
  return Number((fraction * BigInt(n)) >> 64n);
}
