/**
 * A window on a source: the bytes that are read and not yet handed on.
 */

import { milliseconds, othersTurn, type Source } from "@backlot/runtime";

/** How much is kept of what a file begins with. */
export const frontBytes: number = 64 * 1024;

/**
 * So many milliseconds what has come waits for more, which is enough for 1 MiB of a source that gives what it has: a
 * read of 64 KiB takes a tenth of one. At first it waits longer, for most that is small has come by then, and needs no
 * workers.
 */
const patience = 5;
const firstPatience = 100;

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
  /** Where in the buffer the bytes begin. */
  #start = 0;
  /** A read under way, into the buffer behind the bytes. */
  #reading: Promise<number> | undefined;
  #patience = firstPatience;
  /** What was read to look at, and comes next. */
  #ahead: Uint8Array = new Uint8Array(0);
  #front: Uint8Array | undefined;
  #frontLength = 0;

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
    await this.#fill(wanted, Infinity);
  }

  /** The same, but where the source pauses, it is enough that there are more bytes than were seen. */
  async fillReady(seen: number, wanted: number = this.#capacity): Promise<void> {
    await this.#fill(wanted, seen);
  }

  /** Keeps a copy of the first bytes that are here, and of those that come. */
  keepFront(): void {
    this.#front = new Uint8Array(frontBytes);
    this.#addToFront(this.bytes);
  }

  /** The copy, as far as they have come: of 64 KiB at most. */
  get front(): Uint8Array {
    return this.#front?.subarray(0, this.#frontLength) ?? new Uint8Array(0);
  }

  async #fill(wanted: number, seen: number): Promise<void> {
    let until: number | undefined;
    while (this.bytes.length < wanted && !this.ended) {
      this.#reading ??= this.#begin(wanted);
      if (this.bytes.length > seen) {
        // Counted from the first byte that is new: a source that trickles never pauses.
        until ??= milliseconds() + this.#patience;
        const left = until - milliseconds();
        if (left <= 0 || !(await isThere(this.#reading, left))) return;
      }
      const count = await this.#reading;
      this.#reading = undefined;
      const length = this.bytes.length + count;
      this.bytes = this.#buffer.subarray(this.#start, this.#start + length);
      this.ended = count === 0;
      this.#addToFront(this.bytes.subarray(length - count));
    }
  }

  /** Begins to read behind the bytes, with room for as many as are wanted. */
  #begin(wanted: number): Promise<number> {
    const { length } = this.bytes;
    if (wanted > this.#buffer.length) {
      const grown = new Uint8Array(wanted);
      grown.set(this.bytes);
      this.#buffer = grown;
    } else if (this.#start > 0) this.#buffer.set(this.bytes);
    this.#start = 0;
    this.bytes = this.#buffer.subarray(0, length);
    const reading = this.#read(this.#buffer.subarray(length, wanted));
    // It is told to who comes for it, perhaps later.
    reading.catch(() => {});
    return reading;
  }

  #addToFront(bytes: Uint8Array): void {
    if (this.#front === undefined) return;
    const part = bytes.subarray(0, frontBytes - this.#frontLength);
    this.#front.set(part, this.#frontLength);
    this.#frontLength += part.length;
  }

  /** A copy of the first bytes, as many as asked for or as there are, which does not make the window longer. */
  async peek(wanted: number): Promise<Uint8Array> {
    // A read that is under way brings what comes first.
    if (this.#reading !== undefined) await this.fill(this.bytes.length + 1);
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
    this.#patience = patience;
    if (this.#reading !== undefined) {
      // The buffer is still read into.
      const copy = new Uint8Array(this.bytes.subarray(0, length));
      this.drop(length);
      return copy;
    }
    const taken = this.#buffer.subarray(this.#start, this.#start + length);
    const rest = this.bytes.subarray(length);
    const needed = Math.max(this.#capacity, rest.length);
    const spare = this.#spare.pop();
    this.#buffer = new Uint8Array(spare !== undefined && spare.byteLength >= needed ? spare : new ArrayBuffer(needed));
    this.#buffer.set(rest);
    this.#start = 0;
    this.bytes = this.#buffer.subarray(0, rest.length);
    this.byte += length;
    return taken;
  }

  /** Lets go of the first bytes. */
  drop(length: number): void {
    this.#start += length;
    this.bytes = this.bytes.subarray(length);
    this.byte += length;
  }
}

/** Whether something is there in so many milliseconds. */
function isThere(promise: Promise<unknown>, most: number): Promise<boolean> {
  return new Promise((resolve) => {
    // Where this thread was busy all the while, it may be there and not yet told.
    const timer = setTimeout(() => void othersTurn().then(() => resolve(false)), most);
    const isHere = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(isHere, isHere);
  });
}
