/**
 * Hints for what tells records apart: keys and random digits.
 */

import * as z from "zod";
import { hints } from "./hints.ts";

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
