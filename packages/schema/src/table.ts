/**
 * Tables: a name, the type of a record, how many records there are, and how they hang together with others.
 */

import type * as z from "zod";
import type { Distribution } from "./distributions.ts";
import type { Scalar } from "./field.ts";

/** How the cells of a table are spelled in CSV or TSV, where it differs from the stock dialect of the format. */
export interface TableDialect {
  readonly delimiter?: string;
  readonly quote?: '"' | "'" | null;
  readonly escape?: "backslash" | null;
  readonly null?: string;
  readonly header?: boolean;
  /** `"json"`, or the text that joins the elements. */
  readonly list?: string;
  /** The words for false and true. */
  readonly booleans?: readonly [string, string];
}

/** A stock dialect by its name; what they are is told by `@backlot/formats`. */
export type TableDialectName = "imdb" | "excel" | "rfc4180";

/** How many children parents have, from one number to another. */
export interface ChildRange {
  readonly min: number;
  readonly max: number;
  /** How often each number is; by `zipf`, `min` is the most frequent. Uniform where it is left out. */
  readonly distribution?: Distribution;
}

/** A table whose records are the children of another table's. */
export interface Per {
  /** The table of the parents. */
  readonly table: string;
  /**
   * Children per parent: a number, a range with equal chances or a distribution, or weights by number. Every
   * 1,024 parents have the same total, as near to the mean as whole numbers allow, for which some of them have
   * children added or taken: of weights with gaps, such as `{ 0: 1, 7: 1 }`, a few have a number in a gap (one in 14
   * here), and the more, the further the numbers are apart. Numbers without gaps stay among themselves.
   */
  readonly count: number | readonly [number, number] | ChildRange | Readonly<Record<number, number>>;
  /** Only parents in which that field, a `weighted` one with `exact`, has one of these values. */
  readonly where?: { readonly field: string; readonly values: readonly Scalar[] };
}

/** What `defineTable` takes beside name and type. */
export interface TableOptions {
  /** What a record is, in a few words. */
  readonly description?: string;
  /** How many records there are at scale 1, or a function of the scale; 1,000. Not for tables with `per`. */
  readonly rows?: number | ((scale: number) => number);
  /** The fields that tell records apart. */
  readonly key?: readonly string[];
  /**
   * Fields, or combinations of fields, that never repeat in the table: `["email", ["country", "code"]]`. Values
   * are given out by a permutation of the record numbers, all of them alike; nulls do not count.
   */
  readonly unique?: readonly (string | readonly string[])[];
  readonly per?: Per;
  /** How the table is spelled in CSV and TSV: in a stock dialect of that format, or in parts that differ from it. */
  readonly dialects?: Readonly<Partial<Record<"csv" | "tsv", TableDialect | TableDialectName>>>;
  /** The format in which the table is known; `ndjson`. */
  readonly format?: "ndjson" | "json" | "csv" | "tsv";
}

/** The type of a record. */
export type RecordType = z.ZodObject;

/** A table as its author defines it. */
export interface TableDefinition<Name extends string = string, Type extends RecordType = RecordType> {
  readonly name: Name;
  readonly type: Type;
  readonly options: TableOptions;
}

/**
 * Defines a table: its name, the zod object that its records are, and what zod cannot say.
 *
 * @example
 * ```ts
 * import { defineTable, fake, key } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const people = defineTable("people", z.object({ id: key("p"), name: fake("person.fullName"), born: z.iso.date() }), {
 *   rows: 50_000,
 *   key: ["id"],
 * });
 * console.log(people.name); // people
 * ```
 */
export function defineTable<const Name extends string, Type extends RecordType>(
  name: Name,
  type: Type,
  options: TableOptions = {},
): TableDefinition<Name, Type> {
  return { name, type, options };
}

/** The number of records of a table without `per` at a scale. */
export function rowsAt({ options: { rows = 1000 } }: { readonly options: TableOptions }, scale: number): number {
  return Math.round(typeof rows === "number" ? rows * scale : rows(scale));
}

/** What a table says is unique: the names of the fields of each combination. */
export function uniqueOf({ options }: { readonly options: TableOptions }): readonly (readonly string[])[] {
  return (options.unique ?? []).map((names) => (typeof names === "string" ? [names] : names));
}

/** Children per parent as a range, where they are told as one. */
export function childRange(count: Per["count"]): ChildRange | undefined {
  if (typeof count === "number") return undefined;
  if ("min" in count) return count;
  if (!Array.isArray(count)) return undefined;
  const [min, max] = count as [number, number];
  return { min, max };
}

/** Children per parent as pairs of number and weight; a distribution is laid on a range by who makes the records. */
export function childCounts(count: Per["count"]): [number, number][] {
  if (typeof count === "number") return [[count, 1]];
  const range = childRange(count);
  if (range !== undefined) {
    const { min, max } = range;
    if (!(max - min < 65536)) return [];
    return Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => [min + i, 1]);
  }
  return Object.entries(count).map(([n, weight]) => [Number(n), weight]);
}
