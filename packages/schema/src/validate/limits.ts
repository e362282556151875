/**
 * Checks of numbers and texts that stand in hints.
 */

import { dayAt, instantAt, timeAt } from "../calendar.ts";
import type { FieldOf, Scalar } from "../field.ts";
import { received } from "../received.ts";
import type { Subject } from "./subject.ts";

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
  const numbers = Array.isArray(weights) && weights.every((weight) => typeof weight === "number");
  const sum = numbers ? weights.reduce((a, b) => a + b, 0) : Number.NaN;
  if (numbers && weights.every((weight) => weight >= 0) && sum > 0 && sum < 1e300) return;
  const found = numbers ? weights.map(String).join(", ") || "none" : received(weights);
  subject.issue("range", path, "weights from 0, one of them above 0", found);
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

type TimeField = FieldOf<"date" | "timestamp" | "time">;

const spellings: Record<TimeField["kind"], readonly [expected: string, at: (text: string) => number]> = {
  date: ["days such as 1999-12-31", dayAt],
  timestamp: ["instants such as 1999-12-31T23:59:59Z, or days", instantAt],
  time: ["times such as 23:59:59", timeAt],
};

const [firstTime, lastTime] = [instantAt("0000-01-01"), instantAt("9999-12-31T23:59:59.999Z")];

/** The ends of a range of days, instants or times of day. */
export function checkTimes(subject: Subject, path: string, { kind, from, to }: TimeField): void {
  const [expected, at] = spellings[kind];
  const found = `${from} to ${to}`;
  const [first, last] = [at(from), at(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return subject.issue("range", path, expected, found);
  if (first < firstTime || last > lastTime) subject.issue("range", path, "years from 0000 to 9999", found);
  checkRange(subject, path, first, last, found);
}
