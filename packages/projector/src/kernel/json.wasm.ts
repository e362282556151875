/**
 * Records of NDJSON and JSON arrays, by the kernel's module.
 *
 * It writes records that are plain sailing, many in one call, and stops at any other one: the twin says what becomes
 * of that record, and the module goes on behind it.
 */

import { CellWriter } from "@backlot/formats";
import { type CellExports, setWrittenDialect, wordsBytes } from "./cells.wasm.ts";
import { ChunkAccount } from "../write/chunk-account.ts";
import type { Scan } from "../extent/extent.ts";
import { type ExtentExports, wasmScan } from "../extent/extent.wasm.ts";
import { Instance, isDone, isFull, mostOutput } from "./instance.wasm.ts";
import { JsonRecords } from "./json-records.ts";
import type { Doubts, Kernel } from "./kernel.ts";
import { Output } from "../write/output.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";
import { layOutSelection, takeDropped, takeFound } from "./selection.wasm.ts";
import { Trie } from "../plan/trie.ts";

/** What the module exports for it; places are addresses. */
interface Exports extends CellExports, ExtentExports {
  setJson(
    index: number,
    keys: number,
    spans: number,
    template: number,
    stack: number,
    hashes: number,
    nodes: number,
    nodeCount: number,
    picks: number,
    pickCount: number,
    maxDepth: number,
    before: number,
    beforeBytes: number,
    after: number,
    afterBytes: number,
    oneLine: boolean,
  ): void;
  setJsonCells(widest: number, slack: number): void;
  setJsonWhole(): void;
  setJsonDrops(holes: number, dropped: number): void;
  beginJson(start: number, end: number, lines: boolean, strict: boolean, cut: boolean): void;
  resumeJson(from: number): void;
  projectJson(out: number, outEnd: number, limit: number): number;
  jsonEnd(): number;
  readonly jsonAt: WebAssembly.Global;
  readonly jsonWritten: WebAssembly.Global;
  readonly structureBytes: WebAssembly.Global;
  readonly keysBytes: WebAssembly.Global;
  readonly spansBytes: WebAssembly.Global;
  readonly templateBytes: WebAssembly.Global;
  readonly stackBytes: WebAssembly.Global;
  readonly hashesBytes: WebAssembly.Global;
  readonly holesBytes: WebAssembly.Global;
}
const parts = [
  "structureBytes",
  "keysBytes",
  "spansBytes",
  "templateBytes",
  "stackBytes",
  "hashesBytes",
  "holesBytes",
] as const;

/** Words are read 64 bytes at a time. */
const wordsGap = 64;

/** Less than this is too little to be worth a call. */
const leastOutput = 1 << 16;

/** The kernel for JSON of a shape, or undefined where all records are left to the twin. */
export function jsonWasm(plan: Plan, shape: Shape): Kernel | undefined {
  const { picks, drops } = plan.selection;
  if (shape.format.dialect !== undefined) return undefined;
  // Elements that are dropped, and cells without what is dropped, are left to the twin.
  if (drops.some((path) => path.at(-1) === "*")) return undefined;
  if (drops.length > 0 && plan.output.dialect !== undefined) return undefined;
  if (picks === null && plan.output.dialect !== undefined) return undefined;
  return new WasmJson(plan, shape);
}

class WasmJson implements Kernel {
  readonly #plan: Plan;
  readonly #shape: Shape;
  readonly #trie: Trie;
  readonly #twin: JsonRecords;
  #loaded: Instance<Exports> | undefined;
  /** Where output has gone for which the memory was too small, to use again: left as garbage, several would pile up. */
  #larger: Uint8Array | undefined;
  /** Where the picks are in the memory. */
  #picksAt = 0;
  /** Where it is counted what was dropped. */
  #droppedAt = 0;

  constructor(plan: Plan, shape: Shape) {
    this.#plan = plan;
    this.#shape = shape;
    this.#trie = new Trie(plan.selection);
    this.#twin = new JsonRecords(plan, shape);
  }

