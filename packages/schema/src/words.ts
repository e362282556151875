/**
 * Hints for words: methods of faker, and templates of them.
 */

import * as z from "zod";
import type { FakerMethod } from "./faker-methods.ts";
import { hints } from "./hints.ts";

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
