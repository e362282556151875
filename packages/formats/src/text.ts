/**
 * Text as the inside of a JSON string or of a cell.
 *
 * These work on whole strings and are for what is prepared once: table images, headers, keys. The byte-wise
 * forms for running data give the same bytes.
 */

import type { Dialect } from "./dialect.ts";

/** The text as the inside of a JSON string, without the quotes around it; lone surrogates become `\udXXX`. */
export function jsonEscape(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * The text as the inside of a cell: quotes doubled or escaped, or backslash escapes, and without the quotes around it.
 * Pieces may be escaped one by one: the escaped whole is the concatenation.
 *
 * @throws RangeError when the dialect has no way to write a delimiter or line end inside a cell.
 */
export function cellEscape(text: string, dialect: Dialect): string {
  const { quote } = dialect;
  if (quote !== null) {
    if (dialect.escape === null) return text.replaceAll(quote, quote + quote);
    return text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  }
  const escaped = dialect.escape === "backslash" ? text.replace(/[\\\t\n\r]/g, (c) => backslashed[c]) : text;
  if (escaped.includes(dialect.delimiter) || /[\n\r]/.test(escaped)) {
    throw new RangeError(
      `Cannot write ${JSON.stringify(text.slice(0, 60))} into a cell: the dialect has neither quotes nor escapes for a delimiter or line end`,
    );
  }
  return escaped;
}

const backslashed: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Whether an escaped text must be enclosed in quotes to be read back as it is: it holds a delimiter, a quote, an
 * escape or a line end, or it would be read as null.
 */
export function needsQuotes(escaped: string, dialect: Dialect): boolean {
  const { quote, delimiter, escape } = dialect;
  if (quote === null) return false;
  if (escape !== null && escaped.includes("\\")) return true;
  return escaped === dialect.null || escaped.includes(quote) || escaped.includes(delimiter) || /[\n\r]/.test(escaped);
}

/**
 * A whole cell, with quotes where it needs them; null is the dialect's own.
 *
 * @throws RangeError when the dialect cannot write the text, as `cellEscape`.
 * @example
 * ```ts
 * import { cell, csv } from "@backlot/formats";
 *
 * console.log(cell('5" disk', csv)); // "5"" disk"
 * ```
 */
export function cell(text: string | null, dialect: Dialect): string {
  if (text === null) return dialect.null;
  const escaped = cellEscape(text, dialect);
  return needsQuotes(escaped, dialect) ? dialect.quote! + escaped + dialect.quote! : escaped;
}

/**
 * The line of column names with its line end, or nothing where the dialect has no header.
 *
 * @throws RangeError when the dialect cannot write one of them, as `cellEscape`.
 */
export function headerLine(names: readonly string[], dialect: Dialect): string {
  return dialect.header ? `${names.map((name) => cell(name, dialect)).join(dialect.delimiter)}${dialect.lineEnd}` : "";
}
