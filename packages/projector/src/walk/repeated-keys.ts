/**
 * Keys that an object has more than once. JSON allows them, and most readers keep the last one silently; who asks for
 * strictness is told of them.
 */

const decoder = new TextDecoder();

/** Which keys the objects have that are open. */
export class RepeatedKeys {
  /** Where in the record the first key is that its object had before, or -1. */
  at = -1;
  readonly #open: (Set<string> | undefined)[] = [];

  /** Forgets the record before. */
  clear(): void {
    this.at = -1;
  }

  /** An object or array opens. */
  containerStarts(depth: number): void {
    this.#open[depth]?.clear();
  }

  /** A valid key of the object that is open there, with its quotes. */
  key(depth: number, bytes: Uint8Array, start: number, end: number): void {
    const keys = (this.#open[depth] ??= new Set());
    const before = keys.size;
    keys.add(JSON.parse(decoder.decode(bytes.subarray(start, end))) as string);
    if (keys.size === before && this.at < 0) this.at = start;
  }
}
