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
   * What a backslash means; `null`: it is data.
   *
   * Without quotes, `"backslash"` is the convention of PostgreSQL COPY, MySQL, ClickHouse TSV and Miller: `\t \n \r
   * \\` spell the delimiter, line ends and itself, and with `null` such a cell cannot be written. With quotes, it
   * is that of Spark, MySQL and COPY's `ESCAPE`: inside a quoted cell a backslash before a quote, a backslash or a
   * line end's character takes it as data (`"5\" disk"`), and outside one it is data. Doubled quotes are read too.
   * Any other backslash is data.
   */
  readonly escape: "backslash" | null;
  /** The unquoted text of a missing value. A quoted cell is never null. */
  readonly null: string;
  /** Whether the first line holds the names of the columns. */
  readonly header: boolean;
  /**
   * What a line starts with that is no row: one ASCII character; `null`: every line is of a row. Of what is written,
   * nothing is a comment.
   */
  readonly comment: string | null;
  /** What ends a line when it is written; LF and CRLF are both read. */
  readonly lineEnd: "\n" | "\r\n";
  /** Whether a file that is written starts with U+FEFF, by which Excel knows UTF-8; it is skipped in any that is read. */
  readonly byteOrderMark: boolean;
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
  comment: null,
  lineEnd: "\n",
  byteOrderMark: false,
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
  comment: null,
  lineEnd: "\n",
  byteOrderMark: false,
  list: "json",
  booleans: ["false", "true"],
};

/** Why nothing could be written or read again in a dialect, as the end of a sentence; `undefined` where it can. */
export function dialectProblem({ delimiter, quote, escape, null: none, comment }: Dialect): string | undefined {
  if (!isCharacter(delimiter)) return "its delimiter is not one ASCII character";
  if (comment !== null && !isCharacter(comment)) return "its comment is not one ASCII character";
  if (/[\r\n]/.test(delimiter + none + (comment ?? ""))) return "its delimiter, null or comment has a line end";
  if (delimiter === quote || delimiter === comment || (escape !== null && delimiter === "\\")) {
    return "its delimiter has another meaning too";
  }
  if (comment !== null && comment === quote) return "its comment has another meaning too";
  if (none.includes(delimiter) || (quote !== null && none.includes(quote)))
    return "its null has a delimiter or a quote";
  return undefined;
}

function isCharacter(text: string): boolean {
  return text.length === 1 && text > "\0" && text < "\x80";
}

/** The name of a stock dialect. */
export type DialectName = "imdb" | "excel" | "rfc4180" | "wikidata";

/** A dialect with a name: a format, and what of a dialect is settled by it. */
export interface StockDialect {
  readonly format: "csv" | "tsv" | "json";
  readonly dialect: Partial<Dialect>;
}

/** The stock dialects, by name. */
export const stockDialects: Readonly<Record<DialectName, StockDialect>> = {
  /** IMDb's files, https://developer.imdb.com/non-commercial-datasets/: quotes and backslashes are data. */
  imdb: { format: "tsv", dialect: { ...tsv, escape: null, list: ",", booleans: ["0", "1"] } },
  /** What Excel reads and writes; which delimiter depends on the country, so it is left to be seen. */
  excel: {
    format: "csv",
    dialect: { quote: '"', escape: null, null: "", lineEnd: "\r\n", byteOrderMark: true, booleans: ["FALSE", "TRUE"] },
  },
  /** To the letter of RFC 4180, with CRLF. */
  rfc4180: { format: "csv", dialect: { ...csv, lineEnd: "\r\n" } },
  /** Wikidata's dump, https://www.wikidata.org/wiki/Wikidata:Database_download: an array with a record per line. */
  wikidata: { format: "json", dialect: {} },
};
