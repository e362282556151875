/**
 * A sink: where bytes go in order, all or nothing.
 */
import type { Turns } from "./turns.ts";

/** Bytes in order, that appear under their final name only at `commit`. */
export interface Sink {
  /** What to call it in messages: the path as given, or `-`. */
  readonly name: string;
  /** Takes all of the bytes; the caller may reuse the buffer once the promise is fulfilled. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes the output durable and gives it its final name. */
  commit(): Promise<Committed>;
  /**
   * Leaves nothing under the final name; may be called after a failed commit, and twice, and while a write is under
   * way that does not end.
   */
  abort(): Promise<void>;
  /** The way for workers to write by themselves; absent where they cannot. */
  readonly outlet?: Outlet;
}

/** Lets workers write to a sink by themselves, each in its turn: see `takeTurns`. */
export interface Outlet {
  /**
   * Opens it behind what is written: plain data for the workers. Until they have ended, nobody else may write.
   *
   * @param mostBytes what would make the output larger than this is not written
   */
  open(mostBytes: number): Turns;
  /** Whether the sink has to see the bytes, for their digest. */
  readonly digests: boolean;
  /** Counts what a worker has written, piece by piece in order; `bytes` are the piece, if the sink has to see it. */
  count(length: number, bytes?: Uint8Array): void;
}

/** What a sink has written. */
export interface Committed {
  bytes: number;
  /** `sha256:` and the digest of all bytes in lower-case hex, if it was reckoned. */
  digest?: string;
}
