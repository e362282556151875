/** The account every sink keeps of what went into it: how many bytes, and their digest. */
import { sha256 } from "./sha256.ts";
import type { Committed } from "./sink.ts";

/** Counts and digests bytes in order. */
export interface Tally {
  readonly bytes: number;
  /** Whether it has to see the bytes. */
  readonly digests: boolean;
  add(bytes: Uint8Array): void;
  /** Counts bytes that nobody has to see. */
  count(length: number): void;
  /** The account, closed: nothing can be added afterwards. */
  close(): Committed;
}

/** A tally of no bytes yet. */
export function startTally(digests = true): Tally {
  const hasher = digests ? sha256() : undefined;
  let count = 0;
  return {
    get bytes() {
      return count;
    },
    digests,
    add(bytes) {
      hasher?.update(bytes);
      count += bytes.byteLength;
    },
    count(length) {
      count += length;
    },
    close: () => ({ bytes: count, ...(hasher && { digest: `sha256:${hasher.hex()}` }) }),
  };
}
