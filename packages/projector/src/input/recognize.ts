/**
 * What format and dialect an input is in: as told, by its name's ending, or by its first bytes.
 */

import { openArray, openObject } from "../syntax/bytes.ts";
import { blanksEnd } from "../syntax/json-tokens.ts";
import { csv, type Dialect, format, type Format, formatOfPath, tsv } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import {
  detectDelimiter,
  detectHeader,
  detectTable,
  isDivided,
  quotesAreData,
  type Sample,
  sampleBytes,
} from "./detect.ts";
import type { Warning } from "../options.ts";
import { pathText } from "../plan/path.ts";
import type { Spelling } from "./spelling.ts";
import type { Window } from "../chunk/window.ts";

/** What is told of inputs; the rest is to be seen. */
export interface Told extends Spelling {
  /** The keys that lead to the records of a JSON file. */
  readonly records?: readonly string[];
  /** The names of columns that are picked or dropped. */
  readonly asked: readonly string[];
}

/** What an input is. */
export interface Recognized {
  readonly format: Format;
  /** The quote, where it was seen to be data. */
  readonly unexpectedQuote?: string;
  /** Whether nothing is in it that would tell, nor does its name: it may be of any format. */
  readonly isEmpty?: boolean;
  /** What was seen of it, where it is not in a stock dialect that its name tells. */
  readonly notice?: Warning;
}

/**
 * Recognizes what the window begins with, which is at the first record or the header afterwards.
 *
 * @throws InputError when nothing tells the format, or what is told does not go with it.
 */
export async function recognize(window: Window, file: string, told: Told): Promise<Recognized> {
  const { dialect, records } = told;
  if (typeof told.format === "object") return { format: inDialect(file, told.format, told) };
  const name = told.format ?? (records === undefined ? formatOfPath(file) : "json");
  if (name === "csv") return await seen(window, file, told, csv);
  if (name !== undefined) return { format: inDialect(file, format(name, dialect), told) };
  const isTable = Object.keys(dialect).length > 0;
  if (!isTable) {
    const at = await firstAt(window);
    if (at === -1) return { format: format("ndjson"), isEmpty: true };
    const first = window.bytes[at];
    if (first === openObject || first === openArray) {
      window.drop(at);
      return { format: format(first === openObject ? "ndjson" : "json") };
    }
  }
  const delimiter = dialect.delimiter ?? detectTable(await sampleOf(window), dialect);
  if (isTable || delimiter !== undefined) return await seen(window, file, told, stockOf(delimiter));
  throw new InputError(`Cannot tell the format of ${file}`, {
    file,
    hint: "Say it with --input-format (inputFormat): ndjson, json, csv or tsv",
  });
}

/**
 * Where the first byte of the window is that is not blank, or -1. What is before it stays, for in a table it belongs to
 * the first row: the cells before the first tab may be empty.
 */
async function firstAt(window: Window): Promise<number> {
  for (let at = 0; ;) {
    const { bytes, ended } = window;
    at = blanksEnd(bytes, at, bytes.length);
    if (at < bytes.length) return at;
    if (ended) return -1;
    if (at >= sampleBytes) {
      // No table is seen behind so many.
      window.drop(at);
      at = 0;
    }
    await window.fillReady(at, at === 0 ? undefined : 2 * at);
  }
}

/** The format with the parts of a dialect that are told. */
function inDialect(file: string, found: Format, { dialect, records }: Told): Format {
  if (records !== undefined && found.name !== "json") {
    throw new InputError(
      `Cannot look for the records ${pathText(records.map((key) => ({ key })))} in ${file}: it is ${found.name}`,
      { file, hint: "Only a JSON file has its records inside" },
    );
  }
  const [part] = Object.keys(dialect);
  if (part !== undefined && found.dialect === undefined) {
    throw new InputError(`Cannot read ${file} in a dialect with ${part}: it is ${found.name}, which has no cells`, {
      file,
      hint: "Say --input-format csv (inputFormat) if it is a table",
    });
  }
  return format(found.name, { ...found.dialect, ...dialect });
}

/** The table in the dialect that is told, and where it is not told, seen. */
async function seen(window: Window, file: string, told: Told, stock: Dialect): Promise<Recognized> {
  const name = stock === tsv ? "tsv" : "csv";
  const stated = inDialect(file, format(name, told.dialect), told).dialect!;
  const isBare = told.dialect.quote === undefined && quotesAreData(await sampleOf(window), stated);
  const guess = isBare ? { ...stated, quote: null } : stated;
  const divided = name === "csv" ? await delimiterOf(window, guess, told.dialect.delimiter) : undefined;
  const bare = { ...guess, delimiter: divided ?? guess.delimiter };
  // Quotes are data where that makes a table of it, and nothing else does.
  const hasBareQuotes = isBare && isDivided(await sampleOf(window), bare);
  const dialect = hasBareQuotes ? bare : { ...bare, quote: stated.quote };
  const header = told.dialect.header ?? detectHeader(await sampleOf(window), dialect, told.asked);
  const notes = [
    ...(dialect.delimiter === guess.delimiter ? [] : [`with ${delimiterName(dialect.delimiter)} between cells`]),
    ...(hasBareQuotes ? ["with quotes as data, for none begins a cell"] : []),
    ...(header || told.dialect.header === false ? [] : ["without a header, its columns numbered from 1"]),
  ];
  const found = {
    format: { name, dialect: { ...dialect, header } },
    ...(hasBareQuotes && { unexpectedQuote: stated.quote! }),
  } as const;
  const isTold = told.format !== undefined || formatOfPath(file) !== undefined || told.dialect.delimiter !== undefined;
  if (notes.length === 0 && isTold) return found;
  return {
    ...found,
    notice: {
      message: [`${file === "-" ? "standard input" : file} is read as ${name.toUpperCase()}`, notes.join(" and ")]
        .filter(Boolean)
        .join(" "),
      hint: "Say what it is if that is wrong: --input-format, --delimiter, --quote, --header (inputFormat, inputDialect)",
    },
  };
}

/**
 * The delimiter as it is told, or as the line `sep=;` tells it, or as the rows do. That line, which Excel takes for no
 * row, is passed over if it says the same.
 */
async function delimiterOf(window: Window, dialect: Dialect, told?: string): Promise<string> {
  await window.fill(3);
  // Only for what begins like the line, more than the first bytes are waited for.
  if (latin1(window.bytes.subarray(0, 3)).toLowerCase() === "sep") {
    await window.fill(7);
    const line = /^sep=(?=[\t -~])([^\w"'])\r?\n/i.exec(latin1(window.bytes.subarray(0, 7)));
    if (line !== null && (told ?? line[1]) === line[1]) {
      window.drop(line[0].length);
      return line[1];
    }
  }
  return told ?? detectDelimiter(await sampleOf(window), dialect);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

async function sampleOf(window: Window): Promise<Sample> {
  const bytes = await window.peek(sampleBytes + 1);
  return { bytes: bytes.subarray(0, sampleBytes), isWhole: bytes.length <= sampleBytes };
}

/** The stock dialect of tables that a delimiter tells. */
function stockOf(delimiter: string | undefined): Dialect {
  return delimiter === "\t" ? tsv : csv;
}

function delimiterName(delimiter: string): string {
  return delimiter === "\t" ? "tabs" : delimiter;
}
