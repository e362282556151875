/**
 * The rows of a CSV or TSV file, one after the other, as the twin reads them.
 */

import type { ChunkAccount } from "../write/chunk-account.ts";
import { RowWalk } from "../walk/csv.twin.ts";
import type { Records } from "./kernel.twin.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { reason } from "../syntax/reason.ts";
import { invalidUtf8At } from "../syntax/utf8.ts";
import { rowWriter } from "../write/row-writer.ts";
import type { RecordWriter } from "../write/writer.ts";

/** Reads rows. */
export class RowRecords implements Records {
  readonly #row: RowWalk;
  readonly #writer: RecordWriter<RowWalk>;
  readonly #count: number;
  readonly #strict: boolean;
  readonly #names: readonly string[];
  readonly #picked: readonly number[];

  constructor(plan: Plan, { format, columns, unexpectedQuote }: Shape) {
    const { count, picked } = columns!;
    this.#row = new RowWalk(format.dialect!, unexpectedQuote);
    this.#strict = plan.strict;
    this.#names = plan.names ?? [];
    this.#picked = picked;
    this.#writer = rowWriter(format.dialect!, plan.output, this.#names, picked);
    this.#count = count;
  }

  next(at: number, account: ChunkAccount): number {
    const row = this.#row;
    const count = this.#count;
    const { bytes, found, dropped } = account;
    const next = row.row(bytes, at, bytes.length);
    if (row.isComment || (row.isBlank && count !== 1)) return next;
    account.read++;
    // Columns that are dropped are there, or the run would not have begun.
    for (let drop = 0; drop < dropped.length; drop++) dropped[drop]++;
    // Of what is written, the writer tells too.
    const bad = this.#strict ? invalidUtf8At(bytes, at, row.end) : -1;
    if (row.reason !== reason.none) account.reject(row.reason, row.at, at, row.end);
    else if (row.count < count) account.reject(reason.tooFewCells, row.end, at, row.end);
    else if (row.count > count) account.reject(reason.tooManyCells, row.starts[count], at, row.end);
    else if (bad >= 0) account.reject(reason.badUtf8, bad, at, row.end, this.#nameAt(bad));
    else if (account.writes(this.#writer, row, at, row.end)) {
      for (let pick = 0; pick < found.length; pick++) found[pick]++;
    }
    return next;
  }

  /** The name of the picked cell that the byte is in, if it is in one. */
  #nameAt(byte: number): string | undefined {
    const { starts, ends } = this.#row;
    return this.#names[this.#picked.findIndex((column) => starts[column] <= byte && byte < ends[column])];
  }
}
