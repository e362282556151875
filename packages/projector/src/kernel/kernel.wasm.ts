/**
 * The kernel in WebAssembly.
 */

import { type ExtentExports, wasmScan } from "../extent/extent.wasm.ts";
import { Instance } from "./instance.wasm.ts";
import { jsonWasm } from "./json.wasm.ts";
import type { Kernel } from "./kernel.ts";
import { rightBytes, twinOf } from "./kernel.twin.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { rowsWasm } from "./rows.wasm.ts";

/** The kernel for files of a shape. */
export function kernelWasm(plan: Plan, shape: Shape): Kernel {
  return rowsWasm(plan, shape) ?? jsonWasm(plan, shape) ?? restWasm(plan, shape);
}

/** Leaves all records to the twin, and only reads and scans in the module's memory: for what no part of it projects. */
function restWasm(plan: Plan, shape: Shape): Kernel {
  let loaded: Instance<ExtentExports> | undefined;
  const project = twinOf(plan, shape);
  return {
    room(bytes) {
      if (loaded === undefined || loaded.input.length < bytes) {
        loaded = new Instance(() => ({ tables: 0, input: bytes, output: 0 }));
      }
      return loaded.input;
    },
    scan: (start, end, state) => wasmScan(shape.format, loaded!.exports, loaded!.input.byteOffset, start, end, state),
    project(start, end, limit, { mayBeCut = false, isGuess = false } = {}) {
      const whole = mayBeCut ? Math.max(start, this.scan(start, end, 0).last) : end;
      return project(loaded!.input.subarray(start, whole), limit, isGuess);
    },
    rightBytes: (start, end, limit) => rightBytes(loaded!.input.subarray(start, end), shape, limit),
  };
}
