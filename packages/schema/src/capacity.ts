/**
 * How many records fields have values for. Beyond, what is unique would repeat and series leave the calendar.
 */

import { instantAt, monthAt, monthsLater } from "./calendar.ts";
import { milliseconds, monthsOf } from "./durations.ts";
import type { Field, FieldOf } from "./field.ts";

/** Series stay in these times, so that every reader knows them: ISO 8601 begins with 1583, and has 0000 by agreement. */
const [firstTime, lastTime] = [instantAt("0001-01-01"), instantAt("9999-12-31T23:59:59.999Z")];

/** Sequences stay below this, so that sums with them are exact. */
const largest = 2 ** 52;

/** How many values there are, and what they are; they are unique where that is not said. */
export interface Capacity {
  readonly values: number;
  readonly what?: string;
}

/** Fields that have so many values: together, where they are unique in combination. */
export interface Limit extends Capacity {
  readonly table: string;
  readonly names: readonly string[];
  /** Whether each record of the table takes another value, or each child of a parent. */
  readonly by: "record" | "ordinal";
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");

/**
 * What is wrong with so many records, or children of one parent, if there are not as many values for them.
 *
 * @param children the table that was asked for, and how many records of it the limit allows, if it is a child's
 */
export function shortage(
  { table, names, values, what, by }: Limit,
  asked: number,
  children?: { readonly table: string; readonly records: number },
): string | undefined {
  if (asked <= (children?.records ?? values)) return undefined;
  const fields = names.length === 1 ? `${table}.${names[0]} has` : `${table}.(${names.join(", ")}) have`;
  const enough = children === undefined ? "" : `, enough for ${grouped(children.records)} records of ${children.table}`;
  const ones = what === undefined && children === undefined ? " unique ones" : "";
  const family = by === "record" ? "" : " among the children of one parent";
  return `${fields} ${grouped(values)} ${what ?? "values"}${enough}; ${grouped(asked)}${ones} were asked for${family}`;
}

/** The capacity of a field that is counted by records; nothing where there is no end. */
export function capacityOf(field: Field): Capacity | undefined {
  switch (field.kind) {
    case "key": {
      if (field.order === "sequential") return undefined;
      const values = 10 ** field.digits - (field.start ?? 0);
      return { values, what: `permuted keys of ${field.digits} digits` };
    }
    case "sequence": {
      const { start, step, jitter } = field;
      const room = step > 0 ? largest - jitter - start : largest + start;
      return { values: Math.max(0, Math.floor(room / Math.abs(step)) + 1), what: "numbers within ±2^52" };
    }
    case "series":
      return { values: seriesLength(field), what: `${field.of}s in the years 0001 to 9999` };
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
