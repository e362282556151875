/**
 * From a regular expression to a field.
 */

import { checks, lengthLimits, type Def } from "./definition.ts";
import { fitted, shapeOf, type Limits, type Shape } from "./expression.ts";
import type { Field } from "./field.ts";

/** The field of a string for whose format zod has a regular expression, of that shape where it is known. */
export function inferPattern(def: Def, format: string, shape?: Shape): Field {
  const patterns = [def, ...checks(def)].map((one) => one["pattern"]).filter((pattern) => pattern instanceof RegExp);
  if (patterns.length === 0)
    return { kind: "unsupported", reason: `no values are known for the string format ${JSON.stringify(format)}` };
  if (patterns.length > 1)
    return { kind: "unsupported", reason: `one text for ${patterns.length} patterns: ${patterns.join(" and ")}` };
  return patternField(patterns[0], lengthLimits(def), shape);
}

/** Text that a regular expression matches; of that shape, where it is not that of the expression itself. */
export function patternField(expression: RegExp, limits: Limits = {}, known?: Shape): Field {
  return shapedField(String(expression), () =>
    known === undefined ? shapeOf(expression, limits) : fitted(known, limits),
  );
}

/** Text of a shape that is told in those words, or why there is none. */
export function shapedField(expression: string, shape: () => Shape): Field {
  try {
    return { kind: "pattern", expression, shape: shape() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "unsupported", reason: `${expression}: ${error.message}` };
  }
}
