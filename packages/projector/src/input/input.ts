/**
 * An input file: its encoding, format and columns, then its chunks.
 */

import { type Dialect, format, type Format } from "@backlot/formats";
import { type PlaceReader, type Places, placesSource, readPlaces, type Source } from "@backlot/runtime";
import { type Chunk, chunks, type Oversize } from "../chunk/chunker.ts";
import { streamExtents } from "../chunk/extent.stream.ts";
import { JsonExtents } from "../extent/extent.ts";
import { comma, isBlank } from "../syntax/bytes.ts";
import { refuseForeign } from "./foreign.ts";
import { readColumns } from "./header.ts";
import type { Warning } from "../options.ts";
import { recognize, type Told } from "./recognize.ts";
import { Surroundings } from "./surroundings.ts";
import { frontBytes, Window } from "../chunk/window.ts";

/** An open input. */
export interface Input {
  readonly name: string;
  readonly format: Format;
  /** The names of a table's columns in their order; numbers from 1 where it has no header. */
  readonly columns?: readonly string[];
  /** Whether nothing is in it, and nothing tells its format. */
  readonly isEmpty?: boolean;
  /** Of a table: see `Shape`. */
  readonly unexpectedQuote?: string;
  /** What the user should know of how it is read. */
  readonly notice?: Warning;
  /** A copy of the first bytes from the first record of JSON on, as far as they were read; of a table, nothing. */
  front(): Uint8Array;
  /** Waits for all of them. */
  fillFront(): Promise<void>;
  /** The records; what is wrong with the file around them is thrown in its place. */
  chunks(): AsyncGenerator<Chunk | Oversize, void, undefined>;
  /** In place of `chunks`, for who reads the records elsewhere; absent where there is one alone. */
  readonly body?: Body;
}

/** Where the records of a file are. */
interface Body {
  /** Where the first one begins. */
  readonly begin: number;
  /** Checks what is behind them; `closed` is where the last one has ended, if something says so. */
  end(places: Places, closed: number | undefined): Promise<void>;
}

/** How to read inputs. */
export interface InputOptions {
  readonly told: Told;
  readonly chunkBytes: number;
  readonly maxRecordBytes: number;
  /** Buffers of chunks to use again. */
  readonly spare?: ArrayBuffer[];
  readonly maxDepth: number;
}

/**
 * Opens what a source holds.
 *
 * @throws InputError when the encoding or the format is none that can be read.
 */
export async function openInput(source: Source, options: InputOptions): Promise<Input> {
  const { name } = source;
  const window = new Window(source, Math.min(options.chunkBytes, options.maxRecordBytes + 1), options.spare);
  await window.fill(3);
  await refuseForeign(window, name);
  const [a, b, c] = window.bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) window.drop(3);
  const { format: found, isEmpty, notice, unexpectedQuote } = await recognize(window, name, options.told);
  if (found.dialect !== undefined) {
    return { ...(await openTable(window, name, found, found.dialect, options)), notice, unexpectedQuote };
  }
  const { chunkBytes, maxRecordBytes } = options;
  if (found.name === "ndjson") {
    const front = await frontOf(window, source);
    return { name, format: found, isEmpty, ...front, ...lines(window, found, options) };
  }
  const surroundings = new Surroundings(name, options.told.records ?? [], options.maxDepth);
  const isArray = (await surroundings.begin(window)) === "array";
  const front = await frontOf(window, source);
  const records = (): ReturnType<Input["chunks"]> => jsonChunks(window, surroundings, isArray, maxRecordBytes);
  const body: Body = {
    begin: window.byte,
    async end(places, closed) {
      const rest = new Window(placesSource(places, closed ?? places.size), chunkBytes, [], closed ?? places.size);
      const commaAt = closed === undefined ? -1 : commaBefore(readPlaces(places), closed);
      await surroundings.end(rest, closed !== undefined, commaAt);
    },
  };
  return { name, format: found, ...front, chunks: records, ...(isArray && { body }) };
}

/** All that is left of a file is lines. */
function lines(window: Window, found: Format, { maxRecordBytes }: InputOptions): Pick<Input, "chunks" | "body"> {
  return {
    chunks: () => chunks(window, streamExtents(found), maxRecordBytes),
    body: { begin: window.byte, end: async () => {} },
  };
}

/** The first bytes of the window, and of what comes, to look at; a file has them at once. */
async function frontOf(window: Window, { inlet }: Source): Promise<Pick<Input, "front" | "fillFront">> {
  window.keepFront();
  if (inlet === undefined) await window.fillReady(0);
  else await window.fill();
  return { front: () => window.front, fillFront: () => window.fill(frontBytes) };
}

/** The records of an array, or the one object, and then the text after them. */
async function* jsonChunks(
  window: Window,
  surroundings: Surroundings,
  isArray: boolean,
  maxRecordBytes: number,
): AsyncGenerator<Chunk | Oversize, void, undefined> {
  const extents = isArray ? streamExtents(format("json")) : new JsonExtents(true);
  /** Where the comma is that no record has followed yet, or -1. */
  let commaAt = -1;
  for await (const chunk of chunks(window, extents, maxRecordBytes)) {
    if (chunk.kind === "records") commaAt = openComma(chunk, commaAt);
    else commaAt = extents.closed ? -1 : window.byte - 1;
    yield chunk;
  }
  await surroundings.end(window, extents.closed, commaAt);
}

/** Where the comma is that the chunk ends with, blanks aside; a blank chunk leaves the one before it open. */
function openComma({ bytes, byte }: Chunk, before: number): number {
  let at = bytes.length - 1;
  while (at >= 0 && isBlank(bytes[at])) at--;
  if (at < 0) return before;
  return bytes[at] === comma ? byte + at : -1;
}

/** Where a comma stands before a place, blanks aside, or -1. */
function commaBefore(read: PlaceReader, place: number): number {
  const bytes = new Uint8Array(4096);
  for (let to = place; to > 0;) {
    const from = Math.max(0, to - bytes.length);
    const part = bytes.subarray(0, to - from);
    read(part, from);
    for (let at = part.length - 1; at >= 0; at--) {
      if (!isBlank(part[at])) return part[at] === comma ? from + at : -1;
    }
    to = from;
  }
  return -1;
}

async function openTable(
  window: Window,
  name: string,
  found: Format,
  dialect: Dialect,
  options: InputOptions,
): Promise<Input> {
  const columns = await readColumns(window, name, dialect, options.maxRecordBytes);
  return {
    name,
    format: found,
    columns,
    front: () => new Uint8Array(0),
    async fillFront() {},
    ...lines(window, found, options),
  };
}
