/**
 * Hints for words: methods of faker, and templates of them.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { FakerMethod } from "./faker-methods.ts";
import { fakerType, type FakerType, type FakerTypeWith } from "./faker-values.ts";
import { hinted, hints } from "./hints.ts";
import { noType, signature } from "./signature.ts";

const fakes = signature("fake()", { method: told.text }, {});
const templates = signature("template()", { text: told.text }, {});

/**
 * A method of faker by its name, such as `person.fullName` or `number.int`; the type is that of its values, where
 * dates are RFC 3339 text.
 *
 * `options` are the method's own argument, of any kind: faker's documentation tells which. Dates that faker counts
 * from now count from 2025-01-01, or from `refDate`: the clock has no say in records, nor has the machine's zone, so
 * a time among the options has one, as `2024-01-01T00:00:00Z` has.
 *
 * @example
 * ```ts
 * import { fake } from "@backlot/schema";
 *
 * console.log(fake("number.int", { max: 6 }).parse(4)); // 4
 * ```
 */
export function fake<Method extends FakerMethod>(method: Method): FakerType<Method>;
export function fake<Method extends FakerMethod>(method: Method, options: unknown): FakerTypeWith<Method>;
export function fake(method: FakerMethod, options?: unknown): z.ZodType {
  const hint = options === undefined ? { kind: "fake" as const, method } : { kind: "fake" as const, method, options };
  return fakes.refused<z.ZodType>(noType(), { method }) ?? hinted(fakerType(method, options), hint);
}

/**
 * Text with faker methods, or fields of the same record, in double braces; behind a bar what is made of them:
 * `{{title | slug}}`, and likewise `lower`, `upper` and `title`.
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
  return templates.refused(z.string(), { text }) ?? z.string().register(hints, { kind: "template", text });
}
