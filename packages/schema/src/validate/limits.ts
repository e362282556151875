/**
 * Checks of numbers and texts that stand in hints.
 */

import type { Distribution, Scalar } from "../field.ts";
import { received, type Subject } from "./subject.ts";

/** `min` is not above `max`. */
export function checkRange(subject: Subject, path: string, min: number, max: number, found = `${min} to ${max}`): void {
  if (!(min <= max)) subject.issue("range", path, "min not above max", found);
}

/** Whole numbers that are exact, from `min` to `max`, fewer than 2^53 of them. */
export function checkWhole(subject: Subject, path: string, min: number, max: number): void {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max))
    subject.issue("range", path, "whole limits within ±2^53", `${min} to ${max}`);
  checkRange(subject, path, min, max);
  if (max - min > 2 ** 53 - 1) subject.issue("range", path, "a range below 2^53", `${min} to ${max}`);
}

/** How many of something. */
export function checkSizes(subject: Subject, path: string, min: number, max: number): void {
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max > 1_000_000)
    subject.issue("range", path, "whole sizes from 0 to 1,000,000", `${min} to ${max}`);
  checkRange(subject, path, min, max);
}

/** How many values that are different; finding the next one takes as long as there are others. */
export function checkDistinct(subject: Subject, path: string, max: number): void {
  if (max > 10_000) subject.issue("range", path, "at most 10,000 distinct values", String(max));
}

/** How many digits. */
export function checkDigits(subject: Subject, path: string, digits: number, most: number): void {
  if (!Number.isInteger(digits) || digits < 1 || digits > most)
    subject.issue("range", path, `1 to ${most} digits`, received(digits));
}

/** A probability. */
export function checkRate(subject: Subject, path: string, rate: number): void {
  if (!(rate >= 0 && rate <= 1)) subject.issue("range", path, "a share from 0 to 1", received(rate));
}

/** Weights that can be compared: none below 0, one above it, and a sum. */
export function checkWeights(subject: Subject, path: string, weights: readonly number[]): void {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.some((weight) => !(weight >= 0)) || !(sum > 0 && sum < 1e300))
    subject.issue("range", path, "weights from 0, one of them above 0", weights.map(String).join(", ") || "none");
}

/** A distribution, where there is one. */
export function checkDistribution(subject: Subject, path: string, distribution?: Distribution): void {
  if (distribution?.kind === "zipf" && !(distribution.exponent > 0 && distribution.exponent <= 10))
    subject.issue("range", path, "an exponent above 0, at most 10", received(distribution.exponent));
  if (distribution?.kind === "histogram") checkWeights(subject, path, distribution.weights);
}

/** Text that UTF-8 can carry. */
export function checkText(subject: Subject, path: string, text: string): void {
  if (!text.isWellFormed()) subject.issue("type", path, "text without unpaired surrogates", received(text));
}

/** Values that JSON has. */
export function checkScalars(subject: Subject, path: string, values: readonly Scalar[]): void {
  for (const value of values) {
    if (typeof value === "string") checkText(subject, path, value);
    else if (value !== null && typeof value !== "boolean" && !Number.isFinite(value))
      subject.issue("type", path, "text, finite numbers, true, false or null", String(value));
  }
}

/** Days such as `1999-12-31`, or instants with a zone, in milliseconds: other texts depend on where they are read. */
export function checkTimes(subject: Subject, path: string, from: string, to: string, kind: "date" | "timestamp"): void {
  const found = `${from} to ${to}`;
  if (!isTime(from, kind) || !isTime(to, kind)) {
    const expected = kind === "date" ? "days such as 1999-12-31" : "instants such as 1999-12-31T23:59:59Z, or days";
    return subject.issue("range", path, expected, found);
  }
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (first < Date.parse("0000-01-01") || last > Date.parse("9999-12-31T23:59:59.999Z"))
    subject.issue("range", path, "years from 0000 to 9999", found);
  checkRange(subject, path, first, last, found);
}

const day = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function isTime(text: string, kind: "date" | "timestamp"): boolean {
  if (!day.test(text) && !(kind === "timestamp" && instant.test(text))) return false;
  // Engines differ in what they make of 30 February.
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return (
    !Number.isNaN(Date.parse(text)) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10))
  );
}
