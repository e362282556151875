/**
 * Encodings: how a value is spelled where it stands, so that tables can hold it ready to be copied.
 *
 * The same record is other bytes as JSON, in a cell, or as JSON text inside a cell; what differs is how a piece
 * of text is escaped, what stands around it, and the words for null, false and true.
 */

import { cellEscape, jsonEscape, type Dialect } from "@backlot/formats";

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
  /** Where a value is the whole of a cell: what may have to be enclosed in quotes. */
  readonly cell?: Dialect;
}

/** A value in JSON text. */
export const json: Encoding = {
  piece: jsonEscape,
  sign: (text) => text,
  quote: '"',
  null: "null",
  booleans: ["false", "true"],
};

/** A scalar that is a cell. */
export function inCell(dialect: Dialect): Encoding {
  return {
    piece: (text) => cellEscape(text, dialect),
    sign: (text) => text,
    quote: "",
    null: dialect.null,
    booleans: dialect.booleans,
    cell: dialect,
  };
}

/** A part of the text in a cell: of a list that is joined, or of a template. */
export function bare(encoding: Encoding): Encoding {
  const { cell: _, ...rest } = encoding;
  return { ...rest, quote: "" };
}

/** A value in JSON text that stands in a cell. */
export function jsonInCell(dialect: Dialect): Encoding {
  const sign = (text: string) => cellEscape(text, dialect);
  return { piece: (text) => sign(jsonEscape(text)), sign, quote: sign('"'), null: "null", booleans: ["false", "true"] };
}
