/**
 * File formats, by name, and the bytes that stand around their records.
 */

import { csv, stockDialects, tsv, type Dialect, type DialectName } from "./dialect.ts";

/** A file format: `ndjson` (JSON lines), `json` (an array of records), `csv` or `tsv`. */
export type FormatName = "ndjson" | "json" | "csv" | "tsv";

/** Every format, in the order in which it is offered. */
export const formatNames: readonly FormatName[] = ["ndjson", "json", "csv", "tsv"];

/** A format with all that is needed to write or read it; `dialect` is there for `csv` and `tsv` only. */
export interface Format {
  readonly name: FormatName;
  readonly dialect?: Dialect;
}

/**
 * The format of that name, in its stock dialect, in another one by its name, or with parts of it changed. With quotes,
 * TSV has no escapes unless they are told too.
 *
 * @throws RangeError when there is no format of that name, or it has no dialect of that name.
 * @example
 * ```ts
 * import { format } from "@backlot/formats";
 *
 * console.log(format("csv", { delimiter: ";" }).dialect?.delimiter); // ;
 * ```
 */
export function format(name: FormatName, dialect: Partial<Dialect> | DialectName = {}): Format {
  if (!formatNames.includes(name)) {
    throw new RangeError(`Cannot use the format ${name}: there are ${formatNames.join(", ")}`);
  }
  if (typeof dialect === "string") {
    const own = Object.entries(stockDialects).filter(([, stock]) => stock.format === name);
    const found = own.find(([known]) => known === dialect);
    if (found !== undefined) return format(name, found[1].dialect);
    const names = own.map(([known]) => known).join(", ");
    throw new RangeError(`Cannot use ${name} in the dialect ${dialect}: it has ${names === "" ? "none" : names}`);
  }
  if (name !== "csv" && name !== "tsv") return { name };
  const stock = name === "csv" ? csv : tsv;
  // TSV's backslashes are for want of quotes.
  const escape = (dialect.quote ?? null) === null ? stock.escape : null;
  return { name, dialect: { ...stock, escape, ...dialect } };
}

const endings: Readonly<Record<string, FormatName>> = {
  ndjson: "ndjson",
  jsonl: "ndjson",
  ldjson: "ndjson",
  json: "json",
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
};

/**
 * The format that a file's name tells by its ending, or `undefined`. What tells that it is compressed may follow:
 * `title.basics.tsv.gz` is TSV.
 *
 * @example
 * ```ts
 * import { formatOfPath } from "@backlot/formats";
 *
 * console.log(formatOfPath("movies.jsonl"), formatOfPath("title.basics.tsv.gz")); // ndjson tsv
 * console.log(formatOfPath("notes.txt")); // undefined
 * ```
 */
export function formatOfPath(path: string): FormatName | undefined {
  const ending = /\.([a-z]+)(?:\.(?:gz|zst|bz2))?$/i.exec(path)?.[1];
  return ending === undefined ? undefined : endings[ending.toLowerCase()];
}

/**
 * The bytes around records: the file is `open`, then each record after `before` (the first one after
 * `first` instead) and followed by `after`, then `close`.
 *
 * A record that stands alone, without its neighbours, can be framed with `before` and `after`: only the first
 * of the whole file differs, and the writer in order knows it.
 */
export interface Framing {
  readonly open: string;
  readonly first: string;
  readonly before: string;
  readonly after: string;
  readonly close: string;
}

/**
 * The framing of a format, in a stock dialect where it is told by its name; a CSV or TSV header is not part of it.
 *
 * A JSON array has a record per line: `[\n{…},\n{…}\n]\n`, and `[\n]\n` when it is empty.
 */
export function framing(of: FormatName | Format): Framing {
  const { name, dialect } = typeof of === "string" ? format(of) : of;
  if (name === "json") return { open: "[", first: "\n", before: ",\n", after: "", close: "\n]\n" };
  const open = dialect?.byteOrderMark ? "\ufeff" : "";
  return { open, first: "", before: "", after: dialect?.lineEnd ?? "\n", close: "" };
}
