/**
 * Turns: how workers write to one file by themselves, in order.
 *
 * Every piece of the output has a number, and is written while this number is served: a ticket lock (Mellor-Crummey
 * and Scott, 1991) in shared memory, whose waiters sleep. No byte passes through another thread.
 *
 * The writes are in the turn too, one after the other, at the place where the file stands. Positioned writes at the
 * same time would not be faster: file systems lock a file for each (measured on ext4: two threads that pwrite to one
 * file bring no more bytes to it than one, in twice the processor time), and an `>>` ignores positions.
 */
import { type FileSystem, systemFiles } from "./file-system.ts";
import { writeWholeNow } from "./write-whole.ts";

/** What a worker has to know to write to a sink, as plain data. */
export interface Turns {
  /** What to call the sink in messages. */
  readonly name: string;
  /** The number of the open file. */
  readonly file: number;
  /** No piece is written that would make the output larger. */
  readonly mostBytes: number;
  /** Whether the pieces have to be handed in too. */
  readonly digests: boolean;
  /** Which turn is served, whether the output is full, and how many bytes there are. */
  readonly shared: SharedArrayBuffer;
}

/** Writes to a sink when its turn has come. */
export interface TurnWriter {
  /** Waits for a turn and writes a piece of it; false if the output is full, and then it stays so. */
  write(turn: number, bytes: Uint8Array): boolean;
  /** Waits for a turn and lets the next one have it. */
  end(turn: number): void;
}

const [servedAt, fullAt] = [0, 1];

const views = (shared: SharedArrayBuffer): { state: Int32Array<SharedArrayBuffer>; count: Float64Array } => ({
  state: new Int32Array(shared, 0, 2),
  count: new Float64Array(shared, 8, 1),
});

/** Turns from number 0 on, in an output that has some bytes already. */
export function startTurns(turns: Omit<Turns, "shared">, bytes: number): Turns {
  const shared = new SharedArrayBuffer(16);
  views(shared).count[0] = bytes;
  return { ...turns, shared };
}

/**
 * The worker's side of turns, which the sink's outlet has opened. A worker that fails in its turn never ends it: the
 * others wait until they are terminated.
 *
 * @throws MachineError from `write` when the system refuses; with the number of bytes written.
 */
export function takeTurns(
  { name, file, mostBytes, shared }: Turns,
  files: Pick<FileSystem, "writeNow"> = systemFiles(),
): TurnWriter {
  const { state, count } = views(shared);

  function wait(turn: number): void {
    for (;;) {
      const served = Atomics.load(state, servedAt);
      if (served === (turn | 0)) return;
      Atomics.wait(state, servedAt, served);
    }
  }

  return {
    write(turn, bytes) {
      wait(turn);
      // Plain reads and writes of what only the one who is served touches; the turn itself publishes them.
      if (count[0] + bytes.byteLength > mostBytes) state[fullAt] = 1;
      if (state[fullAt] === 1) return false;
      writeWholeNow({ name, file, bytes: count[0] }, bytes, files);
      count[0] += bytes.byteLength;
      return true;
    },
    end(turn) {
      wait(turn);
      Atomics.store(state, servedAt, (turn + 1) | 0);
      Atomics.notify(state, servedAt);
    },
  };
}
