/**
 * Hints for what is around values: their absence, and lists of them.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import type { Distribution } from "./distributions.ts";
import { hinted, hints } from "./hints.ts";
import { noType, signature } from "./signature.ts";

const absence = { type: told.zodType, rate: told.number };
const nullables = signature("nullable()", absence, {});
const optionals = signature("optional()", absence, {});

/**
 * The type, or null in that share of the records.
 *
 * @param rate - from 0 to 1
 * @example
 * ```ts
 * import { date, nullable } from "@backlot/schema";
 *
 * const died = nullable(date("1950-01-01", "2024-12-31"), 0.8); // null in 80 %
 * console.log(died.parse(null), died.parse("1999-12-31")); // null 1999-12-31
 * ```
 */
export function nullable<Type extends z.ZodType>(type: Type, rate: number): z.ZodNullable<Type> {
  return (
    nullables.refused<z.ZodNullable<Type>>(noType(), { type, rate }) ??
    hinted(z.nullable(type), { kind: "absent", rate })
  );
}

/**
 * The type, or no such member in that share of the records.
 *
 * @param rate - from 0 to 1
 * @example
 * ```ts
 * import { fake, key, optional } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const person = z.object({ id: key("p"), nickname: optional(fake("person.firstName"), 0.3) });
 * console.log(person.parse({ id: "p0000001" })); // { id: 'p0000001' }
 * ```
 */
export function optional<Type extends z.ZodType>(type: Type, rate: number): z.ZodOptional<Type> {
  return (
    optionals.refused<z.ZodOptional<Type>>(noType(), { type, rate }) ??
    hinted(z.optional(type), { kind: "absent", rate })
  );
}

interface ListOptions {
  readonly min: number;
  readonly max: number;
  readonly distribution?: Distribution;
  readonly distinct?: boolean;
}

const lists = signature<ListOptions>(
  "list()",
  { type: told.zodType },
  {
    min: told.size,
    max: told.size,
    distribution: told.optional(told.anything),
    distinct: told.optional(told.boolean),
  },
);

/**
 * A list of `min` to `max` elements.
 *
 * `distinct` allows no value twice, for references: for a record that was drawn already, the next one that is not
 * stands in. Of a table that is hardly longer than the list, neighbours therefore come together more often than others.
 *
 * @example
 * ```ts
 * import { list, reference, zipf } from "@backlot/schema";
 *
 * // Mostly one director, seldom more, and none of them twice.
 * const directors = list(reference("person", "id"), { min: 1, max: 4, distribution: zipf(2), distinct: true });
 * console.log(directors.parse(["p0000007"]).length); // 1
 * ```
 */
export function list<Type extends z.ZodType>(type: Type, size: ListOptions): z.ZodArray<Type> {
  const wrong = lists.refused<z.ZodArray<Type>>(noType(), { type }, size);
  if (wrong !== undefined) return wrong;
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
