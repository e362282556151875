/**
 * Writers of the cells that a walk over a row found.
 */

import { carriageReturn } from "../syntax/bytes.ts";
import { CellReader, CellWriter, type Dialect, type Format } from "@backlot/formats";
import type { RowWalk } from "../walk/csv.twin.ts";
import type { Output } from "./output.ts";
import { type Reason, reason } from "../syntax/reason.ts";
import { invalidUtf8At } from "../syntax/utf8.ts";
import { frame, memberKey, punctuation, type RecordWriter } from "./writer.ts";

const { comma, openObject, closeObject } = punctuation;

/** The writer of what rows of cells hold; `picked` are the columns of the names. */
export function rowWriter(
  input: Dialect,
  output: Format,
  names: readonly string[],
  picked: readonly number[],
): RecordWriter<RowWalk> {
  return output.dialect === undefined
    ? new CellsToJson(input, output, names, picked)
    : new CellsToCells(input, output, output.dialect, picked);
}

/** Whether cells of one dialect are spelled in the other one as they are. */
export function copiesCells(input: Dialect, output: Dialect): boolean {
  return (
    input.delimiter === output.delimiter &&
    input.quote === output.quote &&
    input.escape === output.escape &&
    input.null === output.null
  );
}

/** Objects with one member per picked column. */
class CellsToJson implements RecordWriter<RowWalk> {
  at = 0;
  name = 0;
  readonly #reader: CellReader;
  readonly #frame: ReturnType<typeof frame>;
  readonly #keys: readonly Uint8Array[];
  readonly #picked: readonly number[];

  constructor(input: Dialect, output: Format, names: readonly string[], picked: readonly number[]) {
    this.#reader = new CellReader(input);
    this.#frame = frame(output);
    this.#keys = names.map(memberKey);
    this.#picked = picked;
  }

  write(bytes: Uint8Array, row: RowWalk, out: Output): Reason {
    const rollback = out.length;
    out.append(this.#frame.before);
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
    out.append(this.#frame.after);
    return reason.none;
  }
}

/** Rows with the picked cells: as they are in the same dialect, else transcoded. */
class CellsToCells implements RecordWriter<RowWalk> {
  at = 0;
  name = 0;
  readonly #reader: CellReader;
  readonly #cells: CellWriter;
  readonly #frame: ReturnType<typeof frame>;
  readonly #raw: boolean;
  readonly #delimiter: number;
  readonly #picked: readonly number[];

  constructor(input: Dialect, output: Format, dialect: Dialect, picked: readonly number[]) {
    this.#reader = new CellReader(input);
    this.#cells = new CellWriter(dialect);
    this.#frame = frame(output);
    this.#raw = copiesCells(input, dialect);
    this.#delimiter = dialect.delimiter.charCodeAt(0);
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
    out.append(this.#frame.after);
    return reason.none;
  }
}
