/**
 * Distributions: how the values of a range are spread over it.
 *
 * Means, medians and deviations are told in the field's own values. A range cuts a distribution off: what would lie
 * outside is drawn again, so that no end of the range is more frequent than its neighbours.
 */

import type { Duration } from "./durations.ts";

/** A value of the field: a number, or a day, an instant or a time of day as text. */
export type Point = number | string;

/** A distance between values of the field: a number, or a length of time. */
export type Distance = number | Duration;

/** How values are spread over their range; uniform where it is left out. */
export type Distribution =
  /** Rank 1 is the most frequent, rank k has weight k^-exponent. */
  | { readonly kind: "zipf"; readonly exponent: number }
  /** Weights of equally wide parts of the range, uniform inside each part. */
  | { readonly kind: "histogram"; readonly weights: readonly number[] }
  | { readonly kind: "normal"; readonly mean: Point; readonly deviation: Distance }
  /** From the lowest value upwards. */
  | { readonly kind: "exponential"; readonly mean: Point }
  /** From the lowest value upwards. */
  | { readonly kind: "logNormal"; readonly mean: Point; readonly deviation: Distance }
  /** From the lowest value upwards: Lomax's, or Pareto's of type II. */
  | { readonly kind: "pareto"; readonly median: Point; readonly exponent: number };

const kinds: readonly string[] = [
  "zipf",
  "histogram",
  "normal",
  "exponential",
  "logNormal",
  "pareto",
] satisfies Distribution["kind"][];

/** Whether a value is one of the distributions, whatever its parameters. */
export function isDistribution(value: unknown): value is Distribution {
  return typeof value === "object" && value !== null && "kind" in value && kinds.includes(value.kind as string);
}

/**
 * Ranks: rank k has weight k^-exponent, and the lowest value of a range has rank 1.
 *
 * @param exponent - above 0, at most 10; about 1 for words, cities and popularity
 * @example
 * ```ts
 * import { reference, zipf } from "@backlot/schema";
 *
 * const buyer = reference("customer", "id", { distribution: zipf(0.9) });
 * console.log(buyer.parse("c000042")); // c000042
 * ```
 */
export function zipf(exponent: number): Distribution {
  return { kind: "zipf", exponent };
}

/**
 * Weights of equally wide parts of a range.
 *
 * Where the parts do not divide the number of values, a value in which two of them meet has its share of both.
 *
 * @example
 * ```ts
 * import { histogram, integer } from "@backlot/schema";
 *
 * const year = integer(1894, 2026, { distribution: histogram([1, 1, 2, 4, 8, 16]) });
 * console.log(year.parse(2000)); // 2000
 * ```
 */
export function histogram(weights: readonly number[]): Distribution {
  return { kind: "histogram", weights };
}

/**
 * The bell: two of three values are within one deviation of the mean, 19 of 20 within two.
 *
 * `mean` is a value of the range, a text where the field is one of time, and `deviation` a distance above 0, a
 * `Duration` there. The range cuts the bell off: where it leaves much of one side only, the mean of the values moves
 * to that side.
 *
 * @example
 * ```ts
 * import { date, integer, normal } from "@backlot/schema";
 *
 * const height = integer(120, 220, { distribution: normal({ mean: 172, deviation: 9 }) });
 * const born = date("1930-01-01", "2010-12-31", {
 *   distribution: normal({ mean: "1985-01-01", deviation: { days: 3650 } }),
 * });
 * console.log(height.parse(180), born.parse("1979-05-17")); // 180 1979-05-17
 * ```
 */
export function normal({ mean, deviation }: { readonly mean: Point; readonly deviation: Distance }): Distribution {
  return { kind: "normal", mean, deviation };
}

/**
 * Waiting times: most values are near the lowest one of the range, and each further stretch of the same width has
 * the same share fewer of them.
 *
 * `mean` is a value above the lowest one. Whole numbers and steps have the geometric distribution, so that their
 * mean is exact as well. The range should go far beyond the mean: where it ends at three times the mean's distance
 * from the lowest value, 5 % of the distribution are cut off.
 *
 * @example
 * ```ts
 * import { exponential, integer } from "@backlot/schema";
 *
 * const secondsOnHold = integer(0, 3600, { distribution: exponential({ mean: 180 }) });
 * console.log(secondsOnHold.parse(12)); // 12
 * ```
 */
export function exponential({ mean }: { readonly mean: Point }): Distribution {
  return { kind: "exponential", mean };
}

/**
 * Products of many chances, such as prices, incomes and sizes of files: a steep rise from the lowest value of the
 * range, and a long way down.
 *
 * `mean` and `deviation` are those of the values, `mean` above the lowest one. The larger the deviation beside
 * the mean's distance from the lowest value, the heavier the tail, and the more of it a range cuts off.
 *
 * @example
 * ```ts
 * import { decimal, logNormal } from "@backlot/schema";
 *
 * const price = decimal(0, 5000, 2, { distribution: logNormal({ mean: 40, deviation: 55 }) });
 * console.log(price.parse(17.95)); // 17.95
 * ```
 */
export function logNormal({ mean, deviation }: { readonly mean: Point; readonly deviation: Distance }): Distribution {
  return { kind: "logNormal", mean, deviation };
}

/**
 * A heavy tail, such as votes, followers and words: most values are near the lowest one of the range, and some are a
 * thousand times larger.
 *
 * Half of the values are at least the `median`. Far out, values that are ten times as large are 10^`exponent` times
 * as rare: 0.5 is a very heavy tail, 1 a usual one, 3 a light one. There may be no mean without the range's end.
 *
 * @param spread - `median`: a value above the lowest one; `exponent`: 0.05 to 100, 1 where it is left out
 * @example
 * ```ts
 * import { integer, pareto } from "@backlot/schema";
 *
 * const votes = integer(5, 3_000_000, { distribution: pareto({ median: 26, exponent: 0.6 }) });
 * console.log(votes.parse(2_900_000)); // 2900000
 * ```
 */
export function pareto({ median, exponent = 1 }: { readonly median: Point; readonly exponent?: number }): Distribution {
  return { kind: "pareto", median, exponent };
}
