/**
 * Encodings: how a value is spelled where it stands, so that tables can hold it ready to be copied.
 *
 * The same record is other bytes as JSON, in a cell, or as JSON text inside a cell; what differs is how a piece
 * of text is escaped, what stands around it, and the words for null, false and true.
 */

import { cellEscape, jsonEscape, type Dialect } from "@backlot/formats";
import { joined } from "./image.ts";
import type { TransformName } from "./transform.ts";

/** The spelling of values in one place. */
export interface Encoding {
  /** A piece of a text value. */
  readonly piece: (text: string) => string;
  /** Brackets, commas, keys: JSON's own signs. */
  readonly sign: (text: string) => string;
  /** What stands before and after a text value. */
  readonly quote: string;
  readonly null: string;
  readonly booleans: readonly [string, string];
  /** How lists and objects are spelled, where all else is not JSON. */
  readonly nested?: Encoding;
  /** Where a value is the whole of a cell: what may have to be enclosed in quotes. */
  readonly cell?: Dialect;
  /** What is made of each text before it is escaped, in this order. */
  readonly transforms?: readonly TransformName[];
}

/** A value in JSON text. */
export const json: Encoding = {
  piece: jsonEscape,
  sign: (text) => text,
  quote: '"',
  null: "null",
  booleans: ["false", "true"],
};

/** JSON text that is itself a text, with pieces like these. */
function jsonWithin(piece: Encoding["piece"]): Encoding {
  return { ...json, piece: (text) => piece(jsonEscape(text)), sign: piece, quote: piece('"') };
}

const spelled = new WeakMap<Encoding["piece"], WeakMap<readonly string[], readonly string[]>>();

/** Pieces of text, in the same list whenever they are asked for: lists of the vocabulary are used again and again. */
export function pieces(texts: readonly string[], piece: Encoding["piece"]): readonly string[] {
  let lists = spelled.get(piece);
  if (lists === undefined) spelled.set(piece, (lists = new WeakMap()));
  let list = lists.get(texts);
  if (list === undefined) lists.set(texts, (list = unchanged(texts, piece) ? texts : texts.map(piece)));
  return list;
}

/** Whether all texts are spelled as they are: asked of all at once, for most lists have nothing to escape. */
function unchanged(texts: readonly string[], piece: Encoding["piece"]): boolean {
  const all = joined(texts);
  try {
    return piece(all) === all;
  } catch {
    // Some text cannot be written, or the sign between them; each of them tells by itself.
    return false;
  }
}

/** A scalar that is a cell. */
export function inCell(dialect: Dialect): Encoding {
  const piece = (text: string): string => cellEscape(text, dialect);
  const { null: none, booleans } = dialect;
  return { piece, sign: piece, quote: "", null: none, booleans, nested: jsonWithin(piece), cell: dialect };
}

/** A value among the elements that a dialect joins in one cell; null is an empty text there. */
export function joinedIn(dialect: Dialect, { transforms }: Encoding): Encoding {
  const { cell: _, ...rest } = inCell(dialect);
  return { ...rest, null: "", ...(transforms === undefined ? {} : { transforms }) };
}

/** A value as a part of a text: the same words in every format. */
export function withinText({ piece }: Encoding): Encoding {
  return { ...json, piece, sign: piece, quote: "", nested: jsonWithin(piece) };
}

/** Values whose texts are transformed first, and then as the encoding says already. */
export function transforming(encoding: Encoding, name: TransformName): Encoding {
  const { nested, transforms = [] } = encoding;
  return {
    ...encoding,
    transforms: [name, ...transforms],
    ...(nested === undefined ? {} : { nested: transforming(nested, name) }),
  };
}
