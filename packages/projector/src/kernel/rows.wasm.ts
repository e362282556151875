/**
 * Rows of CSV and TSV, by the kernel's module.
 *
 * It writes regular rows, batches of them at once, and stops at any other one: the twin says what becomes of that
 * row, and the module goes on behind it.
 */

import { CellWriter, type Dialect } from "@backlot/formats";
import { type CellExports, setReadDialect, setWrittenDialect, wordsBytes } from "./cells.wasm.ts";
import { ChunkAccount } from "../write/chunk-account.ts";
import type { Scan } from "../extent/extent.ts";
import { dialectMarks, type ExtentExports, wasmScan } from "../extent/extent.wasm.ts";
import { Instance, isDone, isFull, mostOutput } from "./instance.wasm.ts";
import type { Doubts, Kernel } from "./kernel.ts";
import { Output } from "../write/output.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";
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
  return new WasmRows(plan, shape, dialect);
}

class WasmRows implements Kernel {
  readonly #plan: Plan;
  readonly #shape: Shape;
  readonly #dialect: Dialect;
  readonly #twin: RowRecords;
  #loaded: Instance<Exports> | undefined;
  /** Where output has gone for which the memory was too small, to use again: left as garbage, several would pile up. */
  #larger: Uint8Array | undefined;

  constructor(plan: Plan, shape: Shape, dialect: Dialect) {
    this.#plan = plan;
    this.#shape = shape;
    this.#dialect = dialect;
    this.#twin = new RowRecords(plan, shape);
  }

  room(bytes: number): Uint8Array {
    if (this.#loaded === undefined || this.#loaded.input.length < bytes) {
      this.#loaded = load(bytes, this.#plan, this.#shape, this.#dialect);
    }
    return this.#loaded.input;
  }

  scan(start: number, end: number, state: number): Scan {
    const { exports, input } = this.#loaded!;
    return wasmScan(this.#shape.format, exports, input.byteOffset, start, end, state);
  }

  rightBytes(start: number, end: number, limit: number): number {
    const { exports, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset;
    exports.projectRows(base + start, base + end, limit, outputAt, outputEnd);
    return Number(exports.rowAt.value) - base - start;
  }

  project(start: number, to: number, limit: number, { mayBeCut = false, isGuess = false }: Doubts = {}): Projected {
    const { exports, memory, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset + start;
    const output = memory.subarray(outputAt, outputEnd);
    const out = new Output(output, this.#larger);
    let end = to;
    const account = new ChunkAccount(this.#plan, input.subarray(start, end), out, isGuess);
    let p = 0;
    const scanned = (): void => {
      end = Math.max(start + p, this.scan(start + p, to, 0).last);
      account.bytes = input.subarray(start, end);
    };
    // A comment that is cut is passed over as a whole one.
    let isCut = mayBeCut && this.#dialect.comment === null;
    if (mayBeCut && !isCut) scanned();
    while (p < end - start && account.written < limit && !account.stops) {
      const isInPlace = out.bytes === output;
      const most = Math.min(limit - account.written, 0xffffffff);
      const from = isInPlace ? outputAt + out.length : outputAt;
      const why = exports.projectRows(base + p, base + end - start, most, from, outputEnd);
      const written = Number(exports.rowsEnd.value) - from;
      if (isInPlace) out.length += written;
      else out.copy(output, 0, written);
      account.writtenRows(Number(exports.rowCount.value));
      p = Number(exports.rowAt.value) - base;
      if (why === isDone) break;
      if (why === isFull && isInPlace && out.length > 0) out.need(outputEnd - outputAt);
      else if (why === isFull && written > 0) continue;
      else if (isCut) {
        // The next row is cut, or for the twin: which of them, and where the last whole one ends, a scan tells.
        isCut = false;
        scanned();
      } else p = this.#twin.next(p, account);
    }
    if (out.bytes !== output) this.#larger = out.bytes;
    return account.close(p);
  }
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
    exports.setRows(index, count, comment, mostPerByte, mostPerRow, isCopied, tablesAt, picked.length, pickBytes);
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
  for (const column of picked) counts.set(column, (counts.get(column) ?? 0) + 1);
  return Math.max(...counts.values());
}

function joined(...texts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(texts.flatMap((text) => [...text]));
}
