/**
 * Hints for days, instants and times of day.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { Distribution } from "./distributions.ts";
import { hints } from "./hints.ts";
import { signature } from "./signature.ts";

/** Options of the times. */
export interface TimeOptions {
  /** Uniform where it is left out; its values are told as texts, its deviations as durations. */
  readonly distribution?: Distribution;
}

const range = { from: told.text, to: told.text };
// What a distribution may be depends on the values of the field: see validate/distribution.ts.
const spread = { distribution: told.optional(told.anything) };
const dates = signature<TimeOptions>("date()", range, spread);
const timestamps = signature<TimeOptions>("timestamp()", range, spread);
const times = signature<TimeOptions>("time()", range, spread);

/**
 * Days from `from` to `to`, both included, as `YYYY-MM-DD`.
 *
 * @param from - a day such as `1999-12-31`, in the years 0000 to 9999
 * @example
 * ```ts
 * import { date, exponential } from "@backlot/schema";
 *
 * const opened = date("2010-01-01", "2025-12-31", { distribution: exponential({ mean: "2013-01-01" }) });
 * console.log(opened.parse("2010-02-28")); // 2010-02-28
 * ```
 */
export function date(from: string, to: string, options: TimeOptions = {}): z.ZodISODate {
  return (
    dates.refused(z.iso.date(), { from, to }, options) ??
    z.iso.date().register(hints, { kind: "date", from, to, ...options })
  );
}

/**
 * Instants in UTC from `from` to `to`, both included, such as `2024-05-01T12:30:00.125Z`.
 *
 * @param from - an instant with a zone, such as `2024-05-01T12:30:00+02:00`, or a day, which is its midnight in UTC
 * @example
 * ```ts
 * import { timestamp } from "@backlot/schema";
 *
 * const seen = timestamp("2024-01-01", "2024-12-31T23:59:59.999Z");
 * console.log(seen.parse("2024-05-01T12:30:00.125Z")); // 2024-05-01T12:30:00.125Z
 * ```
 */
export function timestamp(from: string, to: string, options: TimeOptions = {}): z.ZodISODateTime {
  return (
    timestamps.refused(z.iso.datetime(), { from, to }, options) ??
    z.iso.datetime().register(hints, { kind: "timestamp", from, to, ...options })
  );
}

/**
 * Times of day from `from` to `to`, both included, as `HH:MM:SS`.
 *
 * @param from - a time such as `08:00` or `08:00:00`, up to `23:59:59`
 * @example
 * ```ts
 * import { normal, time } from "@backlot/schema";
 *
 * const lunch = time("11:00", "15:00", { distribution: normal({ mean: "12:30", deviation: { minutes: 25 } }) });
 * console.log(lunch.parse("12:17:03")); // 12:17:03
 * ```
 */
export function time(from: string, to: string, options: TimeOptions = {}): z.ZodISOTime {
  return (
    times.refused(z.iso.time(), { from, to }, options) ??
    z.iso.time().register(hints, { kind: "time", from, to, ...options })
  );
}
