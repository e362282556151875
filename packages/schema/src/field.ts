/**
 * Fields: what stands in a record, as plain data.
 *
 * Whatever an author writes, a hint or a plain zod type, becomes one of these. They can be compiled, sent to a
 * worker and printed; nothing in them is a function, except the author's own code in `compute`.
 */

import type { Shape } from "./expression.ts";
import type { Misuse } from "./issue.ts";
import type { Transform } from "./template.ts";
import type { Distribution } from "./distributions.ts";
import type { CalendarStep, Duration } from "./durations.ts";

/** A value that fits into one cell. */
export type Scalar = string | number | boolean | null;

/** A type of JSON; whole numbers are numbers too. */
export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** One field of an object, by name. */
export interface Member {
  readonly name: string;
  readonly field: Field;
}

/** The time in an id: an instant of a range, or what a field of the same record has. */
export type IdTime = { readonly from: string; readonly to: string } | { readonly field: string };

/**
 * What a field holds and how its value is found; one kind per row of the table in the README.
 *
 * Fields that are another field's value have the types that were `declared` of them, which must fit.
 */
export type Field =
  | { readonly kind: "constant"; readonly value: Scalar }
  | {
      readonly kind: "integer";
      readonly min: number;
      readonly max: number;
      /** All values are `min` plus a multiple of this; 1. */
      readonly step?: number;
      readonly distribution?: Distribution;
    }
  | {
      readonly kind: "decimal";
      readonly min: number;
      readonly max: number;
      /** Digits behind the point. */
      readonly digits: number;
      readonly distribution?: Distribution;
    }
  | { readonly kind: "boolean"; readonly probability: number }
  /** Days, both included, as `YYYY-MM-DD`. */
  | { readonly kind: "date"; readonly from: string; readonly to: string; readonly distribution?: Distribution }
  /** Times of day, both included, as `HH:MM:SS`. */
  | { readonly kind: "time"; readonly from: string; readonly to: string; readonly distribution?: Distribution }
  /** Instants in UTC with milliseconds, both included, as RFC 3339 text. */
  | { readonly kind: "timestamp"; readonly from: string; readonly to: string; readonly distribution?: Distribution }
  /** `start`, `start + step` … by the number of the record or child, and up to `jitter` more by chance. */
  | {
      readonly kind: "sequence";
      readonly start: number;
      readonly step: number;
      readonly jitter: number;
      readonly by: "record" | "ordinal";
    }
  /** Days or instants, in the same way. */
  | {
      readonly kind: "series";
      readonly of: "date" | "timestamp";
      readonly start: string;
      readonly step: Duration | CalendarStep;
      readonly jitter: Duration;
      readonly by: "record" | "ordinal";
    }
  /** Version 4. */
  | { readonly kind: "uuid" }
  /** Version 7: the time, then random bits; sorts by time. */
  | { readonly kind: "uuidv7"; readonly time: IdTime }
  /** 48 bits of time and 80 random ones, in 26 digits of Crockford's base 32; sorts by time. */
  | { readonly kind: "ulid"; readonly time: IdTime }
  | { readonly kind: "hex"; readonly digits: number; readonly prefix: string }
  | {
      readonly kind: "key";
      readonly prefix: string;
      /** At least so many digits, with leading zeros. */
      readonly digits: number;
      readonly order: "sequential" | "permuted";
      /** The first number; 1 in sequence, 0 permuted. */
      readonly start?: number;
    }
  | {
      readonly kind: "choice";
      readonly values: readonly Scalar[];
      readonly weights?: readonly number[];
      /** Every 1,024 records hold the same number of each value, so that a reference can point at one value. */
      readonly exact?: boolean;
    }
  /** A method of faker, by its name. */
  | { readonly kind: "fake"; readonly method: string; readonly options?: unknown }
  /** Lower-case letters, so many of them. */
  | { readonly kind: "letters"; readonly min: number; readonly max: number }
  /** Text of a shape: what a regular expression matches. */
  | { readonly kind: "pattern"; readonly expression: string; readonly shape: Shape }
  /** Text with faker methods, or fields beside this one, in double braces. */
  | { readonly kind: "template"; readonly text: string }
  /** A column of a row that is drawn once for all fields with that name; each `#` in a text is a digit. */
  | {
      readonly kind: "column";
      readonly row: string;
      readonly values: readonly Scalar[];
      readonly weights?: readonly number[];
      /** Up to so much is added to a number, or taken from it, with `digits` digits behind the point. */
      readonly spread?: number;
      readonly digits?: number;
    }
  /** What is made of another field's texts. */
  | {
      readonly kind: "transform";
      readonly field: string;
      readonly to: Transform;
      readonly declared?: readonly JsonType[];
    }
  /** A user name from fields of the record: a full name, or first and last name; with `hosts` an address of email. */
  | {
      readonly kind: "username";
      readonly of: readonly string[];
      readonly hosts?: readonly string[];
      /** With the number of the record, so that no two are the same. */
      readonly unique?: boolean;
    }
  /** What another field of the record has, but for a share of the records: these get a value of their own. */
  | { readonly kind: "same"; readonly as: string; readonly except: number; readonly declared?: readonly JsonType[] }
  /** A number added to another field's; null where that is null. What would go above `limit` is spread below it. */
  | {
      readonly kind: "plus";
      readonly field: string;
      readonly min: number;
      readonly max: number;
      readonly limit?: number;
    }
  /** Decided by the value of a `choice` or `boolean` field of the record. */
  | {
      readonly kind: "when";
      readonly field: string;
      readonly cases: readonly { readonly value: Scalar; readonly field: Field }[];
      readonly otherwise: Field;
    }
  /** A list of distinct values, in random order. */
  | {
      readonly kind: "subset";
      readonly values: readonly Scalar[];
      readonly weights?: readonly number[];
      readonly min: number;
      readonly max: number;
    }
  /** A field of some record of a table. */
  | {
      readonly kind: "reference";
      readonly table: string;
      readonly field: string;
      readonly distribution?: Distribution;
      /** Only records whose exact choice `field` has one of these values. */
      readonly where?: { readonly field: string; readonly values: readonly Scalar[] };
      /** References of one record by the same name are to the same record. */
      readonly as?: string;
      readonly declared?: readonly JsonType[];
    }
  /** A field of the record's parent in a tree of the table's own records, which has a lower number; null for roots. */
  | {
      readonly kind: "tree";
      readonly field: string;
      /** So many records have no parent: the first ones. */
      readonly roots: number;
      /** Each record is the parent of so many, in the order of their numbers; by chance where it is left out. */
      readonly fanout?: number;
      /** By chance, a parent is one of so many records before. */
      readonly within?: number;
      readonly as?: string;
      readonly declared?: readonly JsonType[];
    }
  /** A field of the record's parent, in a table that has a `per`. */
  | { readonly kind: "parent"; readonly field: string; readonly declared?: readonly JsonType[] }
  /** 1, 2, 3 … among the children of one parent. */
  | { readonly kind: "ordinal" }
  /** True for one child of each parent, false for the others. */
  | { readonly kind: "chosen" }
  | { readonly kind: "nullable"; readonly of: Field; readonly rate: number }
  | { readonly kind: "optional"; readonly of: Field; readonly rate: number }
  | {
      readonly kind: "list";
      readonly of: Field;
      readonly min: number;
      readonly max: number;
      readonly distribution?: Distribution;
      /** No value twice; for references only. */
      readonly distinct?: boolean;
    }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "tuple"; readonly items: readonly Field[] }
  /** An object with keys like `word1`, as many as the range says. */
  | { readonly kind: "record"; readonly of: Field; readonly min: number; readonly max: number }
  | { readonly kind: "union"; readonly options: readonly Field[]; readonly weights?: readonly number[] }
  /** The author's own code, found again by the path of the field in its table. */
  | { readonly kind: "compute" }
  /** Nothing can be inferred; `reason` says why, or `wrong` what its hint was told. */
  | { readonly kind: "unsupported"; readonly reason: string; readonly wrong?: readonly Misuse[] };

/** The field of one kind. */
export type FieldOf<Kind extends Field["kind"]> = Extract<Field, { kind: Kind }>;

/** A field without the chance of its being absent. */
export function present(field: Field): Field {
  return field.kind === "nullable" || field.kind === "optional" ? present(field.of) : field;
}

/** The fields directly inside a field. */
export function inside(field: Field): readonly Field[] {
  switch (field.kind) {
    case "nullable":
    case "optional":
    case "list":
    case "record":
      return [field.of];
    case "object":
      return field.members.map((member) => member.field);
    case "tuple":
      return field.items;
    case "union":
      return field.options;
    case "when":
      return [...field.cases.map((c) => c.field), field.otherwise];
    default:
      return [];
  }
}
