/**
 * What a worker does: ranges of records in, finished bytes out: into the sink by itself, or back to who asked for them.
 */

import {
  type Answer,
  keeper,
  type Kept,
  type LateAnswer,
  nextTicket,
  othersTurn,
  type Setup,
  takeTurns,
  type Turns,
} from "@backlot/runtime";
import type { Columns, Computing } from "./computed.ts";
import type { Column, Kernel, Made } from "./kernel.ts";
import { wasmKernel } from "./kernel.wasm.ts";
import type { KernelName } from "./kernels.ts";
import type { Plan } from "./plan.ts";

/** What every worker is told once. */
export interface WorkSetup {
  readonly plan: Plan;
  readonly kernel?: KernelName;
  /** The plan translated, where the kernel runs that: once for all workers, whose engine then compiles it once, too. */
  readonly code?: Uint8Array<ArrayBuffer>;
  /** What computed fields need; absent where there are none. */
  readonly computing?: Computing;
  /** Where workers write by themselves; else they hand in what they make. */
  readonly turns?: Turns;
}

/** A range of records. */
export interface Range {
  readonly first: number;
  readonly count: number;
  /** How many bytes at its front are left out: what separates it from nothing. */
  readonly skip?: number;
}

/** The ranges of an output, of which one is to be made. */
export interface Task {
  readonly ranges: Ranges;
  /** Which one, from 0, unless whoever is told to make one takes the next that nobody has begun. */
  readonly turn: number;
  /** For what has to be handed in. */
  readonly buffer?: ArrayBuffer;
}

/** How records are cut into ranges, as plain data. */
export interface Ranges {
  readonly first: number;
  readonly rows: number;
  readonly perRange: number;
  /** How many bytes separate records. */
  readonly separator: number;
  /** The number of the next range that is shared out, where workers do so: then ranges are begun in order. */
  readonly next?: SharedArrayBuffer;
}

function rangeAt({ first, rows, perRange, separator }: Ranges, turn: number): Range {
  const done = turn * perRange;
  return { first: first + done, count: Math.min(perRange, rows - done), skip: turn === 0 ? separator : 0 };
}

/** What has become of a range. */
export interface Bytes {
  /** Which range it is. */
  readonly turn: number;
  /** How many bytes there are. */
  readonly length: number;
  readonly records: number;
  /** How many records did not fit into the output any more; only where workers write by themselves. */
  readonly left: number;
  /** The bytes, at its front; absent where nobody else has to see them. */
  readonly buffer?: ArrayBuffer;
}

/** Room for what a kernel makes at once, longer records aside: more than a range should have, or it comes in parts. */
const roomBytes = 6 << 20;

/**
 * The kernel that has so many records first: translating a plan takes 10 to 50 ms, in which the interpreter makes
 * some hundreds.
 */
export function soonestKernel(records: number): KernelName {
  return records < 100 ? "plan" : "compiled";
}

/** Makes ranges of records, whole, in one part or more; the bytes of a part hold until the next one is taken. */
export type Make = (range: Range) => Iterable<Made>;

/** Prepares a kernel for a plan. */
export async function rangeMaker({ plan, kernel: name, code, computing: needs }: WorkSetup): Promise<Make> {
  // These two are there sooner without what makes the others.
  const isHere = name === "plan" || code !== undefined;
  const kernel = isHere ? wasmKernel(plan, code) : (await import("./kernels.ts")).kernelFor(plan, name);
  // Few plans need a plugin's code, so few load what runs it.
  const columns = needs === undefined ? undefined : await (await import("./computed.ts")).computing(plan, needs);
  return (range) => parts(kernel, Math.max(roomBytes, plan.recordBytes), range, columns);
}

/** The work of a pool: each range is made whole, or up to where the output is full. */
export const makeRecords: Setup<WorkSetup, Task, Bytes> = async (setup) => {
  const make = await rangeMaker(setup);
  const writer = setup.turns && takeTurns(setup.turns);
  const handsIn = setup.turns?.digests ?? true;
  const keep = keeper();
  const work = ({ ranges, turn: told, buffer }: Task): Answer<Bytes> | LateAnswer<Bytes> => {
    const turn = ranges.next === undefined ? told : nextTicket(ranges.next);
    const range = rangeAt(ranges, turn);
    const isServed = (): boolean => writer === undefined || writer.isServed(turn);
    let out = new Uint8Array(buffer ?? (handsIn ? new ArrayBuffer(roomBytes) : empty));
    let length = 0;
    let records = 0;
    /** Takes a part, or tells that the output is full. */
    const take = (part: Made): boolean => {
      if (handsIn) {
        out = withRoom(out, length, part.bytes.length);
        out.set(part.bytes, length);
      }
      if (writer?.write(turn, part.bytes, part.records) === false) return false;
      length += part.bytes.length;
      records += part.records;
      return true;
    };
    const end = (): Answer<Bytes> => {
      writer?.end(turn);
      const made = { turn, length, records, left: range.count - records };
      return handsIn ? { result: { ...made, buffer: out.buffer }, transfer: [out.buffer] } : { result: made };
    };

    const late: (Made & Kept)[] = [];
    for (const part of make(range)) {
      if (late.length > 0 || !isServed()) late.push({ ...keep(part.bytes), records: part.records });
      else if (!take(part)) break;
    }
    if (late.length === 0) return end();
    return {
      isReady: isServed,
      answer() {
        late.every(take);
        for (const part of late) part.release();
        return end();
      },
    };
  };
  if (setup.computing === undefined) return work;
  // A promise that the code has dropped fails when others have their turn: let it fail the range that is its own.
  return async (task) => {
    const made = work(task);
    await othersTurn();
    return made;
  };
};

const empty = new ArrayBuffer(0);

function* parts(
  kernel: Kernel,
  room: number,
  { first, count, skip = 0 }: Parameters<Make>[0],
  columns?: Columns,
): Generator<Made> {
  const computed = columns?.(first, count) ?? [];
  for (let done = 0; done < count;) {
    const rest = computed.map((column) => behind(column, done));
    const { bytes, records } = kernel.make(room, first + done, count - done, rest);
    if (records > 0) yield { bytes: bytes.subarray(done === 0 ? skip : 0), records };
    // Computed texts may be of any length.
    else room *= 2;
    done += records;
  }
}

/** A column without the texts of its first records. */
function behind({ bytes, ends }: Column, records: number): Column {
  const skip = records === 0 ? 0 : ends[records - 1];
  return { bytes: bytes.subarray(skip), ends: ends.subarray(records).map((end) => end - skip) };
}

/** The same bytes with room for more. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number, more: number): Uint8Array<ArrayBuffer> {
  if (length + more <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(length + more, bytes.length * 2));
  larger.set(bytes.subarray(0, length));
  return larger;
}
