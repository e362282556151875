/**
 * Hints for numbers.
 */

import * as z from "zod";
import type { Distribution } from "./distributions.ts";
import * as told from "./arguments.ts";
import { hints } from "./hints.ts";
import { signature } from "./signature.ts";

/** Options of the numbers. */
export interface NumberOptions {
  /** Uniform where it is left out. */
  readonly distribution?: Distribution;
}

// What a distribution may be depends on the values of the field: see validate/distribution.ts.
const spread = { distribution: told.optional(told.anything) };
const range = { min: told.number, max: told.number };
const integers = signature<NumberOptions>("integer()", range, spread);
const decimals = signature<NumberOptions>("decimal()", { ...range, digits: told.number }, spread);

/**
 * Whole numbers from `min` to `max`, both included.
 *
 * @param min - within ±2^53, as is `max`; the range is below 2^53
 * @example
 * ```ts
 * import { integer, normal } from "@backlot/schema";
 *
 * const age = integer(18, 99, { distribution: normal({ mean: 41, deviation: 12 }) });
 * console.log(age.safeParse(17).success); // false
 * ```
 */
export function integer(min: number, max: number, options: NumberOptions = {}): z.ZodInt {
  return (
    integers.refused(z.int(), { min, max }, options) ??
    z
      .int()
      .min(min)
      .max(max)
      .register(hints, { kind: "integer", min, max, ...options })
  );
}

/**
 * Numbers from `min` to `max`, both included, with that many digits behind the point.
 *
 * @param digits - 0 to 15; no more than 2^53 different values
 * @example
 * ```ts
 * import { decimal } from "@backlot/schema";
 *
 * console.log(decimal(0, 10, 1).parse(7.5)); // 7.5
 * ```
 */
export function decimal(min: number, max: number, digits: number, options: NumberOptions = {}): z.ZodNumber {
  return (
    decimals.refused(z.number(), { min, max, digits }, options) ??
    z
      .number()
      .min(min)
      .max(max)
      .register(hints, { kind: "decimal", min, max, digits, ...options })
  );
}
