/**
 * Hints for fields that go together: the columns of one row, drawn once for all of them.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { Scalar } from "./field.ts";
import { hinted } from "./hints.ts";
import { noType, signature } from "./signature.ts";

/** Options of a column. */
export interface ColumnOptions {
  /** For numbers: evenly up to so much above or below the row's. */
  readonly spread?: number;
  /** For numbers with a spread: digits behind the point; 2. */
  readonly digits?: number;
}

/** A row that each record draws, or each element of a list: its columns are fields. */
export interface RowChoice<Row> {
  /** The field that has this column of the row. */
  column<Name extends keyof Row & string>(name: Name, options?: ColumnOptions): z.ZodType<Row[Name]>;
}

interface RowOptions<Row> {
  readonly weight?: keyof Row & string;
}

/**
 * One of the rows, drawn once for all fields of a record that take its columns under this name; fields with
 * another name draw a row of their own. Each `#` in a text is a digit. Where a column is nullable at the same rate
 * as another, both are null together.
 *
 * @param options `weight`: the column that says how often a row is drawn; each as often where it is left out.
 * @example
 * ```ts
 * import { rowOf } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const towns = [
 *   { town: "Bern", postcode: "30##", height: 540, people: 134 },
 *   { town: "Zug", postcode: "63##", height: 425, people: 31 },
 * ];
 * const home = rowOf("home", towns, { weight: "people" });
 * const work = rowOf("work", towns);
 * const person = z.object({
 *   town: home.column("town"),
 *   postcode: home.column("postcode"), // 3012 where the town is Bern
 *   height: home.column("height", { spread: 20, digits: 0 }),
 *   workplace: work.column("town"),
 * });
 * console.log(person.shape.town.parse("Zug")); // Zug
 * ```
 */
export function rowOf<Row extends { readonly [Name in keyof Row]: Scalar }>(
  name: string,
  rows: readonly Row[],
  options: RowOptions<Row> = {},
): RowChoice<Row> {
  const names = [...new Set((Array.isArray(rows) ? rows : []).flatMap((row) => Object.keys(Object(row))))];
  const choice = signature<RowOptions<Row>>(
    "rowOf()",
    { name: told.text, rows: told.rowsByColumn },
    {
      weight: told.optional(told.oneOf(...names)),
    },
  );
  const columns = signature<ColumnOptions>(
    "rowOf(…).column()",
    { name: names.length === 0 ? told.text : told.oneOf(...names) },
    {
      spread: told.optional(told.number),
      digits: told.optional(told.number),
    },
  );
  return {
    column: (column, columnOptions = {}) => {
      const wrong =
        choice.refused<z.ZodType<Row[typeof column]>>(noType(), { name, rows }, options) ??
        columns.refused<z.ZodType<Row[typeof column]>>(noType(), { name: column }, columnOptions);
      if (wrong !== undefined) return wrong;
      const { weight } = options;
      const { spread, digits = 2 } = columnOptions;
      const values = rows.map((row) => row[column]);
      const type = spread === undefined ? typeOf(values) : z.number();
      return hinted(type, {
        kind: "column",
        row: name,
        values,
        // A weight that is no number is told of with the others.
        ...(weight === undefined ? {} : { weights: rows.map((row) => row[weight] as number) }),
        ...(spread === undefined ? {} : { spread, digits }),
      }) as z.ZodType<Row[typeof column]>;
    },
  };
}

/** Numbers or texts where all of them are, else what they are. */
function typeOf(values: readonly Scalar[]): z.ZodType {
  if (values.every((value) => typeof value === "string")) return z.string();
  if (values.every((value) => typeof value === "number")) return z.number();
  const others = values.filter((value) => typeof value !== "string");
  return z.union([z.string(), z.literal([...new Set(others)] as [Scalar])]);
}
