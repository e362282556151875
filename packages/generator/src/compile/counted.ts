/**
 * Values that are counted by records: keys, sequences and series. None of them is found by adding up.
 */

import {
  capacityOf,
  instantAt,
  milliseconds,
  monthsLater,
  monthsOf,
  present,
  type Field,
  type FieldOf,
} from "@backlot/schema";
import { wide } from "../wide.ts";
import { unitOf } from "./number.ts";
import { addLimit, keyOf, type Scope } from "./scope.ts";

/** V = the number of the record or child, from 0. */
function counted(scope: Scope, field: FieldOf<"sequence" | "series">, path: string): void {
  limit(scope, field, path);
  if (field.by === "ordinal") scope.child.used = true;
  scope.assembler.op(field.by);
}

/** Notes how many records the field has values for, by its name: as a part of other fields it has other paths. */
function limit(scope: Scope, field: Field, path: string): void {
  const capacity = capacityOf(field);
  if (capacity === undefined) return;
  const own = scope.table.fields.find((member) => present(member.field) === field);
  addLimit(scope, [own?.name ?? path], capacity, "by" in field ? field.by : "record");
}

/** V += start, and up to jitter more. */
function from(scope: Scope, start: number, jitter: number): void {
  const { assembler } = scope;
  if (start !== 0) assembler.op("add", wide(start));
  if (jitter > 0)
    assembler.op("plus", [assembler.freshHalf(), ...wide(0), ...wide(jitter), ...wide(Number.MAX_SAFE_INTEGER)]);
}

/** V = the number of a key. */
export function keyNumber(scope: Scope, field: FieldOf<"key">, path: string): void {
  const { assembler } = scope;
  const permuted = field.order === "permuted";
  const start = field.start ?? (permuted ? 0 : 1);
  assembler.op("record");
  if (permuted) {
    limit(scope, field, path);
    const { high, low } = keyOf(scope, `${path}#order`);
    assembler.op("permute", [high, low, ...wide(10 ** field.digits - start)]);
  }
  from(scope, start, 0);
}

/** V = a value of a sequence. */
export function sequence(scope: Scope, field: FieldOf<"sequence">, path: string): void {
  counted(scope, field, path);
  if (field.step !== 1) scope.assembler.op("multiply", wide(field.step));
  from(scope, field.start, field.jitter);
}

/** V = days or milliseconds since 1970-01-01. Months have their days in a table, for as long as the calendar goes. */
export function series(scope: Scope, field: FieldOf<"series">, path: string): void {
  const { assembler } = scope;
  const unit = unitOf[field.of];
  const start = instantAt(field.start);
  const jitter = milliseconds(field.jitter) / unit;
  const months = monthsOf(field.step);
  counted(scope, field, path);
  if (months === undefined) {
    const step = milliseconds(field.step) / unit;
    if (step !== 1) assembler.op("multiply", wide(step));
    return from(scope, start / unit, jitter);
  }
  const times = Array.from({ length: capacityOf(field)!.values }, (_, i) => monthsLater(start, i * months));
  const first = Math.min(start, times.at(-1)!);
  assembler.op("lookup", [assembler.image.words(times.map((time) => (time - first) / unitOf.date))]);
  if (unit !== unitOf.date) assembler.op("multiply", wide(unitOf.date / unit));
  return from(scope, first / unit, jitter);
}
