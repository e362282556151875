/**
 * What a worker does: pieces of files in, finished bytes out: into the sink by itself, or back to who asked for them.
 */

import { framing } from "@backlot/formats";
import { type Answer, keeper, type Setup, takeTurns, type Turns } from "@backlot/runtime";
import type { Chunk, Oversize } from "./chunk/chunker.ts";
import { nextRange, type Range } from "./chunk/range.ts";
import type { KernelName } from "./kernel/kernel.ts";
import { type Made, Pieces } from "./pieces.ts";
import type { Plan, Projected, Shape } from "./plan/plan.ts";
import { endsRun } from "./rejection.ts";

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

/** The work of a pool. */
export const projectTasks: Setup<WorkSetup, Task, Done> = async (setup) => tasksOf(setup);

function tasksOf(setup: WorkSetup): Awaited<ReturnType<typeof projectTasks>> {
  const { plan, limit, turns } = setup;
  const pieces = new Pieces(setup);
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
    const made = pieces.begin(task, limit);
    const isReady = (): boolean => (writer === undefined || writer.isServed(task.turn)) && pieces.isSettled(task, made);
    if (isReady()) return finish(pieces.settle(task, made, limit));
    const kept = made?.projected && keep(made.projected.bytes);
    const late = made && { ...made, projected: kept && { ...made.projected, bytes: kept.bytes } };
    return {
      isReady,
      answer() {
        const answer = finish(pieces.settle(task, late, limit));
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
