/** The account every sink keeps of what went into it: how many bytes, and their digest. */
import { sha256 } from "./sha256.ts";
import type { Committed } from "./sink.ts";

/** Counts and digests bytes in order. */
export interface Tally {
  readonly bytes: number;
  add(bytes: Uint8Array): void;
  /** The account, closed: nothing can be added afterwards. */
  close(): Committed;
}

/** A tally of no bytes yet. */
export function startTally(): Tally {
  const hasher = sha256();
  let count = 0;
  return {
    get bytes() {
      return count;
    },
    add(bytes) {
      hasher.update(bytes);
      count += bytes.byteLength;
    },
    close: () => ({ bytes: count, digest: `sha256:${hasher.hex()}` }),
  };
}
