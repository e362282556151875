/**
 * Hints for what tells records apart: keys and random digits.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import { defaultInstants } from "./calendar.ts";
import type { IdTime } from "./field.ts";
import { hints } from "./hints.ts";
import { signature } from "./signature.ts";

interface HexOptions {
  readonly prefix?: string;
}

const hexes = signature<HexOptions>("hex()", { digits: told.number }, { prefix: told.optional(told.text) });

/**
 * Lower-case hexadecimal digits behind a prefix.
 *
 * @param digits - how many, 1 to 1,024
 * @example
 * ```ts
 * import { hex } from "@backlot/schema";
 *
 * console.log(hex(6, { prefix: "#" }).parse("#c0ffee")); // #c0ffee
 * ```
 */
export function hex(digits: number, options: HexOptions = {}): z.ZodString {
  return (
    hexes.refused(z.string(), { digits }, options) ??
    z.string().register(hints, { kind: "hex", digits, prefix: options.prefix ?? "" })
  );
}

const idTime = {
  from: told.optional(told.text),
  to: told.optional(told.text),
  field: told.optional(told.text),
};
const uuids = signature<Partial<Record<keyof typeof idTime, string>>>("uuidv7()", {}, idTime);
const ulids = signature<Partial<Record<keyof typeof idTime, string>>>("ulid()", {}, idTime);

/**
 * UUIDs of version 7 (RFC 9562): milliseconds since 1970, then 74 random bits.
 *
 * They sort by their time; where that is a `timestampSeries`, by the number of the record.
 *
 * @param time - `{ from, to }`, or `{ field }`: a timestamp of the same record; 1970 to 2025 where it is left out
 * @example
 * ```ts
 * import { timestampSeries, uuidv7 } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const event = z.object({
 *   id: uuidv7({ field: "at" }),
 *   at: timestampSeries({ start: "2024-01-01", step: { seconds: 1 } }),
 * });
 * console.log(event.shape.id.parse("018cc251-f400-7ccc-8a3b-3f0a6d6cb1ab").length); // 36
 * ```
 */
export function uuidv7(time: IdTime = defaultInstants): z.ZodUUID {
  return uuids.refused(z.uuidv7(), {}, time) ?? z.uuidv7().register(hints, { kind: "uuidv7", time });
}

/**
 * ULIDs: milliseconds since 1970 and 80 random bits, in 26 digits of Crockford's base 32.
 *
 * They sort by their time; where that is a `timestampSeries`, by the number of the record.
 *
 * @param time - `{ from, to }`, or `{ field }`: a timestamp of the same record; 1970 to 2025 where it is left out
 * @example
 * ```ts
 * import { ulid } from "@backlot/schema";
 *
 * const id = ulid({ from: "2024-01-01", to: "2024-12-31" });
 * console.log(id.parse("01HMABCDEFGHJKMNPQRSTVWXYZ").length); // 26
 * ```
 */
export function ulid(time: IdTime = defaultInstants): z.ZodULID {
  return ulids.refused(z.ulid(), {}, time) ?? z.ulid().register(hints, { kind: "ulid", time });
}

/** Options of `key`. */
export interface KeyOptions {
  /** At least so many digits, with leading zeros; 7. */
  readonly digits?: number;
  /** `"sequential"` counts 1, 2, 3 …; `"permuted"` shuffles all numbers of that many digits. */
  readonly order?: "sequential" | "permuted";
  /** The first number in sequence, 1; the lowest one permuted, 0. */
  readonly start?: number;
}

const keys = signature<KeyOptions>(
  "key()",
  { prefix: told.text },
  {
    digits: told.optional(told.number),
    order: told.optional(told.oneOf("sequential", "permuted")),
    start: told.optional(told.number),
  },
);

/**
 * A key that is unique by construction: a prefix and the number of the record.
 *
 * Sequential keys have more digits where their number does not fit; a table with more records than there are permuted
 * keys is refused.
 *
 * @param prefix - any text
 * @example
 * ```ts
 * import { key } from "@backlot/schema";
 *
 * const title = key("tt", { digits: 7 }); // tt0000001, tt0000002 …
const order = key("", { digits: 5, start: 10_000, order: "permuted" }); // 10000 to 99999 in an order of their own
console.log(title.parse("tt0000001"), order.parse("47110")); // tt0000001 47110
 * ```
 */
export function key(prefix: string, options: KeyOptions = {}): z.ZodString {
  const wrong = keys.refused<z.ZodString>(z.string(), { prefix }, options);
  if (wrong !== undefined) return wrong;
  const { digits = 7, order = "sequential", start } = options;
  return z.string().register(hints, { kind: "key", prefix, digits, order, ...(start === undefined ? {} : { start }) });
}
