/**
 * Fields of other records: of the parent, and of any record that a reference points at.
 */

import { InputError } from "@backlot/runtime";
import { referenceSteps, type Field, type FieldOf } from "@backlot/schema";
import { wide } from "../wide.ts";
import type { Encoding } from "../encoding.ts";
import { spread } from "./number.ts";
import { childrenOf, evenChildren, exactOf, placesWith, recordsWith, tableRows } from "./rows.ts";
import { fieldNamed, inTable, keyOf, tableNamed, type Scope } from "./scope.ts";
import { uniqueOr } from "./unique.ts";
import { value } from "./value.ts";

/** Runs ops in the record V of a table; finds that record's place among its siblings first, where it is asked for. */
function inRecord(scope: Scope, write: () => void): void {
  const { assembler } = scope;
  const body = assembler.block(write, [2 ** 32, 2 ** 32]);
  const whole = scope.child.used
    ? assembler.block(() => {
        locate(scope);
        assembler.append(body);
      })
    : body;
  assembler.around("at", [], whole, 1, 0);
}

/** Finds parent, ordinal and siblings of the record. */
export function locate(scope: Scope): void {
  const { assembler, table } = scope;
  const even = evenChildren(table);
  if (even !== undefined) return assembler.op("childrenEven", [even]);
  const { key, total, counts, classKey, eligible } = childrenOf(scope, table);
  const { image } = assembler;
  assembler.op("children", [
    ...key,
    total,
    counts.length,
    image.words(counts.flat()),
    ...classKey,
    eligible.length === 0 ? 0xffffffff : image.words(Array.from(eligible)),
  ]);
}

/** A field of the parent. */
export function parentValue(scope: Scope, field: FieldOf<"parent">, encoding: Encoding): void {
  const { assembler, table } = scope;
  scope.child.used = true;
  const parent = inTable(scope, tableNamed(table, table.options.per!.table));
  assembler.op("parent");
  const other = fieldNamed(parent.table, field.field);
  inRecord(parent, () => value(parent, other.field, other.path, encoding));
}

/**
 * The path of the stream that references by one name share, and trees, and columns of one row; no field has such a path.
 */
export function sharedPath(field: Field): string | undefined {
  if (field.kind === "column") return `#row ${JSON.stringify(field.row)}`;
  if (field.kind === "tree") return `#tree ${JSON.stringify(field.as ?? null)}`;
  return field.kind === "reference" && field.as !== undefined ? `#as ${JSON.stringify(field.as)}` : undefined;
}

/** A field of the record's parent in a tree of records, or null. */
export function treeValue(scope: Scope, field: FieldOf<"tree">, encoding: Encoding): void {
  const { assembler, table } = scope;
  const { fanout, within = 2 ** 32 - 1, roots } = field;
  const target = inTable(scope, table);
  const other = fieldNamed(table, field.field);
  // V = 0 for roots, 1 for all others: nothing is added to the quotient, up to 1.
  assembler.op("record");
  assembler.op("divide", wide(roots));
  assembler.op("plus", [0, ...wide(0), ...wide(0), ...wide(1)]);
  const ofParent = (): void => {
    if (fanout === undefined) {
      assembler.stream(keyOf(scope, sharedPath(field)!));
      const half = assembler.freshHalf();
      assembler.op("record");
      // From -record up to -1, as far as `within` allows; then the sign, and the first record is 0.
      assembler.op("multiply", wide(-1));
      assembler.op("plus", [half, ...wide(0), ...wide(within - 1), ...wide(-1)]);
      assembler.op("multiply", wide(-1));
      assembler.op("add", wide(-1));
    } else {
      assembler.op("record");
      assembler.op("add", wide(-roots));
      assembler.op("divide", wide(fanout));
    }
    inRecord(target, () => value(target, other.field, other.path, encoding));
  };
  assembler.branch("switch", [2], [() => assembler.literal(encoding.null), ofParent]);
}

/** A field of the record that a reference points at; the stream is the reference's own, or that of its name. */
export function reference(
  scope: Scope,
  field: FieldOf<"reference">,
  path: string,
  encoding: Encoding,
  distinct = 0,
): void {
  const { assembler, scale } = scope;
  const { target, count, find } = referred(scope, field);
  if (count < Math.max(1, distinct)) {
    const which = field.where === undefined ? "" : ` whose ${field.where.field} is ${field.where.values.join(" or ")}`;
    throw new InputError(
      `Cannot refer to ${field.table} / ${field.field} from ${scope.table.name} / ${path}: ${Math.max(1, distinct)} records${which} are needed, and at scale ${scale} there are ${count}`,
      { hint: "Use a larger --scale" },
    );
  }
  const shared = sharedPath(field);
  if (shared !== undefined) assembler.stream(keyOf(scope, shared));
  uniqueOr(scope, shared ?? path, () => spread(scope, referenceSteps(count), field.distribution));
  if (field.distribution !== undefined && count > 1) {
    // Popular records are not the first ones, and they are the same for every reference to the table.
    const { high, low } = keyOf(target, "#popularity");
    assembler.op("permute", [high, low, ...wide(count)]);
  }
  if (distinct > 1) assembler.op("probe", wide(count));
  find();
  const other = fieldNamed(target.table, field.field);
  inRecord(target, () => value(target, other.field, other.path, encoding));
}

/** The records that a reference may point at: how many, and V-th number → record. */
export function referred(
  scope: Scope,
  { table, where }: FieldOf<"reference">,
): { target: Scope; count: number; find: () => void } {
  const target = inTable(scope, tableNamed(scope.table, table));
  const rows = tableRows(target.table, scope.scale, scope.seed);
  return { target, ...(where === undefined ? { count: rows, find: () => {} } : those(target, where, rows)) };
}

/** The records with some values of an exact choice: how many, and V-th number → record. */
function those(
  scope: Scope,
  where: NonNullable<FieldOf<"reference">["where"]>,
  rows: number,
): { count: number; find: () => void } {
  const { assembler, table } = scope;
  const exact = exactOf(scope, table, fieldNamed(table, where.field));
  const blocks = Math.floor(rows / 1024);
  if (blocks === 0) {
    const records = recordsWith(exact, where.values, rows);
    return { count: records.length, find: () => assembler.op("lookup", [assembler.image.words(records)]) };
  }
  // The records behind the last full block are never pointed at.
  const places = placesWith(exact, where.values);
  return {
    count: blocks * places.length,
    find: () => assembler.op("member", [...exact.key, places.length, assembler.image.words(places)]),
  };
}
