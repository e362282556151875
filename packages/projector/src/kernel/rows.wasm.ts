/**
 * The part of the kernel's module for rows of CSV and TSV, which writes batches of regular rows at once.
 */

import { CellWriter, type Dialect } from "@backlot/formats";
import { type CellExports, setReadDialect, setWrittenDialect, wordsBytes } from "./cells.wasm.ts";
import { dialectMarks, type ExtentExports } from "../extent/extent.wasm.ts";
import { Instance, mostOutput } from "./instance.wasm.ts";
import type { Kernel } from "./kernel.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { type Part, WasmRecords } from "./records.wasm.ts";
import { RowRecords } from "./row-records.ts";
import { copiesCells } from "../write/row-writer.ts";
import { frame, memberKey, punctuation } from "../write/writer.ts";

/** What the module exports for it; places are addresses. */
interface Exports extends ExtentExports, CellExports {
  setDialect(quote: number, delimiter: number, escape: number, comment: number): void;
  setRows(
    index: number,
    columns: number,
    comment: number,
    mostPerByte: number,
    mostPerRow: number,
    areCopied: boolean,
    strict: boolean,
    picks: number,
    pickCount: number,
    pickBytes: number,
  ): void;
  setCopies(picks: number, count: number, columns: number, between: number, behind: number, behindBytes: number): void;
  setTranscoding(
    picks: number,
    count: number,
    columns: number,
    behind: number,
    behindBytes: number,
    isJson: boolean,
  ): void;
  indexBytes(columns: number): number;
  projectRows(start: number, end: number, limit: number, out: number, outEnd: number): number;
  readonly rowAt: WebAssembly.Global;
  readonly rowCount: WebAssembly.Global;
  readonly rowsEnd: WebAssembly.Global;
}

const { comma, openObject, closeObject } = punctuation;

/** The kernel for tables of a shape, or undefined where all rows are left to the twin. */
export function rowsWasm(plan: Plan, shape: Shape): Kernel | undefined {
  const { dialect } = shape.format;
  if (dialect === undefined) return undefined;
  if (shape.columns!.picked.length === 0 || shape.unexpectedQuote !== undefined) return undefined;
  return new WasmRecords(plan, shape, rowsPart(plan, shape, dialect), new RowRecords(plan, shape));
}

function rowsPart(plan: Plan, shape: Shape, dialect: Dialect): Part<Exports> {
  let start = 0;
  let end = 0;
  return {
    // A comment that is cut is passed over as a whole one.
    takesCut: dialect.comment !== null,
    load: (input) => load(input, plan, shape, dialect),
    begin(_, from, to) {
      [start, end] = [from, to];
    },
    resume: (_, at) => void (start = at),
    write(exports, out, outEnd, limit) {
      const why = exports.projectRows(start, end, limit, out, outEnd);
      start = Number(exports.rowAt.value);
      return { why, at: start, records: Number(exports.rowCount.value), outEnd: Number(exports.rowsEnd.value) };
    },
    // A row that is written has all that is picked and dropped.
    book(_, { found, dropped }, records) {
      for (const counts of [found, dropped]) for (let i = 0; i < counts.length; i++) counts[i] += records;
    },
  };
}

