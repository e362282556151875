export { csv, tsv, type Dialect } from "./dialect.ts";
export { format, formatNames, formatOfPath, framing, type Format, type FormatName, type Framing } from "./format.ts";
export { cell, cellEscape, headerLine, jsonEscape, needsQuotes } from "./text.ts";
