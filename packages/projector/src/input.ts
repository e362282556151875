/**
 * An input file: its encoding, format and columns, then its chunks.
 */

import { CellReader, type Dialect, format, type Format, formatOfPath, type FormatName } from "@backlot/formats";
import { InputError, type Source } from "@backlot/runtime";
import { type Chunk, chunks, type Oversize, skipBlanks } from "./chunker.ts";
import { RowWalk } from "./csv.twin.ts";
import { type Extents, JsonExtents, LineExtents, QuotedLineExtents } from "./extent.ts";
import { blanksEnd } from "./json-tokens.ts";
import { type Reason, reason, reasonHint, reasonText } from "./reason.ts";
import { invalidUtf8At } from "./utf8.ts";
import { Window } from "./window.ts";

/** An open input. */
export interface Input {
  readonly name: string;
  readonly format: Format;
  /** The names of a table's columns in their order; numbers from 1 where it has no header. */
  readonly columns?: readonly string[];
  /** A copy of the first bytes of a file of JSON records, to look at; of a table, nothing. */
  readonly front: Uint8Array;
  /** The records; what is wrong with the file around them is thrown in its place. */
  chunks(): AsyncGenerator<Chunk | Oversize, void, undefined>;
}

/** How to read inputs. */
export interface InputOptions {
  /** The format, where it does not follow from the name. */
  readonly format?: FormatName | Format;
  readonly chunkBytes: number;
  readonly maxRecordBytes: number;
}

/**
 * Opens what a source holds.
 *
 * @throws InputError when the encoding or the format is none that can be read.
 */
export async function openInput(source: Source, options: InputOptions): Promise<Input> {
  const { name } = source;
  const window = new Window(source, Math.min(options.chunkBytes, options.maxRecordBytes + 1));
  await window.fill(3);
  const [a, b, c] = window.bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    throw new InputError(`Cannot read ${name}: it is UTF-16, not UTF-8`, {
      file: name,
      byte: 0,
      hint: "Convert it first, for instance with iconv -f UTF-16 -t UTF-8",
    });
  }
  if (a === 0xef && b === 0xbb && c === 0xbf) window.drop(3);
  const found = await formatOf(window, name, options.format);
  if (found.dialect !== undefined) return await openTable(window, name, found, found.dialect, options);
  await window.fill();
  const front = window.bytes.slice(0, frontBytes);
  const records = (): ReturnType<Input["chunks"]> =>
    found.name === "json"
      ? jsonChunks(window, name, options.maxRecordBytes)
      : chunks(window, new LineExtents(), options.maxRecordBytes);
  return { name, format: found, front, chunks: records };
}

/** How much of a file is kept to look at. */
const frontBytes = 64 * 1024;

/** The format as told, or by the name's ending, or by the first byte. */
async function formatOf(window: Window, name: string, told: FormatName | Format | undefined): Promise<Format> {
  if (told !== undefined) return typeof told === "string" ? format(told) : told;
  const byName = formatOfPath(name);
  if (byName !== undefined) return format(byName);
  await skipBlanks(window);
  if (window.bytes.length === 0 || window.bytes[0] === openObject) return format("ndjson");
  if (window.bytes[0] === openArray) return format("json");
  throw new InputError(`Cannot tell the format of ${name}`, {
    file: name,
    hint: "Say it with --input-format (inputFormat): ndjson, json, csv or tsv",
  });
}

const openArray = 0x5b;
const openObject = 0x7b;

/** The elements of the array, or the one object, that is the whole file. */
async function* jsonChunks(
  window: Window,
  name: string,
  maxRecordBytes: number,
): AsyncGenerator<Chunk | Oversize, void, undefined> {
  const fails = (why: string, hint?: string, byte = window.byte): InputError =>
    new InputError(`Cannot read ${name} as JSON: ${why} at byte ${byte}`, { file: name, byte, hint });

  if (!(await skipBlanks(window))) throw fails("the file ends before any value", "An empty list of records is []");
  const isArray = window.bytes[0] === openArray;
  if (!isArray && window.bytes[0] !== openObject) throw fails("there is neither an array of records nor one record");
  const extents = new JsonExtents(!isArray);
  /** Where the comma is that no record has followed yet, or -1. */
  let comma = -1;
  if (isArray) window.drop(1);
  for await (const chunk of chunks(window, extents, maxRecordBytes)) {
    if (chunk.kind === "records") comma = openComma(chunk, comma);
    else comma = extents.closed ? -1 : window.byte - 1;
    yield chunk;
  }
  if (!extents.closed) throw fails(isArray ? "the array is not closed: a ] is missing" : "the object is not closed");
  if (isArray) {
    if (window.bytes[0] !== closeArray) throw fails("a } closes the array");
    if (comma >= 0) throw fails("a comma is followed by no record", undefined, comma);
    window.drop(1);
  }
  if (await skipBlanks(window)) {
    throw fails(
      isArray ? "there is text after the array" : "there is text after the object",
      "A file with one record after the other is ndjson: say so with --input-format (inputFormat)",
    );
  }
}

