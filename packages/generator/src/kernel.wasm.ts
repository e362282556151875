/**
 * The kernels in WebAssembly: the interpreter of `assembly/`, and plans that are translated to modules of their
 * own, which call the interpreter's parts for what is rare. Both agree with the twin byte for byte.
 *
 * A module instance has a memory of fixed size, laid out when the plan is loaded:
 *
 * ```text
 * the kernel's own │ image │ padding │ program │ taken │ children │ scratch │ columns │ output │ padding
 * ```
 *
 * The host reads how large the parts of the kernel's own are from the module's exports.
 */

import { BugError, lazyModule } from "@backlot/runtime";
import { scratch } from "./compiled/scratch.ts";
import type { Addresses } from "./compiled/translation.ts";
import type { Column, Kernel, Made } from "./kernel.ts";
import { kernelBase64 } from "./kernel.generated.ts";
import type { Plan } from "./plan.ts";

/** Makes records; `made` tells how many. */
interface Maker {
  make(out: number, limit: number, first: bigint, count: number): number;
  readonly made: WebAssembly.Global;
}

/** What the interpreter's module exports; the parts that compiled plans call are there too. */
interface Exports extends Maker {
  setup(image: number, program: number, programBytes: number, columns: number, taken: number, children: number): void;
  readonly hostBase: WebAssembly.Global;
  readonly padding: WebAssembly.Global;
  readonly takenBytes: WebAssembly.Global;
  readonly childrenBytes: WebAssembly.Global;
}

const pageBytes = 65536;

/**
 * About how many bytes one call makes at most. An engine runs a module in a quick translation first and takes the
 * good one, which it makes meanwhile, with the next call: long calls stay slow (measured: 17 to 40 ms for the first
 * 4 MiB, which take 6 to 15 in short calls).
 */
const callBytes = 1 << 17;

const kernelModule = lazyModule(kernelBase64);

/** How large the parts of a memory are. */
interface Room {
  readonly columnBytes: number;
  readonly outBytes: number;
}

/** Where the parts of a memory begin, up to the columns, whose size is not known before they come. */
interface Layout extends Addresses {
  readonly children: number;
  /** How much room there has to be behind the output. */
  readonly padding: number;
}

function layout(plan: Plan, exports: Exports): Layout {
  const size = (name: "hostBase" | "padding" | "takenBytes" | "childrenBytes"): number => Number(exports[name].value);
  const padding = size("padding");
  const image = aligned(size("hostBase"));
  const program = aligned(image + plan.image.length + padding);
  const taken = aligned(program + plan.words.byteLength);
  const children = aligned(taken + size("takenBytes"));
  const scratchAt = aligned(children + size("childrenBytes"));
  const columns = aligned(scratchAt + scratch.bytes);
  return { image, program, taken, children, scratch: scratchAt, columns, padding };
}

const aligned = (at: number): number => Math.ceil(at / 64) * 64;

/** Where things will be in the memory of any kernel of a plan. */
export function addressesOf(plan: Plan): Addresses {
  return layout(plan, interpreter(new WebAssembly.Memory({ initial: 1 })));
}

/** A plan in the memory of a module instance. */
class Loaded {
  readonly room: Room;
  readonly maker: Maker;
  readonly bytes: Uint8Array;
  readonly columnsAt: number;
  readonly outAt: number;

  constructor(plan: Plan, room: Room, code?: Uint8Array<ArrayBuffer>) {
    // The exports tell how large the parts are, so the memory grows once they are there, and never again.
    const memory = new WebAssembly.Memory({ initial: 1 });
    const exports = interpreter(memory);
    const { image, program, taken, children, columns, padding } = layout(plan, exports);
    this.columnsAt = columns;
    this.outAt = aligned(columns + room.columnBytes);
    this.room = room;
    memory.grow(Math.ceil((this.outAt + room.outBytes + padding) / pageBytes) - 1);
    this.bytes = new Uint8Array(memory.buffer);
    this.bytes.set(plan.image, image);
    this.bytes.set(new Uint8Array(plan.words.buffer, plan.words.byteOffset, plan.words.byteLength), program);
    exports.setup(image, program, plan.words.byteLength, columns, taken, children);
    if (code === undefined) {
      this.maker = exports;
      return;
    }
    const kernel = { ...(exports as unknown as WebAssembly.ModuleImports), memory };
    this.maker = new WebAssembly.Instance(new WebAssembly.Module(code), { kernel }).exports as unknown as Maker;
  }
}

function interpreter(memory: WebAssembly.Memory): Exports {
  const imports = {
    env: {
      memory,
      abort: () => {
        throw new BugError("The kernel came upon an op that does not exist");
      },
    },
  };
  return new WebAssembly.Instance(kernelModule(), imports).exports as unknown as Exports;
}

/**
 * The kernel that interprets a plan or, with its translation, runs that.
 *
 * The translation is handed in: who makes few records need not load what makes it, and workers share one.
 */
export function wasmKernel(plan: Plan, code?: Uint8Array<ArrayBuffer>): Kernel {
  const recordsPerCall = Math.max(1, Math.floor(callBytes / plan.recordBytes));
  let loaded: Loaded | undefined;

  /** The plan in a memory with room for so much; a larger one takes the place of one that is too small. */
  function withRoom(columnBytes: number, outBytes: number): Loaded {
    if (loaded === undefined || loaded.room.columnBytes < columnBytes || loaded.room.outBytes < outBytes) {
      const { columnBytes: some = 0, outBytes: least = 0 } = loaded?.room ?? {};
      const larger = { columnBytes: Math.max(columnBytes, some), outBytes: Math.max(outBytes, least) };
      loaded = new Loaded(plan, larger, code);
    }
    return loaded;
  }

  return {
    make(room: number, first: number, count: number, columns: readonly Column[] = []): Made {
      const columnBytes = columns.reduce((sum, { bytes, ends }) => sum + bytes.length + ends.byteLength + 64, 0);
      const { maker, bytes, outAt, columnsAt } = withRoom(columnBytes, room);
      if (columns.length > 0) putColumns(bytes, columnsAt, columns);
      const limit = outAt + room - plan.recordBytes - longestOf(columns);
      if (limit < outAt) return { bytes: bytes.subarray(outAt, outAt), records: 0 };
      let at = outAt;
      let records = 0;
      // Columns are those of one call.
      const perCall = columns.length > 0 ? count : recordsPerCall;
      while (records < count) {
        const wanted = Math.min(perCall, count - records);
        at = maker.make(at, limit, BigInt(first + records), wanted);
        const made = Number(maker.made.value);
        records += made;
        if (made < wanted) break;
      }
      return { bytes: bytes.subarray(outAt, at), records };
    },
  };
}

/** For each column the addresses of its texts and of their ends, then these. */
function putColumns(memory: Uint8Array, columnsAt: number, columns: readonly Column[]): void {
  const view = new DataView(memory.buffer);
  let at = columnsAt + columns.length * 8;
  columns.forEach(({ bytes, ends }, k) => {
    at = Math.ceil(at / 4) * 4;
    view.setUint32(columnsAt + k * 8 + 4, at, true);
    memory.set(new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength), at);
    at += ends.byteLength;
    view.setUint32(columnsAt + k * 8, at, true);
    memory.set(bytes, at);
    at += bytes.length;
  });
}

function longestOf(columns: readonly Column[]): number {
  let sum = 0;
  for (const { ends } of columns) {
    let longest = 0;
    ends.forEach((end, i) => (longest = Math.max(longest, end - (i === 0 ? 0 : ends[i - 1]))));
    sum += longest;
  }
  return sum;
}
