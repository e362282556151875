/**
 * Hints for values that go on from record to record: whole numbers, days and instants in steps.
 *
 * The value of a record follows from its number alone, so that each is found without those before it.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { CalendarStep, Duration } from "./durations.ts";
import { hints } from "./hints.ts";
import { signature } from "./signature.ts";

/** What sequences and series count by. */
export interface CountOptions {
  /** `"record"`: the number of the record; `"ordinal"`: its number among its parent's children; `"record"`. */
  readonly by?: "record" | "ordinal";
}

const counting = { by: told.optional(told.oneOf("record", "ordinal")) };

/** Options of `sequence`. */
export interface SequenceOptions extends CountOptions {
  /** The first value; 1. */
  readonly start?: number;
  /** What each value is above the one before, or below where it is negative; 1. */
  readonly step?: number;
  /** Up to so much more, by chance, below 2^32; 0. Values stay in order where it is not above the step. */
  readonly jitter?: number;
}

const sequences = signature<SequenceOptions>(
  "sequence()",
  {},
  {
    start: told.optional(told.number),
    step: told.optional(told.number),
    jitter: told.optional(told.number),
    ...counting,
  },
);

/**
 * Whole numbers in steps: 1, 2, 3 …
 *
 * A table whose numbers would leave ±2^52 is refused.
 *
 * @example
 * ```ts
 * import { sequence } from "@backlot/schema";
 *
 * const invoice = sequence({ start: 10_000 });
 * const meter = sequence({ start: 0, step: 40, jitter: 39 }); // rises by 40 on average, and never falls
 * console.log(invoice.parse(10_001), meter.parse(57)); // 10001 57
 * ```
 */
export function sequence(options: SequenceOptions = {}): z.ZodInt {
  const wrong = sequences.refused<z.ZodInt>(z.int(), {}, options);
  if (wrong !== undefined) return wrong;
  const { start = 1, step = 1, jitter = 0, by = "record" } = options;
  return z.int().register(hints, { kind: "sequence", start, step, jitter, by });
}

/** Options of `dateSeries` and `timestampSeries`. */
export interface SeriesOptions extends CountOptions {
  /** The first value, in the years 0001 to 9999. */
  readonly start: string;
  /**
   * What each value is after the one before, or before it where it is negative. Months and years are counted from
   * the start, and end with the month where that is shorter: 31 January, 28 February, 31 March.
   */
  readonly step: Duration | CalendarStep;
  /** Up to so much later, by chance, below 2^32 days or milliseconds; none. Values stay in order up to the step. */
  readonly jitter?: Duration;
}

const seriesOptions = { start: told.text, step: told.duration, jitter: told.optional(told.duration), ...counting };
const days = signature<SeriesOptions>("dateSeries()", {}, seriesOptions);
const instants = signature<SeriesOptions>("timestampSeries()", {}, seriesOptions);

/**
 * Days in steps, as `YYYY-MM-DD`; step and jitter are whole days.
 *
 * A table whose days would leave the years 0001 to 9999 is refused.
 *
 * @example
 * ```ts
 * import { dateSeries } from "@backlot/schema";
 *
 * const due = dateSeries({ start: "2024-01-31", step: { months: 1 } }); // 31 January, 29 February, 31 March …
 * const aired = dateSeries({ start: "2024-01-01", step: { days: 7 }, by: "ordinal" }); // weekly for each parent
 * console.log(due.parse("2024-02-29"), aired.parse("2024-01-08")); // 2024-02-29 2024-01-08
 * ```
 */
export function dateSeries(options: SeriesOptions): z.ZodISODate {
  const wrong = days.refused<z.ZodISODate>(z.iso.date(), {}, options);
  if (wrong !== undefined) return wrong;
  const { start, step, jitter = {}, by = "record" } = options;
  return z.iso.date().register(hints, { kind: "series", of: "date", start, step, jitter, by });
}

/**
 * Instants in steps, in UTC with milliseconds.
 *
 * A table whose instants would leave the years 0001 to 9999 is refused.
 *
 * @example
 * ```ts
 * import { timestampSeries } from "@backlot/schema";
 *
 * const seen = timestampSeries({ start: "2024-01-01", step: { minutes: 5 }, jitter: { seconds: 90 } });
 * console.log(seen.parse("2024-01-01T00:06:12.345Z")); // 2024-01-01T00:06:12.345Z
 * ```
 */
export function timestampSeries(options: SeriesOptions): z.ZodISODateTime {
  const wrong = instants.refused<z.ZodISODateTime>(z.iso.datetime(), {}, options);
  if (wrong !== undefined) return wrong;
  const { start, step, jitter = {}, by = "record" } = options;
  return z.iso.datetime().register(hints, { kind: "series", of: "timestamp", start, step, jitter, by });
}
