/**
 * Columns of one row: they must be of the same rows, and hold what can be written.
 */

import { inside, type Field, type FieldOf } from "../field.ts";
import { received } from "../received.ts";
import { checkDigits, checkScalars, checkWeights } from "./limits.ts";
import type { Subject } from "./subject.ts";

/** The texts of a column around its digits, or nothing where none has a `#`. */
function digitRuns(value: unknown): readonly string[] {
  return typeof value === "string" ? (value.match(/#+/g) ?? []) : [];
}

/** Checks a column. */
export function checkColumn(subject: Subject, path: string, field: FieldOf<"column">): void {
  const { values, weights, spread, digits } = field;
  if (values.length === 0 || values.includes(undefined as never))
    return subject.issue("range", path, "a column of at least one row", values.length === 0 ? "no rows" : "none");
  checkScalars(subject, path, values);
  if (weights !== undefined) checkWeights(subject, path, weights);
  const runs = new Set(values.map((value) => digitRuns(value).join(" ")));
  if (runs.size > 1)
    subject.issue("type", path, "the same digits (#) in every row", [...runs].map((run) => run || "none").join(", "));
  if (spread === undefined) return;
  checkDigits(subject, path, (digits ?? 0) + 1, 10);
  const most = Math.max(spread, ...values.map((value) => (typeof value === "number" ? Math.abs(value) : Infinity)));
  if (!(spread >= 0) || !(most * 10 ** (digits ?? 0) < 2 ** 31))
    subject.issue("range", path, "numbers with a spread from 0, below 2^31 in their last digit", received(spread));
}

/** Checks that the columns of a row have rows in common. */
export function checkRowColumns(subject: Subject): void {
  const first = new Map<string, FieldOf<"column">>();
  for (const [path, field] of subject.fields) {
    for (const column of columns(field)) {
      const before = first.get(column.row) ?? column;
      first.set(column.row, before);
      if (
        JSON.stringify(before.weights) !== JSON.stringify(column.weights) ||
        before.values.length !== column.values.length
      )
        subject.issue(
          "context",
          path,
          `a column of the rows that others of ${received(column.row)} have`,
          "other rows",
        );
    }
  }
}

function columns(field: Field): readonly FieldOf<"column">[] {
  return field.kind === "column" ? [field] : inside(field).flatMap(columns);
}
