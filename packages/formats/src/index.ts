export { CellReader, CellWriter, unpairedSurrogate, unwritable } from "./cells.ts";
export {
  csv,
  dialectProblem,
  stockDialects,
  tsv,
  type Dialect,
  type DialectName,
  type StockDialect,
} from "./dialect.ts";
export { format, formatNames, formatOfPath, framing, type Format, type FormatName, type Framing } from "./format.ts";
export { decodeJsonString, writeCodePoint } from "./json-string.ts";
export { cell, cellEscape, headerLine, jsonEscape, needsQuotes } from "./text.ts";
