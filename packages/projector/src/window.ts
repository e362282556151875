/**
 * A window on a source: the bytes that are read and not yet handed on.
 */

import type { Source } from "@backlot/runtime";

/** The front of what is left of a source. */
export class Window {
  /** The bytes that are there. */
  bytes: Uint8Array;
  /** Where in the source the first of them is. */
  byte: number;
  /** Whether the source has no more. */
  ended = false;
  readonly #source: Pick<Source, "read">;
  readonly #capacity: number;
  #buffer: Uint8Array<ArrayBuffer>;

  /**
   * @param capacity how many bytes `fill` reads ahead
   * @param byte where the source stands
   */
  constructor(source: Pick<Source, "read">, capacity: number, byte = 0) {
    this.byte = byte;
    this.#source = source;
    this.#capacity = capacity;
    this.#buffer = new Uint8Array(capacity);
    this.bytes = this.#buffer.subarray(0, 0);
  }

  /** Reads until there are as many bytes as asked for, or the source ends. */
  async fill(wanted: number = this.#capacity): Promise<void> {
    let length = this.bytes.length;
    if (wanted > this.#buffer.length) {
      const grown = new Uint8Array(wanted);
      grown.set(this.bytes);
      this.#buffer = grown;
    }
    while (length < wanted && !this.ended) {
      const count = await this.#source.read(this.#buffer.subarray(length, wanted));
      length += count;
      this.ended = count === 0;
    }
    this.bytes = this.#buffer.subarray(0, length);
  }

  /** Hands over the first bytes with their buffer; what is after them moves to a new one. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const taken = this.#buffer.subarray(0, length);
    const rest = this.bytes.subarray(length);
    this.#buffer = new Uint8Array(Math.max(this.#capacity, rest.length));
    this.#buffer.set(rest);
    this.bytes = this.#buffer.subarray(0, rest.length);
    this.byte += length;
    return taken;
  }

  /** Lets go of the first bytes. */
  drop(length: number): void {
    this.#buffer.copyWithin(0, length, this.bytes.length);
    this.bytes = this.#buffer.subarray(0, this.bytes.length - length);
    this.byte += length;
  }
}
