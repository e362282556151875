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
  readonly #spare: ArrayBuffer[];
  #buffer: Uint8Array<ArrayBuffer>;
  /** What was read to look at, and comes next. */
  #ahead: Uint8Array = new Uint8Array(0);

  /**
   * @param capacity how many bytes `fill` reads ahead
   * @param spare buffers to use before new ones are made; whoever has done with one that was handed over adds it
   * @param byte where the source stands
   */
  constructor(source: Pick<Source, "read">, capacity: number, spare: ArrayBuffer[] = [], byte = 0) {
    this.byte = byte;
    this.#spare = spare;
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
      const count = await this.#read(this.#buffer.subarray(length, wanted));
      length += count;
      this.ended = count === 0;
    }
    this.bytes = this.#buffer.subarray(0, length);
  }

  /** A copy of the first bytes, as many as asked for or as there are, which does not make the window longer. */
  async peek(wanted: number): Promise<Uint8Array> {
    const here = this.bytes.subarray(0, wanted);
    const missing = wanted - here.length;
    if (this.#ahead.length < missing) {
      const ahead = new Uint8Array(missing);
      ahead.set(this.#ahead);
      let length = this.#ahead.length;
      for (let count = -1; count !== 0 && length < missing; length += count) {
        count = await this.#source.read(ahead.subarray(length));
      }
      this.#ahead = ahead.subarray(0, length);
    }
    const seen = new Uint8Array(here.length + Math.min(missing, this.#ahead.length));
    seen.set(here);
    seen.set(this.#ahead.subarray(0, missing), here.length);
    return seen;
  }

  async #read(into: Uint8Array): Promise<number> {
    if (this.#ahead.length === 0) return await this.#source.read(into);
    const part = this.#ahead.subarray(0, into.length);
    into.set(part);
    this.#ahead = this.#ahead.subarray(part.length);
    return part.length;
  }

  /** Hands over the first bytes with their buffer; what is after them moves to another one. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const taken = this.#buffer.subarray(0, length);
    const rest = this.bytes.subarray(length);
    const needed = Math.max(this.#capacity, rest.length);
    const spare = this.#spare.pop();
    this.#buffer = new Uint8Array(spare !== undefined && spare.byteLength >= needed ? spare : new ArrayBuffer(needed));
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
