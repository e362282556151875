/**
 * The hint for code of the author.
 */

import type * as z from "zod";
import * as told from "./arguments.ts";
import { hinted, type Compute } from "./hints.ts";
import { noType, signature } from "./signature.ts";

const computed = signature("compute()", { type: told.zodType, code: told.code }, {});

/**
 * Code of your own, called once per record with those fields of it that are not computed, and a faker seeded for
 * this field and record. Only at the top of a table, and what it returns has to follow from its arguments alone.
 * The slow lane; everything else is compiled.
 *
 * Say what the fields are that it uses, and `random: Faker` (of `@faker-js/faker`) where it uses that: the record is
 * not known here, and both are `unknown` else.
 *
 * @example
 * ```ts
 * import { compute, decimal, integer } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const line = z.object({
 *   price: decimal(1, 100, 2),
 *   quantity: integer(1, 5),
 *   total: compute(z.number(), ({ price, quantity }: { price: number; quantity: number }) =>
 *     Number((price * quantity).toFixed(2)),
 *   ),
 * });
 * console.log(line.parse({ price: 1.1, quantity: 3, total: 3.3 }).total); // 3.3
 * ```
 */
export function compute<
  Type extends z.ZodType,
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- inferred where the first parameter says its type
  Known extends object = Readonly<Record<string, unknown>>,
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- inferred where the second parameter says its type
  Random = unknown,
>(type: Type, code: (record: Known, random: Random) => unknown): Type {
  return (
    computed.refused<Type>(noType(), { type, code }) ??
    hinted(type.clone(type._zod.def), { kind: "compute", code: code as Compute })
  );
}
