/**
 * Days, instants and times of day as they stand in hints, in milliseconds.
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

function calendarTime(text: string): number {
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime())) return Number.NaN;
  return midnight.toISOString().startsWith(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
}