const closeArray = 0x5d;

/** Where the comma is that the chunk ends with, blanks aside; a blank chunk leaves the one before it open. */
function openComma({ bytes, byte }: Chunk, before: number): number {
  let at = bytes.length - 1;
  while (at >= 0 && blanksEnd(bytes, at, at + 1) > at) at--;
  if (at < 0) return before;
  return bytes[at] === 0x2c ? byte + at : -1;
}

async function openTable(
  window: Window,
  name: string,
  found: Format,
  dialect: Dialect,
  options: InputOptions,
): Promise<Input> {
  const first = await firstRow(window, name, dialect, options.maxRecordBytes);
  if (dialect.header) window.drop(first.length);
  const columns = dialect.header ? first.cells : first.cells.map((_, i) => String(i + 1));
  return {
    name,
    format: found,
    columns,
    front: new Uint8Array(0),
    chunks: () => chunks(window, extentsOf(dialect), options.maxRecordBytes),
  };
}

function extentsOf(dialect: Dialect): Extents {
  return dialect.quote === null
    ? new LineExtents()
    : new QuotedLineExtents(dialect.quote.charCodeAt(0), dialect.delimiter.charCodeAt(0));
}

/** The texts of the first row, and how long it is with its line end; an empty file has no cells. */
async function firstRow(
  window: Window,
  name: string,
  dialect: Dialect,
  maxRecordBytes: number,
): Promise<{ cells: string[]; length: number }> {
  const extents = extentsOf(dialect);
  let scanned = 0;
  let end = -1;
  for (;;) {
    await window.fill(scanned === 0 ? undefined : Math.min(2 * scanned, maxRecordBytes + 1));
    if (scanned === window.bytes.length) break;
    end = extents.first(window.bytes, scanned);
    if (end !== -1) break;
    scanned = window.bytes.length;
    if (scanned > maxRecordBytes) throw badHeader(window, name, reason.tooLong, 0);
  }
  const { bytes } = window;
  if (bytes.length === 0) return { cells: [], length: 0 };
  const row = new RowWalk(dialect);
  const length = row.row(bytes, 0, end === -1 ? bytes.length : end);
  if (!dialect.header) return { cells: Array.from({ length: row.count }, () => ""), length: 0 };
  if (row.reason !== reason.none) throw badHeader(window, name, row.reason, row.at);
  const lone = loneReturnAt(row, bytes, dialect);
  if (lone >= 0) throw badHeader(window, name, reason.loneReturn, lone);
  const bad = invalidUtf8At(bytes, 0, row.end);
  if (bad >= 0) throw badHeader(window, name, reason.badUtf8, bad);
  const reader = new CellReader(dialect);
  const out = new Uint8Array(6 * row.end + 4);
  const cells = Array.from({ length: row.count }, (_, i) => {
    const stop = reader.json(bytes, row.starts[i], row.ends[i], out, 0);
    return (JSON.parse(new TextDecoder().decode(out.subarray(0, stop))) as string | null) ?? "";
  });
  return { cells, length };
}

/** Where the line ends of old Macs make one row of a whole file: at a carriage return in a cell without quotes, or -1. */
function loneReturnAt({ count, starts, ends }: RowWalk, bytes: Uint8Array, { quote }: Dialect): number {
  for (let i = 0; i < count; i++) {
    if (bytes[starts[i]] === quote?.charCodeAt(0)) continue;
    const at = bytes.subarray(starts[i], ends[i]).indexOf(0x0d);
    if (at >= 0) return starts[i] + at;
  }
  return -1;
}

function badHeader(window: Window, name: string, why: Reason, at: number): InputError {
  const byte = window.byte + at;
  return new InputError(`Cannot read the header of ${name}: ${reasonText[why]} at byte ${byte}`, {
    file: name,
    byte,
    hint: reasonHint[why],
  });
}
