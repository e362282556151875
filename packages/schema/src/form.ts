/**
 * Shapes whose texts all have one form: so many places, each with characters of its own.
 */

import type { Shape } from "./expression.ts";

/** No form has more places. */
const mostPlaces = 1024;

/**
 * What may stand at each place, where every text has the same places; nothing where their number differs. Each
 * place holds one character, or always the same text, so that texts differ where one of their places does.
 */
export function formOf(shape: Shape): readonly (readonly string[])[] | undefined {
  switch (shape.kind) {
    case "text":
      return [[shape.text]];
    case "character":
      return [[...new Set(shape.of)]];
    case "sequence": {
      const parts = shape.parts.map(formOf);
      return parts.includes(undefined) ? undefined : short(parts.flatMap((part) => part!));
    }
    case "either":
      return undefined;
    case "repeat": {
      const part = shape.min === shape.max && shape.max <= mostPlaces ? formOf(shape.of) : undefined;
      return part && short(Array.from({ length: shape.max }, () => part).flat());
    }
    default:
      return shape satisfies never;
  }
}

const short = <Place>(places: readonly Place[]): readonly Place[] | undefined =>
  places.length <= mostPlaces ? places : undefined;
