/** The keys of streams of random numbers. */

import { plainSha256 } from "@backlot/runtime";

/** A field's key, from all that it depends on. */
export interface StreamKey {
  readonly high: number;
  readonly low: number;
}

/**
 * The key of a stream. The parts are hashed as JSON text, so that no two lists of parts are the same input.
 */
export function streamKey(...parts: readonly (string | number)[]): StreamKey {
  const hasher = plainSha256();
  hasher.update(new TextEncoder().encode(JSON.stringify(["backlot", 1, ...parts])));
  const [high, low] = hasher.words();
  return { high: high >>> 0, low: low >>> 0 };
}
