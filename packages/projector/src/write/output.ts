/**
 * The bytes that a chunk becomes: a buffer that grows.
 */

/** Bytes to append to; `bytes` is valid up to `length`. */
export class Output {
  bytes: Uint8Array;
  length = 0;
  readonly #larger: Uint8Array | undefined;

  /**
   * @param buffer what to write to as long as there is place, or how much place there should be
   * @param larger what to go on in, where it is large enough
   */
  constructor(buffer: Uint8Array | number, larger?: Uint8Array) {
    this.#larger = larger;
    this.bytes = typeof buffer === "number" ? new Uint8Array(Math.max(64, buffer)) : buffer;
  }

  /** Makes place for so many more bytes. */
  need(room: number): void {
    const needed = this.length + room;
    if (needed <= this.bytes.length) return;
    // As much as there was is added to what is needed: what stands behind a long record must not make it move again.
    const isReused = this.#larger !== undefined && this.#larger.length >= needed;
    const grown = isReused ? this.#larger : new Uint8Array(needed + this.bytes.length);
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends `from.subarray(start, end)`. */
  copy(from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.need(length);
    const { bytes } = this;
    // Below about this length a loop is faster than the call.
    if (length > 48) bytes.set(from.subarray(start, end), this.length);
    else for (let i = 0, at = this.length; i < length; i++) bytes[at + i] = from[start + i];
    this.length += length;
  }

  /** Appends a whole text. */
  append(text: Uint8Array): void {
    this.copy(text, 0, text.length);
  }

  /** The bytes so far, in their buffer. */
  take(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
