/**
 * Hints for values that follow from others: of the same record, of its parent, of another table.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { Distribution } from "./distributions.ts";
import type { Scalar } from "./field.ts";
import { hinted, hints, type Hint } from "./hints.ts";
import { noType, signature } from "./signature.ts";

/** Options of `sameAs`. */
export interface SameOptions<Type extends z.ZodType> {
  /** The share of the records that have a value of their own, found as the other field's are; 0. */
  readonly except?: number;
  /** The type of the other field; text where it is left out. */
  readonly type?: Type;
}

/**
 * A copy of a type, text where there is none, with a hint of its own. A clone without a definition would be a
 * child of the type, and have what that one's hint says too.
 */
export function following<Type extends z.ZodType>(type: Type | undefined, hint: Hint): Type {
  const given: z.ZodType = type ?? z.string();
  return hinted(given.clone(given._zod.def) as Type, hint);
}

const ofField = { field: told.text };
const ofType = { type: told.optional(told.zodType) };
const sames = signature<SameOptions<z.ZodType>>("sameAs()", ofField, { except: told.optional(told.number), ...ofType });

/** What another field of the record has; null where that is missing. */
export function sameAs<Type extends z.ZodType = z.ZodString>(
  field: string,
  options: SameOptions<Type> = {},
): NoInfer<Type> {
  const wrong = sames.refused<Type>(noType(), { field }, options);
  if (wrong !== undefined) return wrong;
  return following(options.type, { kind: "same", as: field, except: options.except ?? 0 });
}

interface Amount {
  readonly min: number;
  readonly max: number;
  readonly limit?: number;
}

const sums = signature<Amount>("plus()", ofField, {
  min: told.number,
  max: told.number,
  limit: told.optional(told.number),
});

/**
 * Another field's number plus `min` to `max`, or to what is left up to `limit`. The limit comes first: where not even
 * `min` is left, it is the sum, be it less than the number itself.
 *
 * Where that field is null or missing, the sum is null: `nullable(plus(…), 0)` says so.
 *
 * @example
 * ```ts
 * import { integer, plus } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const person = z.object({
 *   born: integer(1900, 2000),
 *   graduated: plus("born", { min: 17, max: 30, limit: 2025 }),
 * });
 * console.log(person.parse({ born: 1990, graduated: 2012 }).graduated); // 2012
 * ```
 */
export function plus(field: string, amount: Amount): z.ZodInt {
  return sums.refused(z.int(), { field }, amount) ?? z.int().register(hints, { kind: "plus", field, ...amount });
}

const decisions = signature("when()", { ...ofField, cases: told.typesByValue, otherwise: told.typeOrNull }, {});

/**
 * One type or another, decided by a `weighted`, enum or boolean field of the same record.
 *
 * @example
 * ```ts
 * import { plus, when } from "@backlot/schema";
 *
 * const endYear = when("titleType", { tvSeries: plus("startYear", { min: 0, max: 20 }) }, null);
 * console.log(endYear.parse(null)); // null
 * ```
 */
export function when<Cases extends Readonly<Record<string, z.ZodType | null>>, Otherwise extends z.ZodType | null>(
  field: string,
  cases: Cases,
  otherwise: Otherwise,
): z.ZodType<z.output<OrNull<Cases[keyof Cases]>> | z.output<OrNull<Otherwise>>> {
  const wrong = decisions.refused(z.any(), { field, cases, otherwise });
  if (wrong !== undefined) return wrong;
  const names = Object.keys(cases);
  const options = [...names.map((name) => cases[name] ?? z.null()), otherwise ?? z.null()];
  return z.union(options).register(hints, {
    kind: "when",
    field,
    cases: names.map((value, option) => ({ value, option })),
    otherwise: names.length,
  }) as never;
}

type OrNull<Type extends z.ZodType | null> = Type extends z.ZodType ? Type : z.ZodNull;

/** Which records of a table a reference may point at. */
export interface ReferenceOptions<Type extends z.ZodType> {
  /** How often each record is pointed at; uniform where it is left out. */
  readonly distribution?: Distribution;
  /** Only records in which that field, a `weighted` one with `exact`, has one of these values. */
  readonly where?: { readonly field: string; readonly values: readonly Scalar[] };
  /** The type of the field that is referred to; text where it is left out. */
  readonly type?: Type;
  /**
   * References of one record by the same name are to the same record: its key, and what else of it you need.
   * They are null together where `nullable` gives them the same rate. Each is by itself where it is left out.
   */
  readonly as?: string;
}

