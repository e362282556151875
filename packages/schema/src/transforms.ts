/**
 * Hints for texts that are made of other texts of the record.
 */

import type * as z from "zod";
import * as told from "./arguments.ts";
import { following } from "./relations.ts";
import { noType, signature } from "./signature.ts";
import type { Transform } from "./template.ts";

/** Options of the transforms. */
export interface TransformOptions<Type extends z.ZodType> {
  /** The type of the other field; text where it is left out. */
  readonly type?: Type;
}

function transform(
  to: Transform,
): <Type extends z.ZodType = z.ZodString>(field: string, options?: TransformOptions<Type>) => NoInfer<Type> {
  const transforms = signature<TransformOptions<z.ZodType>>(
    `${to}()`,
    { field: told.text },
    { type: told.optional(told.zodType) },
  );
  return <Type extends z.ZodType = z.ZodString>(field: string, options: TransformOptions<Type> = {}): NoInfer<Type> =>
    transforms.refused<Type>(noType(), { field }, options) ?? following(options.type, { kind: "transform", field, to });
}

/**
 * Another field's text in small letters; null where that is null. Lists have each of their texts so.
 *
 * Cases are those of Latin with its accents, Greek and Cyrillic, letter by letter: ß and what has no case stay.
 *
 * @example
 * ```ts
 * import { fake, lower, template } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const member = z.object({
 *   name: fake("person.fullName"),
 *   login: lower("name"), // "émilie brontë" for "Émilie Brontë"
 *   page: template("/{{name | slug}}.html"), // the same in a template
 * });
 * console.log(Object.keys(member.shape)); // [ 'name', 'login', 'page' ]
 * ```
 */
export const lower: ReturnType<typeof transform> = transform("lower");

/** Another field's text in capital letters, as `lower` has the small ones. */
export const upper: ReturnType<typeof transform> = transform("upper");

/** Another field's text with a capital letter at the beginning of each word; the other letters stay as they are. */
export const title: ReturnType<typeof transform> = transform("title");

/**
 * Another field's text for an address: small letters and digits, with one dash for all between.
 *
 * Latin letters lose their accents (`é` → `e`, `ß` → `ss`, `ø` → `o`) and apostrophes go; letters of other scripts
 * stay, which addresses may have (RFC 3987). A text without letters and digits has an empty slug.
 */
export const slug: ReturnType<typeof transform> = transform("slug");
