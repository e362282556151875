/**
 * Hints for one or some of several values or types.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { Scalar } from "./field.ts";
import { hinted, hints } from "./hints.ts";
import { noType, signature } from "./signature.ts";

const chances = signature("chance()", { probability: told.number }, {});

/**
 * True with that probability.
 *
 * @param probability - from 0 to 1
 * @example
 * ```ts
 * import { chance } from "@backlot/schema";
 *
 * console.log(chance(0.2).parse(true)); // true
 * ```
 */
export function chance(probability: number): z.ZodBoolean {
  return chances.refused(z.boolean(), { probability }) ?? z.boolean().register(hints, { kind: "boolean", probability });
}

/** Any values with their weights, which need not add up to anything. */
export type WeightedValues = readonly (readonly [value: Scalar, weight: number])[];

/** The same for words. */
type WeightedWords = Readonly<Record<string, number>>;

function entriesOf(weights: WeightedWords | WeightedValues): WeightedValues {
  return Array.isArray(weights) ? (weights as WeightedValues) : Object.entries(weights);
}

/** The type that has these values: an enum of words, else literals. */
function oneOf(values: readonly Scalar[], isEnum: boolean): z.ZodType {
  return isEnum ? z.enum(values as readonly string[]) : z.literal(values as [Scalar]);
}

/** Options of `weighted`. */
export interface WeightedOptions {
  /**
   * Every 1,024 records hold the same number of each value, as near to the weights as whole numbers allow.
   * References and child tables can then ask for the records with one value.
   */
  readonly exact?: boolean;
}

const choices = signature<WeightedOptions>(
  "weighted()",
  { weights: told.weights },
  { exact: told.optional(told.boolean) },
);

/**
 * One of the values, as often as its weight says: words by name, or any numbers, words, booleans and null in pairs.
 *
 * @example
 * ```ts
 * import { weighted } from "@backlot/schema";
 *
 * const state = weighted({ paid: 8, open: 1.5 });
 * const rating = weighted([
 *   [5, 60],
 *   [1, 25],
 *   [null, 15],
 * ]);
 * console.log(state.parse("open"), rating.parse(null)); // open null
 * ```
 */
export function weighted<const Word extends string>(
  weights: Readonly<Record<Word, number>>,
  options?: WeightedOptions,
): z.ZodEnum<{ [K in Word]: K }>;
export function weighted<const Values extends WeightedValues>(
  weights: Values,
  options?: WeightedOptions,
): z.ZodLiteral<Values[number][0]>;
export function weighted(weights: WeightedWords | WeightedValues, options: WeightedOptions = {}): z.ZodType {
  const wrong = choices.refused<z.ZodType>(noType(), { weights }, options);
  if (wrong !== undefined) return wrong;
  const entries = entriesOf(weights);
  const values = entries.map(([value]) => value);
  return oneOf(values, !Array.isArray(weights)).register(hints, {
    kind: "choice",
    values,
    weights: entries.map(([, weight]) => weight),
    ...(options.exact === true ? { exact: true } : {}),
  });
}

/** How many values a `subset` has. */
export interface SubsetSize {
  readonly min: number;
  readonly max: number;
}

const subsets = signature<SubsetSize>("subset()", { values: told.values }, { min: told.size, max: told.size });

/**
 * A list of `min` to `max` distinct values, in random order: words, numbers, booleans or null.
 *
 * With weights, as `weighted` takes them, each next value is one of those that are left, as often as its weight says
 * among these.
 *
 * @example
 * ```ts
 * import { subset } from "@backlot/schema";
 *
 * const genres = subset(["drama", "comedy", "crime"], { min: 1, max: 3 });
 * const toppings = subset({ cheese: 9, olives: 3, anchovies: 1 }, { min: 0, max: 2 });
 * const lottery = subset([1, 2, 3, 5, 8, 13], { min: 2, max: 2 });
 * console.log(genres.parse(["crime"]), toppings.parse([]), lottery.parse([13, 2])); // [ 'crime' ] [] [ 13, 2 ]
 * ```
 */
export function subset<const Word extends string>(
  values: readonly Word[] | Readonly<Record<Word, number>>,
  size: SubsetSize,
): z.ZodArray<z.ZodEnum<{ [K in Word]: K }>>;
export function subset<const Value extends Scalar>(
  values: readonly Value[],
  size: SubsetSize,
): z.ZodArray<z.ZodLiteral<Value>>;
export function subset<const Values extends WeightedValues>(
  values: Values,
  size: SubsetSize,
): z.ZodArray<z.ZodLiteral<Values[number][0]>>;
export function subset(values: readonly Scalar[] | WeightedWords | WeightedValues, size: SubsetSize): z.ZodType {
  const wrong = subsets.refused<z.ZodType>(noType(), { values }, size);
  if (wrong !== undefined) return wrong;
  const { min, max } = size;
  const plain = Array.isArray(values) && !Array.isArray(values[0]) ? (values as readonly Scalar[]) : undefined;
  const entries = plain === undefined ? entriesOf(values as WeightedWords | WeightedValues) : [];
  const all = plain ?? entries.map(([value]) => value);
  const isEnum = !Array.isArray(values) || (plain !== undefined && all.every((value) => typeof value === "string"));
  return z
    .array(oneOf(all, isEnum))
    .min(min)
    .max(max)
    .register(hints, {
      kind: "subset",
      values: all,
      ...(plain === undefined ? { weights: entries.map(([, weight]) => weight) } : {}),
      min,
      max,
    });
}

/** A type and how often it holds. */
type Option = readonly [type: z.ZodType, weight: number];

type Types<Options extends readonly Option[]> = { readonly [K in keyof Options]: Options[K][0] };

const unions = signature("union()", { options: told.weightedTypes }, {});

/**
 * One of the types, as often as its weight says.
 *
 * @example
 * ```ts
 * import { integer, union } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const id = union([
 *   [z.uuid(), 95],
 *   [integer(1, 99_999), 5],
 * ]);
 * console.log(id.parse(4711)); // 4711
 * ```
 */
export function union<const Options extends readonly Option[]>(options: Options): z.ZodUnion<Types<Options>> {
  const wrong = unions.refused<z.ZodUnion<Types<Options>>>(noType(), { options });
  if (wrong !== undefined) return wrong;
  const types = options.map(([type]) => type) as unknown as Types<Options>;
  return hinted(z.union(types), { kind: "options", weights: options.map(([, weight]) => weight) });
}
