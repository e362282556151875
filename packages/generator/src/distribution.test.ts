/** Distributions are what their parameters say: mean, deviation and tails, as computed from the buckets themselves. */
import type { StepDistribution } from "@backlot/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketTable } from "./distribution.ts";
import { exponential, logarithm, logarithmOfOneAnd } from "./elementary.ts";

interface Bucket {
  readonly start: number;
  readonly size: number;
  readonly chance: number;
}

const two32 = 2 ** 32;

/** The chance of each bucket, read back from the table that the kernel reads. */
function chances(distribution: StepDistribution, n: number): Bucket[] {
  const { words, count } = bucketTable(distribution, n);
  const entries = Array.from({ length: count }, (_, k) => words.slice(6 * k, 6 * k + 6));
  const shares = new Float64Array(count);
  entries.forEach(([threshold, alias], k) => {
    shares[k] += threshold / two32 / count;
    shares[alias] += (1 - threshold / two32) / count;
  });
  return entries.map(([, , startHigh, startLow, sizeHigh, sizeLow], k) => ({
    start: startHigh * two32 + startLow,
    size: sizeHigh * two32 + sizeLow,
    chance: shares[k],
  }));
}

function meanOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { start, size, chance }) => sum + chance * (start + (size - 1) / 2), 0);
}

function deviationOf(buckets: readonly Bucket[]): number {
  const mean = meanOf(buckets);
  const variance = buckets.reduce((sum, { start, size, chance }) => {
    return sum + chance * ((start + (size - 1) / 2 - mean) ** 2 + (size * size - 1) / 12);
  }, 0);
  return Math.sqrt(variance);
}

/** The share of the values from a place on. */
function shareFrom(buckets: readonly Bucket[], place: number): number {
  return buckets.reduce((sum, { start, size, chance }) => {
    return sum + chance * (1 - Math.min(1, Math.max(0, (place - start) / size)));
  }, 0);
}

/** The share of a bell beyond z deviations: Abramowitz and Stegun 7.1.26, right to 1.5e-7. */
function beyond(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp(-x * x)) / 2;
  return z < 0 ? 1 - tail : tail;
}

/** The share of each of the values 0 … n − 1. */
function sharesBy(weights: readonly number[], n: number): number[] {
  const buckets = chances({ kind: "histogram", weights }, n);
  return Array.from({ length: n }, (_, value) => shareFrom(buckets, value) - shareFrom(buckets, value + 1));
}

const near = (found: number, right: number, share = 0.002): void => {
  expect(found, `${found} for ${right}`).toBeGreaterThanOrEqual(right * (1 - share));
  expect(found, `${found} for ${right}`).toBeLessThanOrEqual(right * (1 + share));
};

/** From 1 to 2^50, as many of each magnitude. */
const size = fc.double({ min: 0, max: 50, noNaN: true }).map((power) => 2 ** power);
const runs = { numRuns: 200, seed: 1 };

describe("far from the ends of the range", () => {
  test("normal has its mean, its deviation and its tails", () => {
    fc.assert(
      fc.property(size, fc.double({ min: 8, max: 100, noNaN: true }), (deviation, deviations) => {
        const mean = deviation * deviations;
        if (mean > 2 ** 52) return;
        const buckets = chances({ kind: "normal", mean, deviation }, Math.ceil(2 * mean) + 2);
        expect(buckets.length).toBeLessThan(300);
        near(meanOf(buckets), mean);
        near(deviationOf(buckets), deviation);
        if (deviation < 20) return;
        for (const z of [-2, -1, 0, 1, 2, 3]) near(shareFrom(buckets, mean + z * deviation + 0.5), beyond(z), 0.02);
      }),
      runs,
    );
  });

  test("exponential has its mean, its deviation and its tails", () => {
    fc.assert(
      fc.property(size, (mean) => {
        if (mean > 2 ** 47) return;
        const buckets = chances({ kind: "exponential", mean }, Math.ceil(mean * 40) + 40);
        expect(buckets.length).toBeLessThan(300);
        near(meanOf(buckets), mean);
        near(deviationOf(buckets), Math.sqrt(mean * (mean + 1)));
        for (const times of [1, 2, 4]) {
          const place = Math.round(mean * times);
          near(shareFrom(buckets, place), (mean / (1 + mean)) ** place, 0.01);
        }
      }),
      runs,
    );
  });

  test("logNormal has its mean, its deviation and its tails", () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0.1, max: 2, noNaN: true }), (scale, ratio) => {
        const mean = 20 * scale;
        const deviation = mean * ratio;
        if (deviation < 3 || mean > 2 ** 35) return;
        const buckets = chances({ kind: "logNormal", mean, deviation }, 2 ** 52);
        expect(buckets.length).toBeLessThan(600);
        near(meanOf(buckets), mean, 0.01);
        near(deviationOf(buckets), deviation, 0.01);
        const spread = Math.sqrt(Math.log(1 + (deviation / (mean + 0.5)) ** 2));
        const median = (mean + 0.5) / Math.exp(spread ** 2 / 2);
        for (const z of [-1, 0, 1, 2, 3]) near(shareFrom(buckets, median * Math.exp(z * spread)), beyond(z), 0.04);
      }),
      runs,
    );
  });

  test("pareto has its median, and its tail is as heavy as its exponent says", () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0.3, max: 5, noNaN: true }), (median, exponent) => {
        if (median > 2 ** 30) return;
        const buckets = chances({ kind: "pareto", median, exponent }, 2 ** 53);
        expect(buckets.length).toBeLessThan(700);
        const width = median / (2 ** (1 / exponent) - 1);
        const place = Math.round(median);
        near(shareFrom(buckets, place), (1 + place / width) ** -exponent, 0.005);
        for (const times of [10, 100]) {
          const share = (1 + (times * place) / width) ** -exponent;
          if (share > 1e-6) near(shareFrom(buckets, times * place), share, 0.03);
        }
      }),
      runs,
    );
  });
});

