/**
 * The checks of what is counted by records: keys, sequences and series; and of ids that tell a time.
 */

import { dayAt, instantAt } from "../calendar.ts";
import { capacityOf } from "../capacity.ts";
import { milliseconds, monthsOf } from "../durations.ts";
import type { FieldOf, IdTime } from "../field.ts";
import { received } from "../received.ts";
import { checkDigits, checkText, checkTimes } from "./limits.ts";
import { childTable, type Subject } from "./subject.ts";

const day = 86_400_000;

/** Checks a key. */
export function checkKey(subject: Subject, path: string, { prefix, digits, order, start }: FieldOf<"key">): void {
  checkText(subject, path, prefix);
  checkDigits(subject, path, digits, 15);
  if (start === undefined) return;
  const end = order === "permuted" ? 10 ** digits : 10 ** 15;
  if (!Number.isInteger(start) || start < 0 || start >= end)
    subject.issue("range", path, `a whole start from 0, below ${end}`, received(start));
}

/** Checks a sequence. */
export function checkSequence(subject: Subject, path: string, field: FieldOf<"sequence">): void {
  const { start, step, jitter } = field;
  checkCount(subject, path, field);
  if (![start, step].every((value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 52))
    return subject.issue("range", path, "whole numbers within ±2^52", `${start} in steps of ${step}`);
  if (step === 0) subject.issue("range", path, "a step that is not 0", "0");
  if (!(Number.isInteger(jitter) && jitter >= 0 && jitter < 2 ** 32))
    subject.issue("range", path, "a whole jitter from 0, below 2^32", received(jitter));
  else if (step !== 0 && capacityOf(field)!.values < 1)
    subject.issue("range", path, "a start and jitter together within ±2^52", `${start} and ${jitter}`);
}

/** Checks a series of days or instants. */
export function checkSeries(subject: Subject, path: string, field: FieldOf<"series">): void {
  const { of, start, step, jitter } = field;
  checkCount(subject, path, field);
  const [unit, units] = of === "date" ? [day, "days"] : [1, "milliseconds"];
  const whole = (value: number): boolean => Number.isInteger(value / unit);
  const issue = (expected: string, found: unknown): void => subject.issue("range", path, expected, received(found));
  const first = (of === "date" ? dayAt : instantAt)(start);
  if (Number.isNaN(first))
    issue(of === "date" ? "a day such as 1999-12-31" : "an instant such as 1999-12-31T23:59:59Z", start);
  const months = monthsOf(step);
  const width = months ?? milliseconds(step);
  if (!(months === undefined ? whole(width) : Number.isInteger(width)))
    issue(`a step of whole ${units}, months or years`, step);
  else if (width === 0) issue("a step that is not nothing", step);
  const most = milliseconds(jitter);
  if (!(whole(most) && most >= 0 && most / unit < 2 ** 32))
    issue(`a jitter of whole ${units}, below 2^32 of them`, jitter);
  else if (!Number.isNaN(first) && width !== 0 && capacityOf(field)!.values < 1)
    issue("a start in the years 0001 to 9999", start);
}

/** Checks the time of an id: a range, or a field of the record, from 1970 on, as 48 bits count from there. */
export function checkIdTime(subject: Subject, path: string, time: IdTime): void {
  const early = (expected: string, found: string): void => subject.issue("range", path, expected, found);
  if (!("field" in time)) {
    checkTimes(subject, path, { kind: "timestamp", ...time });
    if (instantAt(time.from) < 0) early("times from 1970 on", time.from);
    return;
  }
  const of = subject.sibling(time.field, path);
  if (of === undefined) return;
  const isSeries = of.kind === "series" && of.of === "timestamp";
  if (of.kind !== "timestamp" && !isSeries)
    return subject.issue("context", path, "a field of timestamps", `${time.field}, which is ${of.kind}`);
  if (instantAt(of.kind === "timestamp" ? of.from : of.start) < 0) early("times from 1970 on", time.field);
  if (isSeries && !((monthsOf(of.step) ?? milliseconds(of.step)) > 0)) early("times that go on", time.field);
}

/** Only children have a number among the children of their parent. */
function checkCount(subject: Subject, path: string, { by }: { readonly by: "record" | "ordinal" }): void {
  if (by === "ordinal") childTable(subject, path);
}
