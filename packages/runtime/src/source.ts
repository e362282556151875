/**
 * A source: bytes that come in order, from a file, standard input, memory or a stream.
 */

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
}
