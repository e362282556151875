/**
 * The checks of a table: how many records there are, whose children they are, and its fields.
 */

import { definition, hasCode } from "../definition.ts";
import { childCounts, childRange, rowsAt, type Per } from "../table.ts";
import { stepsOf } from "../steps.ts";
import { received } from "../received.ts";
import { checkDistribution } from "./distribution.ts";
import { checkField } from "./field.ts";
import { checkText } from "./limits.ts";
import { checkRowColumns } from "./columns.ts";
import { checkSharedNames } from "./shared.ts";
import { checkUnique } from "./unique.ts";
import type { Subject } from "./subject.ts";

/** Checks a table, and its fields. */
export function checkTable(subject: Subject): void {
  const { key, per, rows } = subject.table.options;
  if (subject.fields.size === 0) subject.issue("range", "fields", "at least one field", "none");
  if (hasCode(definition(subject.table.type)))
    subject.issue(
      "type",
      "type",
      "a record without code that checks it, such as .refine()",
      "code, which values may not meet",
    );
  for (const name of key ?? []) subject.known(name, subject.fields.keys(), "key", "a field of the table");
  if (per !== undefined && rows !== undefined)
    subject.issue("context", "rows", "no rows in a table with per: they follow from the parents", "both");
  if (per === undefined) checkRows(subject);
  else checkPer(subject, per);
  for (const [name, field] of subject.fields) {
    checkText(subject, name, name);
    checkField(subject, name, field, "table");
  }
  checkSharedNames(subject);
  checkUnique(subject);
  checkRowColumns(subject);
}

function checkRows(subject: Subject): void {
  let rows: unknown;
  try {
    rows = rowsAt(subject.table, 1);
  } catch (error) {
    rows = error instanceof Error ? error.message : error;
  }
  if (!(typeof rows === "number" && rows >= 0 && rows <= Number.MAX_SAFE_INTEGER))
    subject.issue("range", "rows", "0 to 2^53 - 1 records at scale 1", received(rows));
}

const entries = (count: object): string => Object.entries(count).slice(0, 9).join(" ");

function checkPer(subject: Subject, { table, where, count }: Per): void {
  subject.targetTable(table, "per", where);
  const counts = childCounts(count);
  const numbers = counts.every(([n, weight]) => Number.isInteger(n) && n >= 0 && n <= 65535 && weight >= 0);
  const sum = counts.reduce((total, [n, weight]) => total + n * weight, 0);
  if (!numbers || !(sum > 0 && sum < 1e300)) {
    const range = childRange(count);
    const found = range ? `${range.min} to ${range.max}` : typeof count === "object" ? entries(count) : count;
    subject.issue("range", "per / count", "whole numbers from 0 to 65,535, not all of them 0", received(found));
  }
  const { min = 0, max = 0, distribution } = childRange(count) ?? {};
  checkDistribution(subject, "per / count", distribution, stepsOf({ kind: "integer", min, max }));
}