  room(bytes: number): Uint8Array {
    if (this.#loaded === undefined || this.#loaded.input.length < bytes) this.#loaded = this.#load(bytes);
    return this.#loaded.input;
  }

  scan(start: number, end: number, state: number): Scan {
    const { exports, input } = this.#loaded!;
    return wasmScan(this.#shape.format, exports, input.byteOffset, start, end, state);
  }

  project(start: number, to: number, limit: number, { mayBeCut = false, isGuess = false }: Doubts = {}): Projected {
    const { exports, memory, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset + start;
    const output = memory.subarray(outputAt, outputEnd);
    const out = new Output(output, this.#larger);
    let end = to;
    const account = new ChunkAccount(this.#plan, input.subarray(start, end), out, isGuess);
    let isCut = mayBeCut;
    let p = 0;
    const begin = (): void => {
      const isLines = this.#shape.format.name === "ndjson";
      exports.beginJson(base + p, base + end - start, isLines, this.#plan.strict, isCut);
    };
    begin();
    while (p < end - start && account.written < limit && !account.stops) {
      const isInPlace = out.bytes === output;
      const before = account.written;
      const from = isInPlace ? outputAt + out.length : outputAt;
      const why = exports.projectJson(from, outputEnd, Math.min(limit - before, 0xffffffff));
      const length = exports.jsonEnd() - from;
      if (isInPlace) out.length += length;
      else out.copy(output, 0, length);
      account.writtenRecords(Number(exports.jsonWritten.value));
      p = Number(exports.jsonAt.value) - base;
      if (why === isDone) break;
      if (why === isFull && isInPlace && out.length > 0) out.need(outputEnd - outputAt);
      else if (why === isFull && length > 0) continue;
      else if (isCut) {
        // The next record is cut, or for the twin: which of them, and where the last whole one ends, a scan tells.
        end = Math.max(start + p, this.scan(start + p, to, 0).last);
        account.bytes = input.subarray(start, end);
        isCut = false;
        begin();
      } else {
        p = this.#twin.next(p, account);
        exports.resumeJson(base + p);
      }
    }
    for (const [pick, count] of takeFound(memory, this.#picksAt, account.found.length).entries()) {
      account.found[pick] += count;
    }
    for (const [drop, count] of takeDropped(memory, this.#droppedAt, account.dropped.length).entries()) {
      account.dropped[drop] += count;
    }
    if (out.bytes !== output) this.#larger = out.bytes;
    return account.close(p);
  }

  /** The module with room for so many bytes of input, set up for the plan. */
  #load(input: number): Instance<Exports> {
    const { format } = this.#shape;
    const plan = this.#plan;
    const { dialect } = plan.output;
    const sizes: number[] = [];
    const loaded: Instance<Exports> = new Instance<Exports>(
      (exports) => {
        for (const part of parts) sizes.push(Math.ceil(Number(exports[part].value) / 16) * 16);
        const words = dialect === undefined ? 0 : wordsBytes(dialect) + wordsGap;
        const tables =
          sizes.reduce((sum, size) => sum + size, layOutSelection(plan, this.#trie, 0).bytes.length) + words;
        return { tables, input, output: Math.min(input + leastOutput, mostOutput) };
      },
      { childOf: (node, start, end) => this.#trie.childOfKey(node, loaded.memory, start, end) },
    );
    let end = loaded.tablesAt;
    const places = sizes.map((size) => (end += size) - size);
    const selection = layOutSelection(plan, this.#trie, end);
    loaded.memory.set(selection.bytes, end);
    this.#picksAt = end + selection.picks;
    const [index, keys, spans, template, stack, hashes, holes] = places;
    const { nodeCount, pickCount, before, after } = selection;
    loaded.exports.setJson(
      index,
      keys,
      spans,
      template,
      stack,
      hashes,
      end,
      nodeCount,
      this.#picksAt,
      pickCount,
      plan.maxDepth,
      end + before[0],
      before[1],
      end + after[0],
      after[1],
      format.name === "json" && plan.output.name === "ndjson",
    );
    if (plan.names === null) loaded.exports.setJsonWhole();
    this.#droppedAt = end + selection.dropped;
    if (plan.selection.drops.length > 0) loaded.exports.setJsonDrops(holes, this.#droppedAt);
    if (dialect !== undefined) {
      setWrittenDialect(loaded.exports, loaded.memory, end + selection.bytes.length, dialect);
      const cells = new CellWriter(dialect);
      loaded.exports.setJsonCells(cells.room(1) - cells.room(0), cells.room(0));
    }
    return loaded;
  }
}