/** The module with room for so many bytes of input, set up for a table. */
function load(bytes: number, plan: Plan, shape: Shape, dialect: Dialect): Instance<Exports> {
  const { count, picked } = shape.columns!;
  const { spelling, fronts, behind, mostPerByte, mostPerRow } = rowsOf(plan, dialect, picked);
  const frontsBytes = fronts.reduce((sum, { length }) => sum + length, 0);
  // Three words for each pick, texts, dialects, index.
  const textsAt = 12 * picked.length;
  const dialectsAt = Math.ceil((textsAt + frontsBytes + behind.length) / 16) * 16;
  const writtenBytes = wordsBytes(plan.output.dialect ?? dialect);
  const indexAt = Math.ceil((dialectsAt + writtenBytes + wordsBytes(dialect)) / 16) * 16;
  const loaded = new Instance<Exports>((exports) => ({
    tables: indexAt + exports.indexBytes(count),
    input: bytes,
    output: Math.min(mostOutput, mostPerByte * bytes + mostPerRow * Math.ceil(bytes / count) + 1024),
  }));
  const { exports, memory, tablesAt } = loaded;
  const [quote, delimiter, escape, comment] = dialectMarks(dialect);
  const isCopied = spelling === "as it is";
  exports.setDialect(quote, delimiter, escape, comment);
  const setPicks = (picks: readonly number[]): void => {
    new Uint32Array(memory.buffer, tablesAt, picks.length).set(picks);
    const pickBytes = (4 * picks.length) / picked.length;
    const index = tablesAt + indexAt;
    const { strict } = plan;
    exports.setRows(
      index,
      count,
      comment,
      mostPerByte,
      mostPerRow,
      isCopied,
      strict,
      tablesAt,
      picked.length,
      pickBytes,
    );
  };
  if (isCopied) {
    setPicks(picked);
    exports.setCopies(tablesAt, picked.length, count, delimiter, behind[0] | (behind[1] << 8), behind.length);
    return loaded;
  }
  let at = tablesAt + textsAt;
  const put = (text: Uint8Array): number => {
    memory.set(text, at);
    at += text.length;
    return at - text.length;
  };
  setPicks(picked.flatMap((column, pick) => [column, put(fronts[pick]), fronts[pick].length]));
  const isJson = spelling === "JSON";
  exports.setTranscoding(tablesAt, picked.length, count, put(behind), behind.length, isJson);
  if (!isJson) setWrittenDialect(exports, memory, tablesAt + dialectsAt, plan.output.dialect!);
  setReadDialect(exports, memory, tablesAt + dialectsAt + writtenBytes, dialect);
  return loaded;
}

/** What rows of the output are made of. */
interface RowParts {
  /** How cells are spelled in it. */
  readonly spelling: "as it is" | "JSON" | "another dialect";
  /** What stands in front of each cell, and behind the last one. */
  readonly fronts: readonly Uint8Array[];
  readonly behind: Uint8Array;
  /** How many bytes a byte of the input becomes at most, and a row beside that. */
  readonly mostPerByte: number;
  readonly mostPerRow: number;
}

function rowsOf({ output, names }: Plan, input: Dialect, picked: readonly number[]): RowParts {
  const { before, after } = frame(output);
  const encoder = new TextEncoder();
  if (output.dialect === undefined) {
    const fronts = names!.map((name, pick) =>
      joined(...(pick === 0 ? [before, openObject] : [comma]), memberKey(name)),
    );
    return rowParts("JSON", fronts, joined(closeObject, after), picked, 6, 4);
  }
  const fronts = picked.map((_, pick) => encoder.encode(pick === 0 ? "" : output.dialect!.delimiter));
  if (copiesCells(input, output.dialect)) return rowParts("as it is", fronts, after, picked, 1, 0);
  const cells = new CellWriter(output.dialect);
  return rowParts("another dialect", fronts, after, picked, cells.room(1) - cells.room(0), cells.room(0));
}

/** @param widest how many bytes a byte of a cell becomes at most, and `more` a cell beside that */
function rowParts(
  spelling: RowParts["spelling"],
  fronts: readonly Uint8Array[],
  behind: Uint8Array,
  picked: readonly number[],
  widest: number,
  more: number,
): RowParts {
  const mostPerRow = fronts.reduce((sum, { length }) => sum + length + more, behind.length);
  return { spelling, fronts, behind, mostPerByte: widest * mostRepeats(picked), mostPerRow };
}

/** How often the column that is picked most often is picked. */
function mostRepeats(picked: readonly number[]): number {
  const counts = new Map<number, number>();
  let most = 0;
  for (const column of picked) {
    const count = (counts.get(column) ?? 0) + 1;
    counts.set(column, count);
    // No Math.max of all of them: there may be more than arguments can be passed.
    most = Math.max(most, count);
  }
  return most;
}

function joined(...texts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(texts.flatMap((text) => [...text]));
}
