/**
 * What a worker does: pieces of files in, finished bytes out: into the sink by itself, or back to who asked for them.
 */

import { framing } from "@backlot/formats";
import { type Answer, keeper, type PlaceReader, readPlaces, type Setup, takeTurns, type Turns } from "@backlot/runtime";
import type { Chunk, Oversize } from "./chunk/chunker.ts";
import { type Kernel, kernelFor, type KernelName } from "./kernel/kernel.ts";
import { endsRun } from "./rejection.ts";
import type { Plan, Projected, Shape } from "./plan/plan.ts";
import { type Front, hasState, nextRange, type Range, readRange } from "./chunk/range.ts";

/** What a worker is set up with. */
export interface WorkSetup {
  readonly plan: Plan;
  readonly kernel: KernelName;
  /** How many records are written at most. */
  readonly limit: number;
  /** About how long pieces are, but for long records. */
  readonly rangeBytes: number;
  /** Where workers write by themselves; else they hand in what they make. */
  readonly turns?: Turns;
}

/** A piece of an input, as plain data. */
export interface Task {
  /** Its number among the pieces of the run, from 0. */
  readonly turn: number;
  /** Which input it is of, from 0. */
  readonly file: number;
  readonly shape: Shape;
  /** Records that are here, or where to read them, or one that was passed over. */
  readonly piece: Chunk | Oversize | Range;
  /** For what has to be handed in. */
  readonly out?: ArrayBuffer;
}

/** What has become of a piece. */
export interface Done {
  readonly turn: number;
  readonly file: number;
  /** Where in the file its records start. */
  readonly byte: number;
  /** What they became, but for the bytes. */
  readonly projected?: Omit<Projected, "bytes">;
  /** How many bytes that is. */
  readonly length: number;
  /** The bytes, where somebody else has to see them. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** A record behind them that was passed over. */
  readonly oversize?: Oversize;
  /** Where in the file the last record of all has ended, if it was in this piece. */
  readonly closed?: number;
  /** The task, to use its buffer again, or to do it again where the limit is reached in it. */
  readonly task?: Task;
}

/** The records of a piece, projected; the output is readable until the next piece. */
interface Made extends Omit<Done, "turn" | "file" | "bytes" | "length" | "projected"> {
  readonly projected?: Projected;
  readonly task: Task;
}

/**
 * Projects pieces, with kernels per file.
 *
 * @param patience how many milliseconds to wait for the state before a range, if it matters; then there is nothing yet
 */
export function worker(setup: WorkSetup, patience: number = Infinity): (task: Task, limit: number) => Made | undefined {
  let file = -1;
  let kernels: Kernels;
  let read: PlaceReader | undefined;
  let front: Front | undefined;

  return (task, limit) => {
    const { shape, piece } = task;
    if (task.file !== file) {
      kernels = new Kernels(setup, shape);
      read = undefined;
      front = undefined;
    }
    file = task.file;
    if (piece.kind === "oversize") return { byte: piece.byte, oversize: piece, task };
    if (piece.kind === "records") {
      const { bytes, byte } = piece;
      const kernel = kernels.forBytes(bytes.length);
      kernel.room(bytes.length).set(bytes);
      return { byte, projected: kernel.project(0, bytes.length, limit), task };
    }
    read ??= readPlaces(piece.places);
    let kernel = kernels.forBytes(0);
    const range = piece.alone && piece.front === undefined ? { ...piece, front } : piece;
    const reach = readRange(range, kernel, read, patience);
    if (reach === undefined) return undefined;
    const { start, end, byte, mayBeCut, oversize, closed, readFrom } = reach;
    if (readFrom !== undefined) {
      kernel = kernels.forBytes(end);
      read(kernel.room(end).subarray(0, end), readFrom);
    }
    const projected = end > start ? kernel.project(start, end, limit, mayBeCut) : undefined;
    front = mayBeCut ? { ...reach.next, byte: byte + projected!.consumed } : reach.next;
    return { byte, projected, oversize, closed, task: { ...task, piece: { ...piece, front: reach.front } } };
  };
}

/** The kernels for one file: the usual one, and one for long records, which is let go with its memory after a while. */
class Kernels {
  readonly #usual: Kernel;
  readonly #make: () => Kernel;
  readonly #usualBytes: number;
  #large: Kernel | undefined;
  #unused = 0;

  constructor({ plan, kernel, rangeBytes }: WorkSetup, shape: Shape) {
    this.#make = () => kernelFor(plan, shape, kernel);
    this.#usual = this.#make();
    this.#usualBytes = Math.max(8 << 20, 2 * rangeBytes);
  }

