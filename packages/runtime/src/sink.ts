/**
 * A sink: where bytes go in order, all or nothing.
 */

/** Bytes in order, that appear under their final name only at `commit`. */
export interface Sink {
  /** What to call it in messages: the path as given, or `-`. */
  readonly name: string;
  /** Takes all of the bytes; the caller may reuse the buffer once the promise is fulfilled. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes the output durable and gives it its final name. */
  commit(): Promise<Committed>;
  /** Leaves nothing under the final name; may be called after a failed commit, and twice. */
  abort(): Promise<void>;
}

/** What a sink has written. */
export interface Committed {
  bytes: number;
  /** `sha256:` and the digest of all bytes in lower-case hex. */
  digest: string;
}
