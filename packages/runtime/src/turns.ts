/**
 * Turns: how workers write to one file by themselves, in order.
 *
 * Every piece of the output has a number, and is written while this number is served by a ticket lock. No byte passes
 * through another thread.
 *
 * The writes are in the turn too, one after the other, at the place where the file stands. Positioned writes at the
 * same time would not be faster: file systems lock a file for each (measured on ext4: two threads that pwrite to one
 * file bring no more bytes to it than one, in twice the processor time), and an `>>` ignores positions.
 */
import { type FileSystem, systemFiles } from "./file-system.ts";
import { ticketLock } from "./ticket-lock.ts";
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
  /** Which turn is served, whether the output is full, and how many bytes and records there are. */
  readonly shared: SharedArrayBuffer;
}

/** Writes to a sink when its turn has come. */
export interface TurnWriter {
  /** Whether a turn has come: nothing below has to wait for it. */
  isServed(turn: number): boolean;
  /** Waits for a turn and tells how many records are written. */
  written(turn: number): number;
  /** Waits for a turn and writes a piece of it; false if the output is full, and then it stays so. */
  write(turn: number, bytes: Uint8Array, records: number): boolean;
  /** Waits for a turn and lets nothing be written any more: as if the output were full. */
  close(turn: number): void;
  /** Waits for a turn and lets the next one have it. */
  end(turn: number): void;
}

const [servedAt, fullAt] = [0, 1];

const views = (shared: SharedArrayBuffer): { state: Int32Array<SharedArrayBuffer>; count: Float64Array } => ({
  state: new Int32Array(shared, 0, 2),
  count: new Float64Array(shared, 8, 2),
});

/** Turns from number 0 on, in an output that has some bytes already. */
export function startTurns(turns: Omit<Turns, "shared">, bytes: number): Turns {
  const shared = new SharedArrayBuffer(24);
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
  const lock = ticketLock(state, servedAt);

  return {
    isServed: (turn) => lock.isServed(turn),
    written(turn) {
      lock.wait(turn);
      return count[1];
    },
    write(turn, bytes, records) {
      lock.wait(turn);
      // Plain reads and writes of what only the one who is served touches; the turn itself publishes them.
      if (count[0] + bytes.byteLength > mostBytes) state[fullAt] = 1;
      if (state[fullAt] === 1) return false;
      writeWholeNow({ name, file, bytes: count[0] }, bytes, files);
      count[0] += bytes.byteLength;
      count[1] += records;
      return true;
    },
    close(turn) {
      lock.wait(turn);
      state[fullAt] = 1;
    },
    end(turn) {
      lock.wait(turn);
      lock.pass(turn);
    },
  };
}
