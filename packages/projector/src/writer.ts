/**
 * The writer: spans of a record become a record of the output.
 *
 * To JSON the bytes of a value are copied as they are (law 3), to cells they are transcoded by `@backlot/formats`.
 */

import {
  CellReader,
  CellWriter,
  type Dialect,
  type Format,
  framing,
  jsonEscape,
  unpairedSurrogate,
} from "@backlot/formats";
import type { RowWalk } from "./csv.twin.ts";
import type { Findings } from "./findings.ts";
import type { JsonWalk } from "./json.twin.ts";
import { Output } from "./output.ts";
import { type Reason, reason } from "./reason.ts";
import { invalidUtf8At } from "./utf8.ts";

/** Writes records; after a defect the output is as long as it was before the record. */
export interface RecordWriter<Walk> {
  /** Appends what the walk found in `bytes`, with its framing. */
  write(bytes: Uint8Array, walk: Walk, out: Output): Reason;
  /** Where the last defect was, and at which of the names. */
  readonly at: number;
  readonly name: number;
}

/** The writer of what JSON records hold. */
export function jsonRecordWriter(
  input: Format,
  output: Format,
  names: readonly string[] | null,
): RecordWriter<JsonWalk> {
  if (output.dialect !== undefined) return new JsonToCells(output.dialect, names ?? []);
  // NDJSON has a record per line; line ends between the tokens of a pretty-printed record must go.
  const oneLine = input.name === "json" && output.name === "ndjson";
  return names === null ? new WholeJson(output, oneLine) : new JsonToJson(output, names, oneLine);
}

/** The writer of what rows of cells hold; `picked` are the columns of the names. */
export function rowWriter(
  input: Dialect,
  output: Format,
  names: readonly string[],
  picked: readonly number[],
): RecordWriter<RowWalk> {
  return output.dialect === undefined
    ? new CellsToJson(input, output, names, picked)
    : new CellsToCells(input, output.dialect, picked);
}

const openArray = utf8("[");
const comma = utf8(",");
const closeArray = utf8("]");
const openObject = utf8("{");
const closeObject = utf8("}");

/** Records as they are, without what is dropped. */
class WholeJson implements RecordWriter<JsonWalk> {
  readonly at = 0;
  readonly name = 0;
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;
  readonly #oneLine: boolean;

  constructor(output: Format, oneLine: boolean) {
    this.#before = utf8(framing(output.name).before);
    this.#after = utf8(framing(output.name).after);
    this.#oneLine = oneLine;
  }