  /** The kernel for so many bytes at once. */
  forBytes(bytes: number): Kernel {
    if (bytes > this.#usualBytes) {
      this.#unused = 0;
      this.#large ??= this.#make();
      // The next long record may be longer: a memory that has become too small stays for a while, as all garbage.
      this.#large.room(2 ** Math.ceil(Math.log2(bytes)));
      return this.#large;
    }
    if (this.#unused++ > 16) this.#large = undefined;
    return this.#usual;
  }
}

/** The work of a pool, in a worker. */
export const projectTasks: Setup<WorkSetup, Task, Done> = async (setup) => tasksOf(setup, Infinity);

/**
 * The same in the calling thread, which hears of what others have failed with only between its tasks: so it waits for
 * them in a task no longer than they may take to scan a range.
 */
export const projectHere: Setup<WorkSetup, Task, Done> = async (setup) => tasksOf(setup, 20);

function tasksOf(
  setup: WorkSetup,
  patience: number,
): (task: Task) => ReturnType<Awaited<ReturnType<typeof projectTasks>>> {
  const { plan, limit, turns } = setup;
  const work = worker(setup, patience);
  const writer = turns && takeTurns(turns);
  const keep = keeper();
  const handsIn = turns?.digests ?? true;
  const fails = plan.onError === "fail";

  function finish({ projected, task, ...made }: Made): Answer<Done> {
    let bytes = projected?.bytes;
    if (writer !== undefined) {
      const { turn } = task;
      const before = writer.written(turn);
      bytes &&= framed(plan, bytes, before);
      const { written = 0, rejections = [] } = projected ?? {};
      const ends = rejections.some(({ reason }) => endsRun(reason, plan));
      // What reaches the limit is done again, up to there, by who has the accounts.
      if (before + written >= limit || ends) writer.close(turn);
      else if (written > 0) writer.write(turn, bytes!, written);
      if (fails && made.oversize !== undefined) writer.close(turn);
      writer.end(turn);
    }
    const done = {
      turn: task.turn,
      file: task.file,
      ...made,
      length: bytes?.length ?? 0,
      projected: projected && withoutBytes(projected),
    };
    const { piece } = task;
    const transfer = piece.kind === "records" ? [piece.bytes.buffer] : [];
    const again = transfer.length > 0 || limit !== Infinity;
    const result: Done = again ? { ...done, task: { ...task, out: undefined } } : done;
    if (!handsIn || bytes === undefined) return { result, transfer };
    const copy = copyInto(task.out, bytes);
    return { result: { ...result, bytes: copy }, transfer: [...transfer, copy.buffer] };
  }

  return (told) => {
    const task = begun(told);
    const isServed = (): boolean => writer === undefined || writer.isServed(task.turn);
    const made = work(task, limit);
    if (made === undefined) {
      const { piece } = task;
      const isReady = (): boolean => isServed() && (piece.kind !== "range" || hasState(piece));
      return { isReady, answer: () => finish(work(task, limit)!) };
    }
    if (isServed()) return finish(made);
    const kept = made.projected && keep(made.projected.bytes);
    const late = { ...made, projected: made.projected && { ...made.projected, bytes: kept!.bytes } };
    return {
      isReady: isServed,
      answer() {
        const answer = finish(late);
        kept?.release();
        return answer;
      },
    };
  };
}

/** The task to begin in place of one: the next range of its file, where workers share them out. */
function begun(task: Task): Task {
  const { piece, turn } = task;
  if (piece.kind !== "range") return task;
  const range = nextRange(piece);
  return { ...task, piece: range, turn: turn + range.number - piece.number };
}

/** A copy in a buffer, if it is there and large enough, else in a new one. */
function copyInto(buffer: ArrayBuffer | undefined, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (buffer === undefined || buffer.byteLength < bytes.length) return new Uint8Array(bytes);
  const copy = new Uint8Array(buffer, 0, bytes.length);
  copy.set(bytes);
  return copy;
}

function withoutBytes(projected: Projected): Omit<Projected, "bytes"> {
  const { bytes: _, ...rest } = projected;
  return rest;
}

/** Records with their framing: only the first one of all is framed by `first`, with which `before` ends. */
export function framed({ output }: Plan, bytes: Uint8Array, recordsBefore: number): Uint8Array {
  const { before, first } = framing(output);
  return recordsBefore > 0 || bytes.length === 0 ? bytes : bytes.subarray(before.length - first.length);
}
