/**
 * Hints for one or some of several values.
 */

import * as z from "zod";
import { hints } from "./hints.ts";

/** True with that probability. */
export function chance(probability: number): z.ZodBoolean {
  return z.boolean().register(hints, { kind: "boolean", probability });
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
