/**
 * The bytes that a chunk becomes: a buffer that grows.
 */

/** Bytes to append to; `bytes` is valid up to `length`. */
export class Output {
  bytes: Uint8Array;
  length = 0;

  /** @param buffer what to write to as long as there is place, or how much place there should be */
  constructor(buffer: Uint8Array | number) {
    this.bytes = typeof buffer === "number" ? new Uint8Array(Math.max(64, buffer)) : buffer;
  }

  /** Makes place for so many more bytes. */
  need(room: number): void {
    if (this.length + room <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + room));
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
