/**
 * Rows of CSV and TSV, by the kernel's module.
 *
 * It writes regular rows, batches of them at once, and stops at any other one: the twin says what becomes of that
 * row, and the module goes on behind it.
 */

import type { Dialect } from "@backlot/formats";
import { ChunkAccount } from "./chunk-account.ts";
import type { Scan } from "./extent.ts";
import { dialectBytes, type ExtentExports, wasmScan } from "./extent.wasm.ts";
import { Instance } from "./instance.wasm.ts";
import type { Kernel } from "./kernel.ts";
import { Output } from "./output.ts";
import type { Plan, Projected, Shape } from "./plan.ts";
import { RowRecords } from "./row-records.ts";
import { copiesCells } from "./row-writer.ts";
import { frame } from "./writer.ts";

/** What the module exports for it; places are addresses. */
interface Exports extends ExtentExports {
  setDialect(quote: number, delimiter: number, comment: number): void;
  setRows(index: number, columns: number, mostRepeats: number, comment: number): void;
  setCopies(picks: number, count: number, columns: number, between: number, behind: number, behindBytes: number): void;
  indexBytes(columns: number): number;
  projectRows(start: number, end: number, limit: number, out: number, outEnd: number): number;
  readonly rowAt: WebAssembly.Global;
  readonly rowCount: WebAssembly.Global;
  readonly rowsEnd: WebAssembly.Global;
}

// Why `projectRows` stopped: all is written; the next row is the twin's; there may be no room for the next rows.
const isDone = 0;
const isFull = 2;

/** So much output is gathered in the module's memory; what is more goes to a buffer that grows. */
const mostOutput = 4 << 20;

/** The kernel for tables of a shape, or undefined where all rows are left to the twin. */
export function rowsWasm(plan: Plan, shape: Shape): Kernel | undefined {
  const { format, columns } = shape;
  const input = format.dialect;
  const output = plan.output.dialect;
  if (input === undefined || output === undefined || !copiesCells(input, output)) return undefined;
  const [, , escape] = dialectBytes(input);
  if (columns!.picked.length === 0 || escape !== -1) return undefined;
  return new WasmRows(plan, shape, input);
}

class WasmRows implements Kernel {
  readonly #plan: Plan;
  readonly #shape: Shape;
  readonly #dialect: Dialect;
  readonly #twin: RowRecords;
  #loaded: Instance<Exports> | undefined;

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

  project(start: number, end: number, limit: number): Projected {
    const { exports, memory, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset + start;
    const output = memory.subarray(outputAt, outputEnd);
    const out = new Output(output);
    const account = new ChunkAccount(this.#plan, input.subarray(start, end), out);
    let p = 0;
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
      else if (why !== isFull || written === 0) p = this.#twin.next(p, account);
    }
    return account.close(p);
  }
}

/** The module with room for so many bytes of input, set up for a table. */
function load(bytes: number, { output }: Plan, shape: Shape, dialect: Dialect): Instance<Exports> {
  const { count, picked } = shape.columns!;
  const picksBytes = 4 * picked.length;
  const loaded = new Instance<Exports>((exports) => ({
    tables: picksBytes + exports.indexBytes(count),
    input: bytes,
    output: Math.min(2 * bytes, mostOutput),
  }));
  const { exports, memory, tablesAt } = loaded;
  const [quote, delimiter, , comment] = dialectBytes(dialect);
  new Uint32Array(memory.buffer, tablesAt, picked.length).set(picked);
  const { after } = frame(output);
  exports.setDialect(quote, delimiter, comment);
  exports.setRows(tablesAt + picksBytes, count, mostRepeats(picked), comment);
  exports.setCopies(tablesAt, picked.length, count, delimiter, after[0] | (after[1] << 8), after.length);
  return loaded;
}

/** How often the column that is picked most often is picked. */
function mostRepeats(picked: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const column of picked) counts.set(column, (counts.get(column) ?? 0) + 1);
  return Math.max(...counts.values());
}
