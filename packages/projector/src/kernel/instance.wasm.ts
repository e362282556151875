/**
 * An instance of the kernel's module, with a memory of fixed size:
 *
 * ```text
 * the module's own │ tables │ padding │ input │ padding │ output │ padding
 * ```
 */

import { lazyModule } from "@backlot/runtime";
import { kernelBase64 } from "../kernel.generated.ts";
import { nowhere } from "../plan/trie.ts";

const pageBytes = 65536;
const kernelModule = lazyModule(kernelBase64);

// Why a part of the module has stopped: all is written (0), the next record is the twin's (1), or there may be no room
// for the next one (2).
export const isDone = 0;
export const isFull = 2;

/** So much output is gathered in the module's memory; what is more goes to a buffer that grows. */
export const mostOutput: number = 4 << 20;

/** What every part of the module is loaded with. */
interface Layout {
  readonly hostBase: WebAssembly.Global;
  readonly padding: WebAssembly.Global;
}

/** How large the parts of a memory are, in bytes. */
export interface Room {
  readonly tables: number;
  readonly input: number;
  readonly output: number;
}

/** What the module calls. */
export interface Host {
  /** The child of a node of the path trie for the key between two addresses, without its quotes. */
  childOf(node: number, start: number, end: number): number;
}
const noHost: Host = { childOf: () => nowhere };

/** A module instance, typed by what is used of it. */
export class Instance<Exports> {
  readonly exports: Exports;
  /** The whole memory. */
  readonly memory: Uint8Array;
  /** Where the tables start, at a multiple of 16. */
  readonly tablesAt: number;
  /** The input; at a page boundary, where reading a file is three times as fast. */
  readonly input: Uint8Array;
  readonly outputAt: number;
  readonly outputEnd: number;

  /**
   * @param room what is needed; it can be asked for when the exports are there
   * @param host what the module calls, with addresses in `memory`
   */
  constructor(room: (exports: Exports) => Room, host: Host = noHost) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const imports = { env: { memory }, host: host as unknown as WebAssembly.ModuleImports };
    const { exports } = new WebAssembly.Instance(kernelModule(), imports);
    const { hostBase, padding } = exports as unknown as Layout;
    this.exports = exports as Exports;
    const { tables, input, output } = room(this.exports);
    const gap = Number(padding.value);
    this.tablesAt = Math.ceil(Number(hostBase.value) / 16) * 16;
    const inputAt = Math.ceil((this.tablesAt + tables + gap) / pageBytes) * pageBytes;
    this.outputAt = inputAt + input + gap;
    this.outputEnd = this.outputAt + output;
    memory.grow(Math.ceil((this.outputEnd + gap) / pageBytes) - 1);
    this.memory = new Uint8Array(memory.buffer);
    this.input = this.memory.subarray(inputAt, inputAt + input);
  }
}
