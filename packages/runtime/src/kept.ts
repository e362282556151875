/** Copies of what was made, until its turn comes: who makes the next piece writes over it. */

/** A copy. */
export interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lets its memory be used again. */
  release(): void;
}

/** Makes copies, in memory that is used again: fresh memory costs as much as the copying. */
export function keeper(): (bytes: Uint8Array) => Kept {
  const free: ArrayBuffer[] = [];
  return (from) => {
    const last = free.pop();
    const fits = last !== undefined && last.byteLength >= from.length;
    const buffer = fits ? last : new ArrayBuffer(Math.ceil(from.length * 1.25));
    const bytes = new Uint8Array(buffer, 0, from.length);
    bytes.set(from);
    return { bytes, release: () => void free.push(buffer) };
  };
}
