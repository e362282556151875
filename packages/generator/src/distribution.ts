/**
 * Distributions as weighted buckets: a bucket is chosen by an alias table, a value inside it uniformly.
 *
 * One op serves them all, with no power or logarithm at run time, and a table small enough for the cache.
 */

import type { Distribution } from "@backlot/schema";
import { aliasTable, wide } from "./assembler.ts";

interface Bucket {
  readonly start: number;
  readonly size: number;
  readonly weight: number;
}

/** The words of a bucket table over 0 … n − 1: (threshold, alias, start, size), the last two in two words. */
export function bucketTable(distribution: Distribution, n: number): { words: number[]; count: number } {
  const buckets = distribution.kind === "zipf" ? zipfBuckets(distribution.exponent, n) : parts(distribution.weights, n);
  const aliases = aliasTable(buckets.map(({ weight }) => weight));
  const words = buckets.flatMap(({ start, size }, k) => [...aliases[k], ...wide(start), ...wide(size)]);
  return { words, count: buckets.length };
}

/** Ranks one by one up to 64, then in buckets that grow by 1/16. */
function zipfBuckets(exponent: number, n: number): Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = 0; start < n;) {
    const size = start < 64 ? 1 : Math.min(n - start, Math.ceil(start / 16));
    const middle = Math.sqrt((start + 1) * (start + size));
    buckets.push({ start, size, weight: size * inversePower(middle, exponent) });
    start += size;
  }
  return buckets;
}

function parts(weights: readonly number[], n: number): Bucket[] {
  const edges = Array.from({ length: weights.length + 1 }, (_, k) => Math.floor((n * k) / weights.length));
  const buckets = weights.map((weight, k) => ({ start: edges[k], size: edges[k + 1] - edges[k], weight }));
  const filled = buckets.filter(({ size }) => size > 0);
  return filled.some(({ weight }) => weight > 0) ? filled : filled.map((bucket) => ({ ...bucket, weight: 1 }));
}

/**
 * x^-y for x ≥ 1, by additions, multiplications, divisions and square roots alone. These are exact to the last
 * bit everywhere (IEEE 754); Math.pow is not, and a bit of difference would be other data.
 */
export function inversePower(x: number, y: number): number {
  return exponential(-y * logarithm(x));
}

/** ln x = k · ln 2 + 2 · artanh((m − 1) / (m + 1)), for x = m · 2^k with 1 ≤ m < 2. */
function logarithm(x: number): number {
  let k = 0;
  while (x >= 2) {
    x /= 2;
    k++;
  }
  const t = (x - 1) / (x + 1);
  const square = t * t;
  let sum = 0;
  for (let i = 41; i > 0; i -= 2) sum = sum * square + 1 / i;
  return k * Math.LN2 + 2 * t * sum;
}

/** e^x = (e^(x / 2^10))^(2^10), by its series. */
function exponential(x: number): number {
  const small = x / 1024;
  let sum = 1;
  for (let i = 12; i > 0; i--) sum = 1 + (sum * small) / i;
  for (let i = 0; i < 10; i++) sum *= sum;
  return sum;
}
