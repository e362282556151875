/**
 * Fields that leave a number in V: whole numbers, and the place of a value in a list of choices.
 *
 * A field that follows from another one runs these ops with that field's own stream, so it needs no register
 * and no order of fields.
 */

import { BugError } from "@backlot/runtime";
import { inSteps, present, stepsOf, type Distribution, type Field, type FieldOf, type Steps } from "@backlot/schema";
import { wide } from "../wide.ts";
import { bucketTable } from "../distribution.ts";
import { sequence } from "./counted.ts";
import { exactOf } from "./rows.ts";
import { asRecord, fieldNamed, keyOf, type Scope } from "./scope.ts";
import { uniqueOr } from "./unique.ts";

/** V = a whole number below the count of the steps. */
export function spread(scope: Scope, steps: Steps, distribution: Distribution | undefined): void {
  const { assembler } = scope;
  const n = steps.count;
  if (distribution === undefined || n <= 1) return assembler.index(n);
  const { words, count } = bucketTable(inSteps(distribution, steps), n);
  assembler.draw();
  assembler.freshHalf();
  assembler.freshHalf();
  assembler.op("bucket", [count, assembler.image.words(words)]);
}

function add(scope: Scope, amount: number): void {
  if (amount !== 0) scope.assembler.op("add", wide(amount));
}

/** V = a whole number from min to max. */
export function range(scope: Scope, min: number, max: number): void {
  scope.assembler.index(max - min + 1);
  add(scope, min);
}

/** What times are counted in, in milliseconds. */
export const unitOf = { date: 86_400_000, timestamp: 1, time: 1000 } as const;

/** V = days or milliseconds since 1970-01-01, or seconds since midnight. */
export function moment(scope: Scope, field: FieldOf<"date" | "timestamp" | "time">, path: string): void {
  const steps = stepsOf(field);
  uniqueOr(scope, path, () => spread(scope, steps, field.distribution));
  add(scope, steps.first / unitOf[field.kind]);
}

/** V = which of its steps a field has, from 0. */
export function stepOf(scope: Scope, field: FieldOf<"integer">, path: string): void {
  uniqueOr(scope, path, () => spread(scope, stepsOf(field), field.distribution));
}

/** V = the value of a field of whole numbers, or null; the stream is the field's own. */
export function number(scope: Scope, field: Field, path: string): void {
  const { assembler } = scope;
  switch (field.kind) {
    case "integer": {
      const { step } = stepsOf(field);
      stepOf(scope, field, path);
      if (step !== 1) assembler.op("multiply", wide(step));
      return add(scope, field.min);
    }
    case "plus": {
      asRecord(scope, (inner) => {
        const other = fieldNamed(inner.table, field.field);
        assembler.stream(keyOf(inner, other.path));
        number(inner, other.field, other.path);
      });
      const limit = field.limit ?? Number.MAX_SAFE_INTEGER;
      return assembler.op("plus", [assembler.freshHalf(), ...wide(field.min), ...wide(field.max), ...wide(limit)]);
    }
    case "sequence":
      return sequence(scope, field, path);
    case "ordinal":
      scope.child.used = true;
      assembler.op("ordinal");
      return add(scope, 1);
    case "nullable":
    case "optional":
      return assembler.chance(
        field.rate,
        () => assembler.op("setNull"),
        () => number(scope, field.of, path),
      );
    default:
      throw new BugError(`${path} is ${field.kind}, not a whole number`);
  }
}

/** Whether some record has no value here. */
export function mayBeNull(scope: Scope, field: Field): boolean {
  if (field.kind === "plus") return mayBeNull(scope, fieldNamed(scope.table, field.field).field);
  if (field.kind !== "nullable" && field.kind !== "optional") return false;
  return field.rate > 0 || mayBeNull(scope, field.of);
}

/** V = the place of a choice among its values, 0 or 1 of a boolean, or null; the stream is the field's own. */
export function place(scope: Scope, field: Field, path: string): void {
  const { assembler } = scope;
  switch (field.kind) {
    case "constant":
      return assembler.index(1);
    case "choice":
      if (field.exact === true) {
        const { key, classes } = exactOf(scope, scope.table, { field, path });
        assembler.op("record");
        return assembler.op("class", [...key, assembler.image.words(classes)]);
      }
      return uniqueOr(scope, path, () =>
        field.weights === undefined ? assembler.index(field.values.length) : assembler.weightedIndex(field.weights),
      );
    case "chosen":
      return chosen(scope, path);
    case "boolean":
      return uniqueOr(scope, path, () =>
        assembler.chance(
          field.probability,
          () => assembler.op("set", [0, 1]),
          () => assembler.op("set", [0, 0]),
        ),
      );
    case "nullable":
    case "optional":
      return assembler.chance(
        field.rate,
        () => assembler.op("setNull"),
        () => place(scope, field.of, path),
      );
    default:
      throw new BugError(`${path} is ${field.kind}, not a choice`);
  }
}

/** V = 1 for one child of each parent, chosen by a stream of the parent's, else 0. */
function chosen(scope: Scope, path: string): void {
  const { assembler } = scope;
  scope.child.used = true;
  assembler.stream(keyOf(scope, path), "parentStream");
  assembler.draw();
  assembler.freshHalf();
  assembler.op("isChosen");
}

/** The values that `place` counts. */
export function placesOf(field: Field): readonly unknown[] {
  const of = present(field);
  if (of.kind === "boolean" || of.kind === "chosen") return [false, true];
  return of.kind === "choice" ? of.values : of.kind === "constant" ? [of.value] : [];
}
