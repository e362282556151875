/**
 * The hint for texts that a regular expression matches.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import { signature } from "./signature.ts";

const patterns = signature("pattern()", { expression: told.expression }, {});

/**
 * Text that matches a regular expression, the whole of it; the same as `z.string().regex(expression)`.
 *
 * Alternatives and the characters of a class are equally likely. `*`, `+` and `{2,}` go up to ten above their
 * minimum, or as far as `.min()` and `.max()` ask. `.`, `\w`, `\s`, `\p{L}` and negated classes give printable ASCII
 * characters; what a class names stands in it whatever it is. Both cases of ASCII letters come with the flag `i`.
 *
 * `definePlugin` refuses what looks at the text around it (`\b`, `(?=…)`, `^` behind text), refers back (`\1`), or
 * leaves no character to take.
 *
 * @example
 * ```ts
 * import { pattern } from "@backlot/schema";
 *
 * const plate = pattern(/[A-Z]{2}-\d{4}(-(x|y))?/);
 * console.log(plate.parse("QF-0815-x")); // QF-0815-x
 * ```
 */
export function pattern(expression: RegExp): z.ZodString {
  return patterns.refused(z.string(), { expression }) ?? z.string().regex(expression);
}
