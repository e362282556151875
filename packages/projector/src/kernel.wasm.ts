/**
 * The kernel in WebAssembly.
 *
 * A module instance has a memory of fixed size:
 *
 * ```text
 * the kernel's own │ padding │ input │ padding
 * ```
 */

import { lazyModule } from "@backlot/runtime";
import { type ExtentExports, wasmScan } from "./extent.wasm.ts";
import type { Kernel } from "./kernel.ts";
import { kernelBase64 } from "./kernel.generated.ts";
import { twinOf } from "./kernel.twin.ts";
import type { Plan, Shape } from "./plan.ts";

/** What the module exports. */
interface Exports extends ExtentExports {
  readonly hostBase: WebAssembly.Global;
  readonly padding: WebAssembly.Global;
}

const pageBytes = 65536;
const kernelModule = lazyModule(kernelBase64);

/** A module instance with room for so many bytes of input. */
class Loaded {
  readonly input: Uint8Array;
  readonly exports: Exports;

  constructor(room: number) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const exports = new WebAssembly.Instance(kernelModule(), { env: { memory } }).exports as unknown as Exports;
    const [hostBase, padding] = [Number(exports.hostBase.value), Number(exports.padding.value)];
    // Files are read into it: at page boundaries, reading is three times as fast.
    const inputAt = Math.ceil((hostBase + padding) / pageBytes) * pageBytes;
    memory.grow(Math.ceil((inputAt + room + padding) / pageBytes) - 1);
    this.input = new Uint8Array(memory.buffer, inputAt, room);
    this.exports = exports;
  }
}

/** The kernel for files of a shape. */
export function kernelWasm(plan: Plan, shape: Shape): Kernel {
  let loaded: Loaded | undefined;
  const project = twinOf(plan, shape);
  return {
    room(bytes) {
      if (loaded === undefined || loaded.input.length < bytes) loaded = new Loaded(bytes);
      return loaded.input;
    },
    scan: (start, end, state) => wasmScan(shape.format, loaded!.exports, loaded!.input.byteOffset, start, end, state),
    project: (start, end, limit) => project(loaded!.input.subarray(start, end), limit),
  };
}