  write(bytes: Uint8Array, walk: JsonWalk, out: Output): Reason {
    out.append(this.#before);
    copyJson(bytes, walk.start, walk.end, walk.findings, out, this.#oneLine);
    out.append(this.#after);
    return reason.none;
  }
}

/** Objects with one member per pick that was found. */
class JsonToJson implements RecordWriter<JsonWalk> {
  readonly at = 0;
  readonly name = 0;
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;
  readonly #keys: readonly Uint8Array[];
  readonly #oneLine: boolean;

  constructor(output: Format, names: readonly string[], oneLine: boolean) {
    this.#before = utf8(framing(output.name).before);
    this.#after = utf8(framing(output.name).after);
    this.#keys = names.map(memberKey);
    this.#oneLine = oneLine;
  }

  write(bytes: Uint8Array, walk: JsonWalk, out: Output): Reason {
    const { findings } = walk;
    out.append(this.#before);
    out.append(openObject);
    let any = false;
    for (let pick = 0; pick < this.#keys.length; pick++) {
      if (findings.counts[pick] < 0) continue;
      if (any) out.append(comma);
      any = true;
      out.append(this.#keys[pick]);
      copyPick(bytes, pick, findings, out, this.#oneLine);
    }
    out.append(closeObject);
    out.append(this.#after);
    return reason.none;
  }
}

/** Rows with one cell per pick; a pick that was not found is null. */
class JsonToCells implements RecordWriter<JsonWalk> {
  at = 0;
  name = 0;
  readonly #cells: CellWriter;
  readonly #delimiter: number;
  readonly #names: readonly string[];
  /** A value that is not in one piece in the input. */
  readonly #value: Output = new Output(1024);

  constructor(dialect: Dialect, names: readonly string[]) {
    this.#cells = new CellWriter(dialect);
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#names = names;
  }

  write(bytes: Uint8Array, walk: JsonWalk, out: Output): Reason {
    const { findings } = walk;
    const rollback = out.length;
    for (let pick = 0; pick < this.#names.length; pick++) {
      let from = bytes;
      let start = 0;
      let end = 0;
      if (findings.counts[pick] >= 0) {
        if (findings.isList(pick) || findings.holeCount > 0) {
          this.#value.length = 0;
          copyPick(bytes, pick, findings, this.#value, false);
          from = this.#value.bytes;
          end = this.#value.length;
        } else {
          start = findings.spans[pick][0];
          end = findings.spans[pick][1];
        }
      }
      out.need(this.#cells.room(end - start) + 2);
      if (pick > 0) out.bytes[out.length++] = this.#delimiter;
      const next =
        end === 0 ? this.#cells.null(out.bytes, out.length) : this.#cells.json(from, start, end, out.bytes, out.length);
      if (next < 0) {
        out.length = rollback;
        this.at = findings.counts[pick] > 0 ? findings.spans[pick][0] : walk.start;
        this.name = pick;
        return next === unpairedSurrogate ? reason.unpairedSurrogate : reason.unwritableCell;
      }
      out.length = next;
    }
    out.need(1);
    out.bytes[out.length++] = lineFeed;
    return reason.none;
  }
}

/** Objects with one member per picked column. */
class CellsToJson implements RecordWriter<RowWalk> {
  at = 0;
  name = 0;
  readonly #reader: CellReader;
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;
  readonly #keys: readonly Uint8Array[];
  readonly #picked: readonly number[];

  constructor(input: Dialect, output: Format, names: readonly string[], picked: readonly number[]) {
    this.#reader = new CellReader(input);
    this.#before = utf8(framing(output.name).before);
    this.#after = utf8(framing(output.name).after);
    this.#keys = names.map(memberKey);
    this.#picked = picked;
  }

  write(bytes: Uint8Array, row: RowWalk, out: Output): Reason {
    const rollback = out.length;
    out.append(this.#before);
    out.append(openObject);
    for (let pick = 0; pick < this.#picked.length; pick++) {
      const column = this.#picked[pick];
      const start = row.starts[column];
      const end = row.ends[column];
      const bad = invalidUtf8At(bytes, start, end);
      if (bad >= 0) {
        out.length = rollback;
        this.at = bad;
        this.name = pick;
        return reason.badUtf8;
      }
      if (pick > 0) out.append(comma);
      out.append(this.#keys[pick]);
      out.need(6 * (end - start) + 4);
      out.length = this.#reader.json(bytes, start, end, out.bytes, out.length);
    }
    out.append(closeObject);
    out.append(this.#after);
    return reason.none;
  }
}

/** Rows with the picked cells: as they are in the same dialect, else transcoded. */
class CellsToCells implements RecordWriter<RowWalk> {
  at = 0;
  name = 0;
  readonly #reader: CellReader;
  readonly #cells: CellWriter;
  readonly #raw: boolean;
  readonly #delimiter: number;
  readonly #picked: readonly number[];

  constructor(input: Dialect, output: Dialect, picked: readonly number[]) {
    this.#reader = new CellReader(input);
    this.#cells = new CellWriter(output);
    this.#raw =
      input.delimiter === output.delimiter &&
      input.quote === output.quote &&
      input.escape === output.escape &&
      input.null === output.null;
    this.#delimiter = output.delimiter.charCodeAt(0);
    this.#picked = picked;
  }

  write(bytes: Uint8Array, row: RowWalk, out: Output): Reason {
    const rollback = out.length;
    for (let pick = 0; pick < this.#picked.length; pick++) {
      const column = this.#picked[pick];
      const start = row.starts[column];
      const end = row.ends[column];
      const bad = invalidUtf8At(bytes, start, end);
      if (bad >= 0) {
        out.length = rollback;
        this.at = bad;
        this.name = pick;
        return reason.badUtf8;
      }
      out.need(this.#cells.room(end - start) + 2);
      if (pick > 0) out.bytes[out.length++] = this.#delimiter;
      // A carriage return at a cell's end would become part of the line end if the cell moved there.
      if (this.#raw && (end === start || bytes[end - 1] !== carriageReturn)) out.copy(bytes, start, end);
      else {
        const next = this.#cells.cell(bytes, start, end, out.bytes, out.length, this.#reader);
        if (next < 0) {
          out.length = rollback;
          this.at = start;
          this.name = pick;
          return reason.unwritableCell;
        }
        out.length = next;
      }
    }
    out.need(1);
    out.bytes[out.length++] = lineFeed;
    return reason.none;
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Appends a pick that was found: its value, or for a path with `[*]` the array of its values. */
function copyPick(bytes: Uint8Array, pick: number, findings: Findings, out: Output, oneLine: boolean): void {
  const spans = findings.spans[pick];
  if (!findings.isList(pick)) {
    copyJson(bytes, spans[0], spans[1], findings, out, oneLine);
    return;
  }
  out.append(openArray);
  for (let i = 0; i < findings.counts[pick]; i++) {
    if (i > 0) out.append(comma);
    copyJson(bytes, spans[2 * i], spans[2 * i + 1], findings, out, oneLine);
  }
  out.append(closeArray);
}

/** Appends a span of JSON without the holes in it. */
function copyJson(
  bytes: Uint8Array,
  start: number,
  end: number,
  findings: Findings,
  out: Output,
  oneLine: boolean,
): void {
  const from = out.length;
  let at = start;
  if (findings.holeCount > 0) {
    const { holes } = findings;
    for (let hole = findings.firstHole(start); hole < findings.holeCount && holes[2 * hole] < end; hole++) {
      out.copy(bytes, at, holes[2 * hole]);
      at = holes[2 * hole + 1];
    }
  }
  out.copy(bytes, at, end);
  if (oneLine) removeLineEnds(out, from);
}

/** Takes line ends out of what was appended; in valid JSON they stand between tokens only. */
function removeLineEnds(out: Output, from: number): void {
  const { bytes, length } = out;
  let to = from;
  for (let i = from; i < length; i++) {
    const byte = bytes[i];
    if (byte !== lineFeed && byte !== carriageReturn) bytes[to++] = byte;
  }
  out.length = to;
}

function memberKey(name: string): Uint8Array {
  return utf8(`"${jsonEscape(name)}":`);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
