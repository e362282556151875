/**
 * Hints for values that stand alone: numbers, dates, ids, words.
 *
 * Each returns the zod type that its values have, so that the type of a record is known.
 */

import * as z from "zod";
import type { Distribution } from "./field.ts";
import type { FakerMethod } from "./faker-methods.ts";
import { hinted, hints, type Compute } from "./hints.ts";

/** Options of the numbers. */
export interface NumberOptions {
  /** Uniform where it is left out. */
  readonly distribution?: Distribution;
}

/** Rank k has weight k^-exponent; the lowest value of a range has rank 1. */
export function zipf(exponent: number): Distribution {
  return { kind: "zipf", exponent };
}

/**
 * Weights of equally wide parts of a range.
 *
 * @example
 * ```ts
 * import { histogram, integer } from "@backlot/schema";
 *
 * const year = integer(1894, 2026, { distribution: histogram([1, 1, 2, 4, 8, 16]) });
 * console.log(year.parse(2000)); // 2000
 * ```
 */
export function histogram(weights: readonly number[]): Distribution {
  return { kind: "histogram", weights };
}

/** Whole numbers from `min` to `max`, both included. */
export function integer(min: number, max: number, options: NumberOptions = {}): z.ZodInt {
  return z
    .int()
    .min(min)
    .max(max)
    .register(hints, { kind: "integer", min, max, ...options });
}

/** Numbers from `min` to `max`, both included, with that many digits behind the point. */
export function decimal(min: number, max: number, digits: number, options: NumberOptions = {}): z.ZodNumber {
  return z
    .number()
    .min(min)
    .max(max)
    .register(hints, { kind: "decimal", min, max, digits, ...options });
}

/** True with that probability. */
export function chance(probability: number): z.ZodBoolean {
  return z.boolean().register(hints, { kind: "boolean", probability });
}

/** Days from `from` to `to`, both included, as `YYYY-MM-DD`. */
export function date(from: string, to: string): z.ZodISODate {
  return z.iso.date().register(hints, { kind: "date", from, to });
}

/** Instants in UTC from `from` to `to`, both included, such as `2024-05-01T12:30:00.125Z`. */
export function timestamp(from: string, to: string): z.ZodISODateTime {
  return z.iso.datetime().register(hints, { kind: "timestamp", from, to });
}

/** Lower-case hexadecimal digits behind a prefix. */
export function hex(digits: number, options: { readonly prefix?: string } = {}): z.ZodString {
  return z.string().register(hints, { kind: "hex", digits, prefix: options.prefix ?? "" });
}

/** Options of `key`. */
export interface KeyOptions {
  /** At least so many digits, with leading zeros; 7. */
  readonly digits?: number;
  /** `"sequential"` counts 1, 2, 3 …; `"permuted"` shuffles all numbers of that many digits. */
  readonly order?: "sequential" | "permuted";
}

/**
 * A key that is unique by construction: a prefix and the number of the record.
 *
 * @example
 * ```ts
 * import { key } from "@backlot/schema";
 *
 * console.log(key("tt", { digits: 7 }).parse("tt0000001")); // tt0000001
 * ```
 */
export function key(prefix: string, options: KeyOptions = {}): z.ZodString {
  const { digits = 7, order = "sequential" } = options;
  return z.string().register(hints, { kind: "key", prefix, digits, order });
}

/** A method of faker by its name, such as `person.fullName`; faker's own defaults unless `options` says else. */
export function fake(method: FakerMethod, options?: unknown): z.ZodString {
  return z
    .string()
    .register(hints, options === undefined ? { kind: "fake", method } : { kind: "fake", method, options });
}

/**
 * Text with faker methods, or fields of the same record, in double braces.
 *
 * @example
 * ```ts
 * import { template } from "@backlot/schema";
 *
 * const plot = template("{{company.name}}: {{company.catchPhrase}} in {{startYear}}");
 * console.log(plot.safeParse(1979).success); // false
 * ```
 */
export function template(text: string): z.ZodString {
  return z.string().register(hints, { kind: "template", text });
}

/** Options of `weighted`. */
export interface WeightedOptions {
  /**
   * Every 1,024 records hold the same number of each value, as near to the weights as whole numbers allow.
   * References and child tables can then ask for the records with one value.
   */
  readonly exact?: boolean;
}

/** One of the words, as often as its weight says. */
export function weighted<const Word extends string>(
  weights: Readonly<Record<Word, number>>,
  options: WeightedOptions = {},
): z.ZodEnum<{ [K in Word]: K }> {
  const words = Object.keys(weights) as Word[];
  return z.enum(words).register(hints, {
    kind: "choice",
    values: words,
    weights: Object.values<number>(weights),
    ...(options.exact === true ? { exact: true } : {}),
  });
}

/** A list of `min` to `max` distinct words, in random order. */
export function subset<const Word extends string>(
  words: readonly Word[],
  size: { readonly min: number; readonly max: number },
): z.ZodArray<z.ZodEnum<{ [K in Word]: K }>> {
  return z
    .array(z.enum(words as readonly [Word, ...Word[]]))
    .min(size.min)
    .max(size.max)
    .register(hints, { kind: "subset", values: words, ...size });
}

/** The type, or null in that share of the records. */
export function nullable<Type extends z.ZodType>(type: Type, rate: number): z.ZodNullable<Type> {
  return hinted(z.nullable(type), { kind: "absent", rate });
}

/** The type, or no such member in that share of the records. */
export function optional<Type extends z.ZodType>(type: Type, rate: number): z.ZodOptional<Type> {
  return hinted(z.optional(type), { kind: "absent", rate });
}

/**
 * A list of `min` to `max` elements.
 *
 * `distinct` allows no value twice, for references.
 */
export function list<Type extends z.ZodType>(
  type: Type,
  size: {
    readonly min: number;
    readonly max: number;
    readonly distribution?: Distribution;
    readonly distinct?: boolean;
  },
): z.ZodArray<Type> {
  const { min, max, distribution, distinct } = size;
  return z
    .array(type)
    .min(min)
    .max(max)
    .register(hints, {
      kind: "elements",
      ...(distribution === undefined ? {} : { distribution }),
      ...(distinct === undefined ? {} : { distinct }),
    });
}

/**
 * Code of your own, called once per record with those fields of it that are not computed, and a faker seeded for
 * this field and record.
 * The slow lane; everything else is compiled.
 */
export function compute<Type extends z.ZodType>(type: Type, code: Compute): Type {
  return hinted(type.clone(type._zod.def), { kind: "compute", code });
}