const references = signature<ReferenceOptions<z.ZodType>>(
  "reference()",
  { table: told.text, ...ofField },
  {
    distribution: told.optional(told.anything),
    where: told.optional(told.where),
    ...ofType,
    as: told.optional(told.text),
  },
);

/**
 * A field of some record of a table, found again from its number: nothing is stored.
 *
 * @example
 * ```ts
 * import { reference, zipf } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const buyer = { as: "buyer", distribution: zipf(0.9) };
 * const order = z.object({
 *   customerId: reference("customer", "id", buyer),
 *   customerName: reference("customer", "name", buyer), // of the same customer
 * });
 * console.log(order.safeParse({ customerId: "c1" }).success); // false
 * ```
 */
export function reference<Type extends z.ZodType = z.ZodString>(
  table: string,
  field: string,
  options: ReferenceOptions<Type> = {},
): NoInfer<Type> {
  const wrong = references.refused<Type>(noType(), { table, field }, options);
  if (wrong !== undefined) return wrong;
  const { type, ...rest } = options;
  return following(type, { kind: "reference", table, field, ...rest });
}

/** How the records of a table are a tree. */
export interface TreeOptions<Type extends z.ZodType> {
  /** Each record is the parent of so many, in the order of their numbers; where it is left out, parents are drawn. */
  readonly fanout?: number;
  /** A parent that is drawn is one of so many records just before; any of them where it is left out. */
  readonly within?: number;
  /** So many records, the first ones, have no parent; 1. */
  readonly roots?: number;
  /** The type of the field of the parent; text where it is left out. */
  readonly type?: Type;
  /** Records have one parent, and one more for each name here. */
  readonly as?: string;
}

const trees = signature<TreeOptions<z.ZodType>>("tree()", ofField, {
  fanout: told.optional(told.number),
  within: told.optional(told.number),
  roots: told.optional(told.number),
  ...ofType,
  as: told.optional(told.text),
});

/**
 * A field of the record's parent among the records of its own table, such as an employee's manager; null for
 * roots. A parent has a lower number than its children, so there are no rings, and any record is found alone.
 *
 * With a `fanout` of k, n records are log k n deep. Parents that are drawn from all records before make it about
 * ln n deep with few children for most; those that are drawn `within` a few records, about 2n / within. More roots,
 * by chance, are `nullable(tree(…), 0.3)`. All trees of a record by the same name are of the same parent, so that a
 * record can have its parent's key and its name.
 *
 * @example
 * ```ts
 * import { fake, key, tree } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const employee = z.object({
 *   id: key("e"),
 *   name: fake("person.fullName"),
 *   managerId: tree("id", { fanout: 8 }),
 *   managerName: tree("name", { fanout: 8 }),
 * });
 * console.log(employee.parse({ id: "e0000001", name: "Ada Roe", managerId: null, managerName: null }).managerId); // null
 * ```
 */
export function tree<Type extends z.ZodType = z.ZodString>(
  field: string,
  options: TreeOptions<Type> = {},
): z.ZodNullable<NoInfer<Type>> {
  const wrong = trees.refused<z.ZodNullable<Type>>(noType(), { field }, options);
  if (wrong !== undefined) return wrong;
  const { type, roots = 1, ...rest } = options;
  const given = (type ?? z.string()) as Type;
  return hinted(z.nullable(given), { kind: "tree", field, roots, ...rest });
}

const parents = signature("parent()", { ...ofField, ...ofType }, {});

/**
 * A field of the record's parent; for tables with `per`.
 *
 * @param type - of that field, where it is not text
 * @example
 * ```ts
 * import { defineTable, integer, key, ordinal, parent } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const order = defineTable("order", z.object({ id: key("o"), placed: integer(2000, 2025) }));
 * const line = defineTable(
 *   "line",
 *   z.object({ order: parent("id"), number: ordinal(), placed: parent("placed", z.int()) }),
 *   { per: { table: "order", count: [1, 5] } },
 * );
 * console.log(order.name, line.type.parse({ order: "o0000001", number: 1, placed: 2024 }).placed); // order 2024
 * ```
 */
export function parent<Type extends z.ZodType = z.ZodString>(field: string, type?: Type): NoInfer<Type> {
  return parents.refused<Type>(noType(), { field, type }) ?? following(type, { kind: "parent", field });
}

/** 1, 2, 3 … among the children of one parent; for tables with `per`. */
export function ordinal(): z.ZodInt {
  return z.int().min(1).register(hints, { kind: "ordinal" });
}

/** True for exactly one child of each parent; for tables with `per`. */
export function chosen(): z.ZodBoolean {
  return z.boolean().register(hints, { kind: "chosen" });
}
