/**
 * Hints for what is around values: their absence, and lists of them.
 */

import * as z from "zod";
import type { Distribution } from "./distributions.ts";
import { hinted, hints } from "./hints.ts";

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
