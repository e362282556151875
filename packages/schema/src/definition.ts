/**
 * What zod keeps of a type: its definition, with the limits among its checks.
 */

import type * as z from "zod";

/** The definition of a type, whose members depend on its kind. */
export type Def = z.core.$ZodTypeDef & Record<string, unknown>;

/** Whether a value is a type of zod 4. */
export function isType(value: unknown): value is z.core.$ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/** The definition of a type. */
export const definition = (type: z.core.$ZodType): Def => type._zod.def as Def;

/** zod keeps limits as a list of checks, the stricter ones not always last. */
export function checks(def: Def): Record<string, unknown>[] {
  return (def.checks ?? []).map((check) => check._zod.def as never);
}

/** How long a text or a list may be, as far as its checks say. */
export function lengthLimits(def: Def): { min?: number; max?: number } {
  let min: number | undefined;
  let max: number | undefined;
  for (const check of checks(def)) {
    if (check["check"] === "min_length") min = Math.max(min ?? 0, check["minimum"] as number);
    if (check["check"] === "max_length") max = Math.min(max ?? Infinity, check["maximum"] as number);
    if (check["check"] === "length_equals") min = max = check["length"] as number;
  }
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Whether code checks the values, whose wishes nobody knows. */
export const hasCode = (def: Def): boolean => checks(def).some((check) => check["check"] === "custom");

/** How long a text or a list may be: as its checks say, else as the defaults. */
export function lengths(def: Def, defaultMin: number, defaultMax: number): { min: number; max: number } {
  const { min, max } = lengthLimits(def);
  const from = min ?? Math.min(defaultMin, max ?? defaultMin);
  return { min: from, max: max ?? Math.max(defaultMax, from + defaultMax - defaultMin) };
}
