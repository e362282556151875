/**
 * The part of the kernel's module for records of NDJSON and JSON arrays.
 */

import { CellWriter } from "@backlot/formats";
import { type CellExports, setWrittenDialect, wordsBytes } from "./cells.wasm.ts";
import type { ExtentExports } from "../extent/extent.wasm.ts";
import { Instance, mostOutput } from "./instance.wasm.ts";
import { JsonRecords } from "./json-records.ts";
import type { Kernel } from "./kernel.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { type Part, WasmRecords } from "./records.wasm.ts";
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
const areas = [
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
  return new WasmRecords(plan, shape, jsonPart(plan, shape), new JsonRecords(plan, shape));
}

function jsonPart(plan: Plan, { format }: Shape): Part<Exports> {
  const trie = new Trie(plan.selection);
  const { dialect } = plan.output;
  /** Where the picks are in the memory, and where it is counted what was dropped. */
  let picksAt = 0;
  let droppedAt = 0;

  return {
    takesCut: false,
    load(input) {
      const sizes: number[] = [];
      const loaded: Instance<Exports> = new Instance<Exports>(
        (exports) => {
          for (const area of areas) sizes.push(Math.ceil(Number(exports[area].value) / 16) * 16);
          const words = dialect === undefined ? 0 : wordsBytes(dialect) + wordsGap;
          const tables = sizes.reduce((sum, size) => sum + size, layOutSelection(plan, trie, 0).bytes.length) + words;
          return { tables, input, output: Math.min(input + leastOutput, mostOutput) };
        },
        { childOf: (node, start, end) => trie.childOfKey(node, loaded.memory, start, end) },
      );
      let end = loaded.tablesAt;
      const places = sizes.map((size) => (end += size) - size);
      const selection = layOutSelection(plan, trie, end);
      loaded.memory.set(selection.bytes, end);
      picksAt = end + selection.picks;
      droppedAt = end + selection.dropped;
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
        picksAt,
        pickCount,
        plan.maxDepth,
        end + before[0],
        before[1],
        end + after[0],
        after[1],
        format.name === "json" && plan.output.name === "ndjson",
      );
      if (plan.names === null) loaded.exports.setJsonWhole();
      if (plan.selection.drops.length > 0) loaded.exports.setJsonDrops(holes, droppedAt);
      if (dialect !== undefined) {
        setWrittenDialect(loaded.exports, loaded.memory, end + selection.bytes.length, dialect);
        const cells = new CellWriter(dialect);
        loaded.exports.setJsonCells(cells.room(1) - cells.room(0), cells.room(0));
      }
      return loaded;
    },
    begin: (exports, start, end, mayBeCut) =>
      exports.beginJson(start, end, format.name === "ndjson", plan.strict, mayBeCut),
    resume: (exports, at) => exports.resumeJson(at),
    write(exports, out, outEnd, limit) {
      const why = exports.projectJson(out, outEnd, limit);
      const [at, records] = [Number(exports.jsonAt.value), Number(exports.jsonWritten.value)];
      return { why, at, records, outEnd: exports.jsonEnd() };
    },
    book({ memory }, { found, dropped }) {
      for (const [pick, count] of takeFound(memory, picksAt, found.length).entries()) found[pick] += count;
      for (const [drop, count] of takeDropped(memory, droppedAt, dropped.length).entries()) dropped[drop] += count;
    },
  };
}
