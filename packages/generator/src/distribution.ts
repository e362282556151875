/**
 * Distributions as weighted buckets: a bucket is chosen by an alias table, a value inside it uniformly.
 *
 * One op serves them all, with no power or logarithm at run time, and a table of some hundred buckets of 24 bytes,
 * small enough for the cache. The values are 0 … n − 1, the steps of a range. Buckets are so narrow, beside the
 * distribution's own width there, that its mean and deviation are right to a tenth of a percent.
 */

import type { StepDistribution } from "@backlot/schema";
import { aliasTable } from "./alias-table.ts";
import { wide } from "./wide.ts";
import { exponential, inversePower, logarithm, logarithmOfOneAnd } from "./elementary.ts";

interface Bucket {
  readonly start: number;
  readonly size: number;
  readonly weight: number;
}

/** The words of a bucket table over 0 … n − 1: (threshold, alias, start, size), the last two in two words. */
export function bucketTable(distribution: StepDistribution, n: number): { words: number[]; count: number } {
  const buckets = bucketsOf(distribution, n);
  const aliases = aliasTable(buckets.map(({ weight }) => weight));
  const words = buckets.flatMap(({ start, size }, k) => [...aliases[k], ...wide(start), ...wide(size)]);
  return { words, count: buckets.length };
}

/** How often each of the values 0 … n − 1 is, beside the others. */
export function stepWeights(distribution: StepDistribution, n: number): number[] {
  const weights = Array.from({ length: n }, () => 0);
  for (const { start, size, weight } of bucketsOf(distribution, n)) weights.fill(weight / size, start, start + size);
  return weights;
}

/** Nothing is finer than this part of a step, so that no quotient below is beyond all numbers. */
const least = 2 ** -40;
const atLeast = (steps: number): number => Math.max(steps, least);

function bucketsOf(distribution: StepDistribution, n: number): Bucket[] {
  switch (distribution.kind) {
    case "zipf":
      return zipfBuckets(distribution.exponent, n);
    case "histogram":
      return parts(distribution.weights, n);
    case "normal":
      return normalBuckets(distribution.mean, atLeast(distribution.deviation), n);
    case "exponential":
      return exponentialBuckets(atLeast(distribution.mean), n);
    case "logNormal":
      return logNormalBuckets(distribution.mean, atLeast(distribution.deviation), n);
    case "pareto":
      return paretoBuckets(atLeast(distribution.median), distribution.exponent, n);
    default:
      return distribution satisfies never;
  }
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

/**
 * Step k is as wide as from k to k + 1, and has its share of every part that it lies in. Steps that lie in one part
 * are one bucket, and each step on an edge is a bucket of its own. Places are told in parts of a step, as many as there
 * are weights, so that every part is n of them wide, and all of it is whole numbers.
 */
function parts(weights: readonly number[], n: number): Bucket[] {
  const buckets: Bucket[] = [];
  const add = (start: number, size: number, width: number, weight: number): void => {
    if (width === 0) return;
    // Not nothing, however small: some bucket has to have a weight.
    const share = weight === 0 ? 0 : Math.max(weight * (width / n), Number.MIN_VALUE);
    const last = buckets.at(-1);
    if (last?.start === start) buckets[buckets.length - 1] = { start, size, weight: last.weight + share };
    else buckets.push({ start, size, weight: share });
  };
  const count = weights.length;
  const [steps, rest] = [Math.floor(n / count), n % count];
  for (const [k, weight] of weights.entries()) {
    const [from, to] = [rest * k, rest * (k + 1)];
    const [first, last] = [steps * k + Math.floor(from / count), steps * (k + 1) + Math.floor(to / count)];
    const [before, after] = [from % count, to % count];
    if (first === last) {
      add(first, 1, after - before, weight);
      continue;
    }
    const whole = before === 0 ? first : first + 1;
    if (before > 0) add(first, 1, count - before, weight);
    add(whole, last - whole, (last - whole) * count, weight);
    add(last, 1, after, weight);
  }
  return buckets;
}

/** A part of the steps, cut into buckets that are as wide as is asked for where each of them starts. */
function cut(from: number, to: number, n: number, width: (start: number) => number): Omit<Bucket, "weight">[] {
  const buckets: Omit<Bucket, "weight">[] = [];
  const end = Math.min(n, Math.ceil(to));
  for (let start = Math.max(0, Math.min(n - 1, Math.floor(from))); start < end;) {
    const size = Math.min(end - start, Math.max(1, Math.floor(width(start))));
    buckets.push({ start, size });
    start += size;
  }
  return buckets;
}

/** Weights e^logarithm · size. The largest is taken out of them, so that one is left however small they all are. */
function weighted(
  buckets: readonly Omit<Bucket, "weight">[],
  logarithmAt: (bucket: Omit<Bucket, "weight">) => number,
): Bucket[] {
  const logarithms = buckets.map(logarithmAt);
  const most = logarithms.reduce((a, b) => Math.max(a, b));
  return buckets.map((bucket, k) => ({ ...bucket, weight: bucket.size * exponential(logarithms[k] - most) }));
}

/**
 * Eight deviations to both sides, beyond which is one value of 10^15. The density at the middle of each bucket: its
 * sums over evenly spaced places have the bell's own mean and deviation (Poisson's summation formula), so whole
 * numbers do even where the deviation is no more than one.
 */
function normalBuckets(mean: number, deviation: number, n: number): Bucket[] {
  const buckets = cut(mean - 8 * deviation, mean + 8 * deviation + 1, n, () => deviation / 16);
  return weighted(buckets, ({ start, size }) => {
    const z = (start + (size - 1) / 2 - mean) / deviation;
    return (-z * z) / 2;
  });
}

/** Geometric: each step has mean / (1 + mean) of the weight of the one before, so that the mean is exact. */
function exponentialBuckets(mean: number, n: number): Bucket[] {
  const rate = logarithmOfOneAnd(1 / mean);
  return cut(0, 30 * mean + 30, n, () => mean / 8).map(({ start, size }) => {
    // As a product, for a difference of two near numbers may be anything.
    return { start, size, weight: exponential(-rate * start) * (1 - exponential(-rate * size)) };
  });
}

/** Step k stands for the place k + 1/2 on the curve, whose mean is half a step more as well. */
function logNormalBuckets(meanStep: number, deviation: number, n: number): Bucket[] {
  const mean = meanStep + 0.5;
  const ratio = deviation / mean;
  const variance = logarithmOfOneAnd(ratio * ratio);
  const spread = Math.sqrt(variance);
  const median = mean / Math.sqrt(1 + ratio * ratio);
  const [from, to] = [median * exponential(-8 * spread), median / exponential(-8 * spread)];
  const narrow = Math.min(1, spread) / 16;
  const buckets = cut(from, to, n, (start) => (start + 0.5) * narrow);
  return weighted(buckets, ({ start, size }) => {
    const z = logarithm((start + size / 2) / median);
    return -z - (z * z) / (2 * variance);
  });
}

/** The share of at least x is (1 + x / width)^-exponent; beyond the end is one value of 10^13. */
function paretoBuckets(median: number, exponent: number, n: number): Bucket[] {
  const width = median / (1 / inversePower(2, 1 / exponent) - 1);
  const share = (x: number): number => exponential(-exponent * logarithmOfOneAnd(x));
  const end = width * exponential(Math.min(300, 30 / exponent));
  const narrow = 1 / (16 * Math.max(1, exponent));
  return cut(0, end, n, (start) => (start + width) * narrow).map(({ start, size }) => {
    return { start, size, weight: share(start / width) * (1 - share(size / (start + width))) };
  });
}
