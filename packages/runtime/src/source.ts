/**
 * A source: bytes that come in order, from a file, standard input, memory or a stream.
 */

import type { Places } from "./places.ts";

/** Bytes in order, read into the caller's buffer. */
export interface Source {
  /** What to call it in messages: the path as given, or `-`. */
  readonly name: string;
  /** The size in bytes, where it is known beforehand. */
  readonly size?: number;
  /** How much of it is read, 0 to 1, where that is known and the size is not: of what is compressed. */
  readonly part?: number;
  /**
   * Fills the front of `into` with the next bytes and tells how many; 0 only at the end.
   *
   * @throws MachineError when the system fails to read.
   */
  read(into: Uint8Array): Promise<number>;
  /** Lets go of what the source holds; may be called twice. */
  close(): Promise<void>;
  /** The way for workers to read by themselves; absent where they cannot. */
  readonly inlet?: Inlet;
}

/** Lets workers read a source by themselves, each where it wants to: see `readPlaces`. */
export interface Inlet {
  /** Plain data for the workers, until the source is closed. */
  readonly places: Places;
  /**
   * Looks whether the source is still what it was when it was opened.
   *
   * @throws InputError when it has changed.
   */
  check(): Promise<void>;
}
