/**
 * The kernels in WebAssembly: the interpreter of `assembly/`, and plans that are translated to modules of their
 * own, which call the interpreter's parts for what is rare. Both agree with the twin byte for byte.
 *
 * A module instance has a memory of fixed size, laid out when the plan is loaded:
 *
 * ```text
 * the kernel's own │ image │ padding │ program │ taken │ children │ columns │ output │ padding
 * ```
 *
 * The host reads how large the parts of the kernel's own are from the module's exports.
 */

import { BugError, lazyModule } from "@backlot/runtime";
import type { translate } from "./compiled/translate.ts";
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
const kernelModule = lazyModule(kernelBase64);

/** How large the parts of a memory are. */
interface Room {
  readonly columnBytes: number;
  readonly outBytes: number;
}

/** A plan in the memory of a module instance. */
class Loaded {
  readonly room: Room;
  readonly maker: Maker;
  readonly bytes: Uint8Array;
  readonly columnsAt: number;
  readonly outAt: number;

  constructor(plan: Plan, room: Room, translated?: typeof translate) {
    // The exports tell how large the parts are, so the memory grows once they are there, and never again.
    const memory = new WebAssembly.Memory({ initial: 1 });
    const exports = interpreter(memory);
    const size = (name: "hostBase" | "padding" | "takenBytes" | "childrenBytes"): number => Number(exports[name].value);
    let end = size("hostBase");
    const place = (bytes: number): number => {
      const at = Math.ceil(end / 64) * 64;
      end = at + bytes;
      return at;
    };
    const imageAt = place(plan.image.length + size("padding"));
    const programAt = place(plan.words.byteLength);
    const takenAt = place(size("takenBytes"));
    const childrenAt = place(size("childrenBytes"));
    this.columnsAt = place(room.columnBytes);
    this.outAt = place(room.outBytes + size("padding"));
    this.room = room;
    memory.grow(Math.ceil(end / pageBytes) - 1);
    this.bytes = new Uint8Array(memory.buffer);
    this.bytes.set(plan.image, imageAt);
    this.bytes.set(new Uint8Array(plan.words.buffer, plan.words.byteOffset, plan.words.byteLength), programAt);
    exports.setup(imageAt, programAt, plan.words.byteLength, this.columnsAt, takenAt, childrenAt);
    if (translated === undefined) {
      this.maker = exports;
      return;
    }
    const addresses = { image: imageAt, program: programAt, columns: this.columnsAt, taken: takenAt };
    const module = new WebAssembly.Module(translated(plan, addresses));
    const kernel = { ...(exports as unknown as WebAssembly.ModuleImports), memory };
    this.maker = new WebAssembly.Instance(module, { kernel }).exports as unknown as Maker;
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
 * The kernel that interprets a plan or, with a translator, the one that is made for it.
 *
 * The translator is handed in, because who makes few records need not load it.
 */
export function wasmKernel(plan: Plan, translated?: typeof translate): Kernel {
  let loaded: Loaded | undefined;

  /** The plan in a memory with room for so much; a larger one takes the place of one that is too small. */
  function withRoom(columnBytes: number, outBytes: number): Loaded {
    if (loaded === undefined || loaded.room.columnBytes < columnBytes || loaded.room.outBytes < outBytes) {
      const { columnBytes: some = 0, outBytes: least = 0 } = loaded?.room ?? {};
      const larger = { columnBytes: Math.max(columnBytes, some), outBytes: Math.max(outBytes, least) };
      loaded = new Loaded(plan, larger, translated);
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
      const end = maker.make(outAt, limit, BigInt(first), count);
      return { bytes: bytes.subarray(outAt, end), records: Number(maker.made.value) };
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
