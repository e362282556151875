/**
 * How many records a field has values for. Beyond, keys would repeat and series leave the calendar.
 */

import { instantAt, monthAt, monthsLater } from "./calendar.ts";
import { milliseconds, monthsOf } from "./durations.ts";
import type { Field, FieldOf } from "./field.ts";

/** Series stay in these times, so that every reader knows them: ISO 8601 begins with 1583, and has 0000 by agreement. */
const [firstTime, lastTime] = [instantAt("0001-01-01"), instantAt("9999-12-31T23:59:59.999Z")];

/** Sequences stay below this, so that sums with them are exact. */
const largest = 2 ** 52;

/** How many records a field has values for, and what they are; nothing where there is no end. */
export interface Capacity {
  readonly records: number;
  readonly what: string;
}

/** The capacity of a field that is counted by records. */
export function capacityOf(field: Field): Capacity | undefined {
  switch (field.kind) {
    case "key": {
      if (field.order === "sequential") return undefined;
      const records = 10 ** field.digits - (field.start ?? 0);
      return { records, what: `permuted keys of ${field.digits} digits` };
    }
    case "sequence": {
      const { start, step, jitter } = field;
      const room = step > 0 ? largest - jitter - start : largest + start;
      return { records: Math.floor(room / Math.abs(step)) + 1, what: "numbers within ±2^52" };
    }
    case "series":
      return { records: seriesLength(field), what: `${field.of}s in the years 0001 to 9999` };
    default:
      return undefined;
  }
}

/** How many values a series has. */
function seriesLength({ start, step, jitter }: FieldOf<"series">): number {
  const first = instantAt(start);
  const last = lastTime - milliseconds(jitter);
  if (!(first >= firstTime && first <= last)) return 0;
  const months = monthsOf(step);
  if (months === undefined) {
    const width = milliseconds(step);
    return Math.floor((width > 0 ? last - first : first - firstTime) / Math.abs(width)) + 1;
  }
  const room = months > 0 ? monthAt(lastTime) - monthAt(first) : monthAt(first) - monthAt(firstTime);
  let length = Math.floor(room / Math.abs(months)) + 1;
  while (length > 0 && monthsLater(first, (length - 1) * months) > last) length--;
  return length;
}
