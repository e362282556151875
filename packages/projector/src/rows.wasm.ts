/**
 * Rows of CSV and TSV, by the kernel's module.
 *
 * It writes regular rows, batches of them at once, and stops at any other one: the twin says what becomes of that
 * row, and the module goes on behind it.
 */

import type { Dialect } from "@backlot/formats";
import { RowWalk } from "./csv.twin.ts";
import { dialectBytes, type ExtentExports, wasmScan } from "./extent.wasm.ts";
import { Instance } from "./instance.wasm.ts";
import type { Kernel } from "./kernel.ts";
import { twinOf } from "./kernel.twin.ts";
import { Output } from "./output.ts";
import type { Plan, Projected, Rejection, Shape } from "./plan.ts";
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

/** What `projectRows` returns. */
const isDone = 0;
const isLeft = 1;

/** So much output is gathered in the module's memory; what is more goes to a buffer that grows. */
const mostOutput = 4 << 20;

/** The kernel for tables of a shape, or undefined where a dialect's rows are left to the twin. */
export function rowsWasm(plan: Plan, shape: Shape): Kernel | undefined {
  const { format, columns } = shape;
  const { dialect } = format;
  const output = plan.output.dialect;
  if (dialect === undefined || columns === undefined || output === undefined) return undefined;
  if (columns.picked.length === 0 || !copiesCells(dialect, output)) return undefined;
  const [, , escape] = dialectBytes(dialect);
  if (escape !== -1) return undefined;
  return new WasmRows(plan, shape, dialect);
}

class WasmRows implements Kernel {
  readonly #plan: Plan;
  readonly #shape: Shape;
  readonly #load: (bytes: number) => Instance<Exports>;
  #loaded: Instance<Exports> | undefined;
  readonly #walk: RowWalk;
  readonly #twin: ReturnType<typeof twinOf>;

  constructor(plan: Plan, shape: Shape, dialect: Dialect) {
    this.#plan = plan;
    this.#shape = shape;
    this.#walk = new RowWalk(dialect);
    this.#twin = twinOf(plan, shape);
    this.#load = (bytes) => load(bytes, plan, shape, dialect);
  }

  room(bytes: number): Uint8Array {
    if (this.#loaded === undefined || this.#loaded.input.length < bytes) this.#loaded = this.#load(bytes);
    return this.#loaded.input;
  }

  scan(start: number, end: number, state: number): ReturnType<Kernel["scan"]> {
    const { exports, input } = this.#loaded!;
    return wasmScan(this.#shape.format, exports, input.byteOffset, start, end, state);
  }

  project(start: number, end: number, limit: number): Projected {
    const { exports, memory, input, outputAt, outputEnd } = this.#loaded!;
    const { onError, names, selection } = this.#plan;
    const base = input.byteOffset;
    const rejections: Rejection[] = [];
    let overflow: Output | undefined;
    let [read, written, rejected] = [0, 0, 0];
    let at = base + start;
    let out = outputAt;
    const drain = (): void => {
      overflow ??= new Output(2 * mostOutput);
      overflow.copy(memory, outputAt, out);
      out = outputAt;
    };
    while (at < base + end && written < limit) {
      const why = exports.projectRows(at, base + end, Math.min(limit - written, 0xffffffff), out, outputEnd);
      const count = Number(exports.rowCount.value) >>> 0;
      read += count;
      written += count;
      at = Number(exports.rowAt.value);
      out = Number(exports.rowsEnd.value);
      if (why === isDone) break;
      if (why !== isLeft && out > outputAt) {
        drain();
        continue;
      }
      // The twin's row.
      const behind = this.#walk.row(memory, at, base + end);
      const one = this.#twin(memory.subarray(at, behind), limit - written);
      for (const rejection of one.rejections) {
        if (onError !== "quarantine" && rejections.length > 0) continue;
        const record = read + rejection.record;
        rejections.push({ ...rejection, record, at: at - base - start + rejection.at });
      }
      if (out + one.bytes.length > outputEnd) drain();
      if (one.bytes.length > outputEnd - out) overflow!.append(one.bytes);
      else {
        memory.set(one.bytes, out);
        out += one.bytes.length;
      }
      read += one.read;
      written += one.written;
      rejected += one.rejected;
      at = behind;
      if (rejected > 0 && onError === "fail") break;
    }
    if (overflow !== undefined) drain();
    return {
      bytes: overflow === undefined ? memory.subarray(outputAt, out) : overflow.take(),
      read,
      written,
      filtered: 0,
      rejected,
      rejections,
      consumed: at - base - start,
      found: (names ?? []).map(() => written),
      // Columns that are dropped are there, or the run would not have begun.
      dropped: selection.drops.map(() => read),
    };
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
