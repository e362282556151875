/**
 * Dialects: how a table of cells is written as lines of text.
 *
 * A dialect is plain data, so that it can be declared by a plugin, sent to a worker and printed.
 */

/** How cells, nulls, lists and booleans are spelled in a CSV or TSV file. */
export interface Dialect {
  /** What stands between two cells; one ASCII character. */
  readonly delimiter: string;
  /** What encloses a cell that needs it, doubled inside (RFC 4180); `null`: quotes are ordinary data. */
  readonly quote: '"' | "'" | null;
  /**
   * How an unquoted dialect spells delimiters and line ends inside a cell: `"backslash"` is the convention of
   * PostgreSQL COPY, MySQL, ClickHouse TSV and Miller (`\t \n \r \\`); `null`: such a cell cannot be written.
   * Without meaning where `quote` is set.
   */
  readonly escape: "backslash" | null;
  /** The unquoted text of a missing value. A quoted cell is never null. */
  readonly null: string;
  /** Whether the first line holds the names of the columns. */
  readonly header: boolean;
  /** How a list of scalars is spelled: `"json"` is its JSON text, any other text joins the elements. */
  readonly list: string;
  /** The words for false and true, in this order. */
  readonly booleans: readonly [string, string];
}

/** Comma-separated values after RFC 4180, with LF line ends; null is an empty cell, the empty text is `""`. */
export const csv: Dialect = {
  delimiter: ",",
  quote: '"',
  escape: null,
  null: "",
  header: true,
  list: "json",
  booleans: ["false", "true"],
};

/**
 * Tab-separated values without quoting: bare quotes are data, delimiters and line ends inside a cell are
 * backslash escapes, and null is `\N`.
 */
export const tsv: Dialect = {
  delimiter: "\t",
  quote: null,
  escape: "backslash",
  null: "\\N",
  header: true,
  list: "json",
  booleans: ["false", "true"],
};
