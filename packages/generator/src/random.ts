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
 * JavaScript has no fast 64-bit integers, so a number is a pair of 32-bit words here, the high one first, in a
 * typed array: there they stay plain integers, where variables of this size would be boxed (measured: 3 times
 * slower).
 */

/** A 64-bit number: high word, low word. */
export type Pair = Uint32Array;

/** γ, the golden ratio of splitmix64. */
const gammaHigh = 0x9e3779b9;
const gammaLow = 0x7f4a7c15;

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
const inverseTwo32 = 2 ** -32;

/** A pair of its own. */
export function pair(high = 0, low = 0): Pair {
  return Uint32Array.of(high, low);
}

/** sum = a + (high, low) modulo 2^64. */
export function add(sum: Pair, a: Pair, high: number, low: number): void {
  const lowSum = (a[1] + low) >>> 0;
  sum[0] = a[0] + high + (lowSum < a[1] ? 1 : 0);
  sum[1] = lowSum;
}

/**
 * The upper half of a 32 × 32 bit product. The double a·b is off by at most 2^10, as is the difference, and the
 * quotient is a whole number, so rounding finds it exactly.
 */
export function multiplyHigh(a: number, b: number): number {
  return Math.floor((a * b - (Math.imul(a, b) >>> 0)) * inverseTwo32 + 0.5);
}

/** product = a · b modulo 2^64. */
export function multiply(product: Pair, aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  product[0] = multiplyHigh(aLow, bLow) + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh);
  product[1] = Math.imul(aLow, bLow);
}

/** result = splitmix64's finaliser of z. */
export function mix(result: Pair, z: Pair): void {
  let h: number = z[0];
  let l: number = z[1];
  // z = (z ^ z >> 30) · 0xbf58476d1ce4e5b9
  l ^= (l >>> 30) | (h << 2);
  h ^= h >>> 30;
  let product = Math.imul(l, 0x1ce4e5b9);
  h = multiplyHigh(l >>> 0, 0x1ce4e5b9) + Math.imul(h, 0x1ce4e5b9) + Math.imul(l, 0xbf58476d);
  l = product;
  // z = (z ^ z >> 27) · 0x94d049bb133111eb
  l ^= (l >>> 27) | (h << 5);
  h ^= h >>> 27;
  product = Math.imul(l, 0x133111eb);
  h = multiplyHigh(l >>> 0, 0x133111eb) + Math.imul(h, 0x133111eb) + Math.imul(l, 0x94d049bb);
  l = product;
  // z ^ z >> 31
  result[1] = l ^ ((l >>> 31) | (h << 1));
  result[0] = h ^ (h >>> 31);
}

/** state += γ, result = mix(state): the next draw of a stream. */
export function next(result: Pair, state: Pair): void {
  add(state, state, gammaHigh, gammaLow);
  mix(result, state);
}

/** result = the start of a field's stream in a record; records count from 0, up to 2^53. */
export function start(result: Pair, keyHigh: number, keyLow: number, record: number): void {
  const n = record + 1;
  multiply(result, Math.floor(n * inverseTwo32), n >>> 0, gammaHigh, gammaLow);
  add(result, result, keyHigh, keyLow);
  mix(result, result);
}

/**
 * The whole part of fraction · n, for one of two 32-bit fractions and n up to 2^32. What is left over,
 * `(fraction · n) mod 2^32`, takes the fraction's place.
 */
export function scale(fractions: Pair, half: number, n: number): number {
  const fraction = fractions[half];
  fractions[half] = Math.imul(fraction, n);
  // Below 2^21 the product is exact; the common case is worth the branch.
  return n < 2097152 ? (fraction * n * inverseTwo32) >>> 0 : multiplyHigh(fraction, n);
}

/** The whole part of a 64-bit fraction times n, for n up to 2^53. */
export function scaleWide(fraction: Pair, n: number): number {
  if (n > two32) {
    const whole = (BigInt(fraction[0]) << 32n) | BigInt(fraction[1]);
    return Number((whole * BigInt(n)) >> 64n);
  }
  // (high · 2^32 + low) · n / 2^64, by the school's method.
  const below = (Math.imul(fraction[0], n) >>> 0) + multiplyHigh(fraction[1], n);
  return multiplyHigh(fraction[0], n) + (below >= two32 ? 1 : 0);
}
