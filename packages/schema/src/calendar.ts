/**
 * Days, instants and times of day as they stand in hints, in milliseconds; and months, which are of no fixed length.
 *
 * Only spellings that mean the same everywhere are read: a time without a zone depends on where it is read, and
 * engines differ in what they make of 30 February.
 */

const day = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Milliseconds since 1970 at the start of a day such as `1999-12-31`; not a number for any other text. */
export function dayAt(text: string): number {
  return day.test(text) ? calendarTime(text) : Number.NaN;
}

/** Milliseconds since 1970 at an instant such as `1999-12-31T23:59:59Z`, or a day; not a number for any other text. */
export function instantAt(text: string): number {
  return day.test(text) || instant.test(text) ? calendarTime(text) : Number.NaN;
}

/** Milliseconds since midnight at a time such as `23:59:59`; not a number for any other text. */
export function timeAt(text: string): number {
  const [, hours, minutes, seconds = "0"] = timeOfDay.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

const isoDay = /^(\d{4}|[+-]\d{6})(-\d\d(-\d\d)?)?$/;
const withOffset = /:\d\d(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$/i;
const withZone = /\d\s*Z$|\b(GMT|UTC)([+-]\d\d:?\d\d)?(\s*\([^()]*\))?$/i;

/** Whether `new Date` reads a text as the same instant in every zone: a day, or a time with a zone. */
export function sameAnywhere(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && [isoDay, withOffset, withZone].some((form) => form.test(text));
}

function calendarTime(text: string): number {
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime())) return Number.NaN;
  return midnight.toISOString().startsWith(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
}

/** The month of a time, counted from January of the year 0. */
export function monthAt(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same day and time of day so many months later, or the last day of that month where it is shorter. */
export function monthsLater(time: number, months: number): number {
  const date = new Date(time);
  const month = monthAt(time) + months;
  // Day 0 is the last one of the month before. Years below 100 would be of the 20th century anywhere else.
  const length = new Date(new Date(0).setUTCFullYear(0, month + 1, 0)).getUTCDate();
  return date.setUTCFullYear(0, month, Math.min(date.getUTCDate(), length));
}

/** The instants of what has no range of its own. */
export const defaultInstants = { from: "1970-01-01T00:00:00.000Z", to: "2025-12-31T23:59:59.999Z" } as const;
