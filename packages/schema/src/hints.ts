/**
 * The registry of hints: data that stays with a zod type and says how its values are found.
 */

import * as z from "zod";
import type { Distribution } from "./distributions.ts";
import type { FieldOf, Scalar } from "./field.ts";
import type { Misuse } from "./issue.ts";

/** Code of an author, called once per record. */
export type Compute = (record: Readonly<Record<string, unknown>>, random: unknown) => unknown;

/**
 * What a zod type is told beside its own definition. Most hints are the finished field; those that concern
 * nested types name only what zod does not know.
 */
export type Hint =
  | FieldOf<
      | "integer"
      | "decimal"
      | "boolean"
      | "date"
      | "time"
      | "timestamp"
      | "sequence"
      | "series"
      | "uuidv7"
      | "ulid"
      | "hex"
      | "key"
      | "choice"
      | "fake"
      | "template"
      | "column"
      | "transform"
      | "username"
      | "same"
      | "plus"
      | "subset"
      | "reference"
      | "tree"
      | "parent"
      | "ordinal"
      | "chosen"
    >
  /** For nullable and optional types. */
  | { readonly kind: "absent"; readonly rate: number }
  /** For arrays. */
  | { readonly kind: "elements"; readonly distribution?: Distribution; readonly distinct?: boolean }
  /** For unions: how often each option holds. */
  | { readonly kind: "options"; readonly weights: readonly number[] }
  /** For unions: which option holds in which case. */
  | {
      readonly kind: "when";
      readonly field: string;
      readonly cases: readonly { readonly value: Scalar; readonly option: number }[];
      readonly otherwise: number;
    }
  | { readonly kind: "compute"; readonly code: Compute }
  /** Told something wrong, which `definePlugin` reports. */
  | { readonly kind: "misused"; readonly wrong: readonly Misuse[] };

/** Hints by zod type; a type made from a registered one by `.min()` and the like inherits its hint. */
export const hints: z.core.$ZodRegistry<Hint> = z.registry<Hint>();

/** Registers a hint with a type of its own and returns the type. */
export function hinted<Type extends z.ZodType>(type: Type, hint: Hint): Type {
  // zod cannot know that a registry without constraints takes every type.
  (hints as z.core.$ZodRegistry<Hint, z.ZodType>).add(type, hint);
  return type;
}
