/**
 * Decimal fractions are counted in units of their last digit.
 */

import type { FieldOf } from "./field.ts";

/**
 * The first and the last number of a `decimal` field, in units of its last digit; the first is above the last
 * where there is none.
 */
export function unitRange({ min, max, digits }: Pick<FieldOf<"decimal">, "min" | "max" | "digits">): [number, number] {
  const unit = Number(`1e${digits}`);
  // A product may be rounded across a limit; a quotient is what reading the digits gives, exactly.
  let first = Math.ceil(min * unit);
  if ((first - 1) / unit >= min) first--;
  if (first / unit < min) first++;
  let last = Math.floor(max * unit);
  if ((last + 1) / unit <= max) last++;
  if (last / unit > max) last--;
  // Adding 0 makes 0 of -0.
  return [first + 0, last + 0];
}
