/**
 * The values of a range as steps from the lowest one, on which distributions are laid.
 */

import { isObject } from "./arguments.ts";
import { dayAt, instantAt, timeAt } from "./calendar.ts";
import { unitRange } from "./decimal.ts";
import type { Distance, Distribution, Point } from "./distributions.ts";
import { milliseconds } from "./durations.ts";
import type { FieldOf } from "./field.ts";

/** The values `first`, `first + step` … `last`, `count` of them; times are in milliseconds. */
export interface Steps {
  readonly first: number;
  /** As it is told: steps of a hundredth add up to something else. */
  readonly last: number;
  readonly step: number;
  readonly count: number;
  readonly timed: boolean;
  /** A value of the field, and a distance between two; not a number where it is told as another type. */
  readonly point: (value: Point) => number;
  readonly distance: (value: Distance) => number;
}

/** A distribution whose values are counted in steps from the first one. */
export type StepDistribution =
  | Extract<Distribution, { kind: "zipf" | "histogram" }>
  | { readonly kind: "normal" | "logNormal"; readonly mean: number; readonly deviation: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "pareto"; readonly median: number; readonly exponent: number };

const numeric = (value: Point | Distance): number => (typeof value === "number" ? value : Number.NaN);
const inNumbers = { timed: false, point: numeric, distance: numeric };
const inTimes = (at: (text: string) => number): Pick<Steps, "timed" | "point" | "distance"> => ({
  timed: true,
  point: (value) => (typeof value === "string" ? at(value) : Number.NaN),
  distance: (value) => (isObject(value) ? milliseconds(value) : Number.NaN),
});

/** How many values there are from one to another. */
const countOf = (first: number, last: number, step: number): number => Math.floor((last - first) / step) + 1;

/** The steps of a field that takes a distribution. */
export function stepsOf(field: FieldOf<"integer" | "decimal" | "date" | "timestamp" | "time" | "list">): Steps {
  switch (field.kind) {
    case "integer": {
      const { min, max, step = 1 } = field;
      return wholeSteps(min, max, step, inNumbers);
    }
    case "decimal": {
      const [first, last] = unitRange(field);
      const unit = Number(`1e${field.digits}`);
      return { first: first / unit, last: last / unit, step: 1 / unit, count: countOf(first, last, 1), ...inNumbers };
    }
    case "list":
      return wholeSteps(field.min, field.max, 1, inNumbers);
    case "date":
      return timeSteps(field, dayAt, 86_400_000);
    case "timestamp":
      return timeSteps(field, instantAt, 1);
    case "time":
      return timeSteps(field, timeAt, 1000);
    default:
      return field satisfies never;
  }
}

function timeSteps(
  { from, to }: { readonly from: string; readonly to: string },
  at: (text: string) => number,
  step: number,
): Steps {
  return wholeSteps(at(from), at(to), step, inTimes(at));
}

function wholeSteps(
  first: number,
  most: number,
  step: number,
  unit: Pick<Steps, "timed" | "point" | "distance">,
): Steps {
  const count = countOf(first, most, step);
  return { first, last: first + (Math.max(1, count) - 1) * step, step, count, ...unit };
}

/** The steps of a reference: the records that it may point at, as shares of them from 0 to 1. */
export function referenceSteps(count: number): Steps {
  return { first: 0, last: (count - 1) / count, step: 1 / count, count, ...inNumbers };
}

/** A distribution whose values and distances are counted in such steps. */
export function inSteps(distribution: Distribution, { first, step, point, distance }: Steps): StepDistribution {
  const at = (value: Point): number => (point(value) - first) / step;
  switch (distribution.kind) {
    case "zipf":
    case "histogram":
      return distribution;
    case "normal":
    case "logNormal": {
      const { kind, mean, deviation } = distribution;
      return { kind, mean: at(mean), deviation: distance(deviation) / step };
    }
    case "exponential":
      return { kind: "exponential", mean: at(distribution.mean) };
    case "pareto":
      return { ...distribution, median: at(distribution.median) };
    default:
      return distribution satisfies never;
  }
}