describe("histogram", () => {
  test.each([
    ["more parts than values", [10, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5, [10 / 11, 0, 0, 0, 1 / 11]],
    ["parts of two thirds of a value", [98, 1, 1], 2, [0.985, 0.015]],
    ["equal parts of three and a third values", [1, 1, 1], 10, Array<number>(10).fill(0.1)],
    ["an edge inside a value", [3, 1], 3, [0.5, 1 / 3, 1 / 6]],
    ["parts that are not at all", [0, 1, 3, 0], 6, [0, 1 / 12, 1 / 6, 1 / 2, 1 / 4, 0]],
    ["one part that lies in two values, with the smallest weight there is", [0, 5e-324, 0], 2, [0.5, 0.5]],
  ])("a value has its share of each part it lies in: %s", (_, weights, n, expected) => {
    sharesBy(weights, n).forEach((found, value) => expect(found).toBeCloseTo(expected[value], 8));
  });

  test("any weights over any number of values", () => {
    const weights = fc.array(fc.nat(100), { minLength: 1, maxLength: 40 }).filter((all) => all.some(Boolean));
    fc.assert(
      fc.property(weights, fc.integer({ min: 2, max: 90 }), (all, n) => {
        const total = all.reduce((sum, weight) => sum + weight, 0);
        const width = n / all.length;
        sharesBy(all, n).forEach((found, value) => {
          const right = all.reduce((sum, weight, k) => {
            const common = Math.min(value + 1, (k + 1) * width) - Math.max(value, k * width);
            return sum + (weight * Math.max(0, common)) / width;
          }, 0);
          expect(found).toBeCloseTo(right / total, 7);
        });
      }),
      runs,
    );
  });

  test("parts that divide the values are a bucket each, and an edge inside a value is one more", () => {
    const weights = [1, 2, 3, 4];
    const table = (n: number) =>
      chances({ kind: "histogram", weights }, n).map((bucket) => [bucket.start, bucket.size]);
    const quarter = 2 ** 48;
    expect(table(2 ** 50)).toEqual([0, 1, 2, 3].map((k) => [k * quarter, quarter]));
    expect(table(2 ** 50 + 2)).toEqual([
      [0, quarter],
      [quarter, 1],
      [quarter + 1, quarter],
      [2 * quarter + 1, quarter],
      [3 * quarter + 1, 1],
      [3 * quarter + 2, quarter],
    ]);
  });
});

test("what is beyond the range is cut off, and spread over it as the rest is", () => {
  const half = chances({ kind: "normal", mean: 0, deviation: 100 }, 1000);
  near(meanOf(half), 100 * Math.sqrt(2 / Math.PI), 0.005);
  expect(half[0].chance / half[0].size).toBeLessThan(1.01 * (half[1].chance / half[1].size));
  const cut = chances({ kind: "exponential", mean: 50 }, 100);
  near(shareFrom(cut, 50), ((50 / 51) ** 50 - (50 / 51) ** 100) / (1 - (50 / 51) ** 100), 0.01);
  expect(shareFrom(cut, 99)).toBeGreaterThan(0);
});

test("any parameters over any range give chances", () => {
  const wide = fc.oneof(size, fc.constantFrom(5e-324, 1e-300, 2 ** -41, 0.5, 2 ** 53 - 1));
  const distribution = fc.oneof(
    fc.record({ kind: fc.constantFrom("normal" as const, "logNormal" as const), mean: wide, deviation: wide }),
    fc.record({ kind: fc.constant("exponential" as const), mean: wide }),
    fc.record({ kind: fc.constant("pareto" as const), median: wide, exponent: fc.double({ min: 0.05, max: 100 }) }),
  );
  fc.assert(
    fc.property(distribution, fc.oneof(size.map(Math.ceil), fc.constantFrom(2, 2 ** 53 - 1)), (any, n) => {
      const middle = "mean" in any ? any.mean : any.median;
      if (n < 2 || Number.isNaN(middle) || middle > n - 1) return;
      const buckets = chances(any, n);
      expect(buckets.length).toBeLessThan(1300);
      for (const { start, size: wideness, chance } of buckets) {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(wideness).toBeGreaterThanOrEqual(1);
        expect(start + wideness).toBeLessThanOrEqual(n);
      }
      expect(buckets.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 6);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test("logarithms and exponentials are right to ten digits", () => {
  for (const x of [1e-300, 1e-9, 0.3, 0.999999, 1, 1.5, 2, 7, 1e9, 1e300]) {
    expect(logarithm(x)).toBeCloseTo(Math.log(x), 9);
    expect(logarithmOfOneAnd(x) / Math.log1p(x)).toBeCloseTo(1, 10);
  }
  for (const x of [-699, -30, -1, -1e-9, 0, 1e-9, 1, 30]) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 8);
  expect(exponential(-701)).toBe(0);
});
