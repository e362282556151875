/**
 * Writers of what a walk over a JSON record found.
 */

import { lineFeed, carriageReturn } from "../syntax/bytes.ts";
import { CellWriter, type Dialect, type Format, unpairedSurrogate } from "@backlot/formats";
import type { Findings } from "../walk/findings.ts";
import { Output } from "./output.ts";
import { type Reason, reason } from "../syntax/reason.ts";
import { frame, memberKey, type JsonWalked, punctuation, type RecordWriter } from "./writer.ts";

const { openArray, comma, closeArray, openObject, closeObject } = punctuation;

/** The writer of what JSON records hold. */
export function jsonWriter(input: Format, output: Format, names: readonly string[] | null): RecordWriter<JsonWalked> {
  if (output.dialect !== undefined) return new JsonToCells(output, output.dialect, names ?? []);
  // NDJSON has a record per line; line ends between the tokens of a pretty-printed record must go.
  const oneLine = input.name === "json" && output.name === "ndjson";
  return names === null ? new WholeJson(output, oneLine) : new JsonToJson(output, names, oneLine);
}

/** Records as they are, without what is dropped. */
class WholeJson implements RecordWriter<JsonWalked> {
  readonly at = 0;
  readonly name = 0;
  readonly #frame: ReturnType<typeof frame>;
  readonly #oneLine: boolean;

  constructor(output: Format, oneLine: boolean) {
    this.#frame = frame(output);
    this.#oneLine = oneLine;
  }

  write(bytes: Uint8Array, walk: JsonWalked, out: Output): Reason {
    out.append(this.#frame.before);
    copyJson(bytes, walk.start, walk.end, walk.findings, out, this.#oneLine);
    out.append(this.#frame.after);
    return reason.none;
  }
}

/** Objects with one member per pick that was found. */
class JsonToJson implements RecordWriter<JsonWalked> {
  readonly at = 0;
  readonly name = 0;
  readonly #frame: ReturnType<typeof frame>;
  readonly #keys: readonly Uint8Array[];
  readonly #oneLine: boolean;

  constructor(output: Format, names: readonly string[], oneLine: boolean) {
    this.#frame = frame(output);
    this.#keys = names.map(memberKey);
    this.#oneLine = oneLine;
  }

  write(bytes: Uint8Array, walk: JsonWalked, out: Output): Reason {
    const { findings } = walk;
    out.append(this.#frame.before);
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
    out.append(this.#frame.after);
    return reason.none;
  }
}

/** Rows with one cell per pick; a pick that was not found is null. */
class JsonToCells implements RecordWriter<JsonWalked> {
  at = 0;
  name = 0;
  readonly #cells: CellWriter;
  readonly #frame: ReturnType<typeof frame>;
  readonly #delimiter: number;
  readonly #names: readonly string[];
  /** A value that is not in one piece in the input. */
  readonly #value: Output = new Output(1024);

  constructor(output: Format, dialect: Dialect, names: readonly string[]) {
    this.#cells = new CellWriter(dialect);
    this.#frame = frame(output);
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#names = names;
  }

  write(bytes: Uint8Array, walk: JsonWalked, out: Output): Reason {
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
    out.append(this.#frame.after);
    return reason.none;
  }
}

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
