/**
 * Instants and times of day to a precision that zod's type asks for, as shapes of their texts.
 *
 * zod's expression, read backwards, would have half of the days on 29 February, years from 0000 on and every second
 * hour behind 20 o'clock, as its alternatives are equally likely. Here every day and hour is, as for other instants.
 */

import type { Shape } from "./expression.ts";

const text = (value: string): Shape => ({ kind: "text", text: value });
const row = (...parts: readonly Shape[]): Shape => ({ kind: "sequence", parts });
const either = (options: readonly Shape[]): Shape => ({ kind: "either", options });
const words = (values: readonly string[]): Shape => either(values.map(text));
const count = (length: number): string[] => Array.from({ length }, (_, i) => String(i).padStart(2, "0"));

const digit: Shape = { kind: "character", of: "0123456789".split("") };
const sixty = row({ kind: "character", of: "012345".split("") }, digit);

/** The years of plain instants, 1970 to 2025: in every four of them, one is a leap year, 2000 among them. */
const years = Array.from({ length: 56 }, (_, i) => 1970 + i);
const isLeap = (year: number): boolean => year % 4 === 0;

/** The days of a year as `-MM-DD`. */
function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const length = isLeap(year) ? 366 : 365;
  return Array.from({ length }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(4, 10));
}

function day(): Shape {
  const yearsThat = (wanted: boolean): Shape => words(years.filter((year) => isLeap(year) === wanted).map(String));
  const leap = row(yearsThat(true), words(daysOf(1972)));
  const common = row(yearsThat(false), words(daysOf(1970)));
  return either([leap, common, common, common]);
}

/** A time of day: `HH:MM` where the precision is −1, else with seconds and as many digits behind the point. */
function time(precision: number): Shape[] {
  const minutes = [words(count(24)), text(":"), sixty];
  if (precision === -1) return minutes;
  const seconds = [...minutes, text(":"), sixty];
  if (precision === 0) return seconds;
  return [...seconds, text("."), { kind: "repeat", of: digit, min: precision, max: precision }];
}

/** The shape of a format's texts to a precision, if it is one of instants or times of day. */
export function isoShape(format: string, precision: unknown): Shape | undefined {
  if (typeof precision !== "number" || !Number.isInteger(precision) || precision < -1) return undefined;
  if (format === "time") return row(...time(precision));
  return format === "datetime" ? row(day(), text("T"), ...time(precision), text("Z")) : undefined;
}
