/** The front of a source: bytes that are read and not yet taken. */
import type { Source } from "../source.ts";

/** How much room there is at first. */
const leastBytes = 64 * 1024;

/** Bytes to look at before they are taken, in order. */
export class Intake {
  /** What to call the source in messages. */
  readonly name: string;
  /** Where in the source the first of the bytes is. */
  byte = 0;
  /** Whether the source has no more than what is here. */
  ended = false;
  readonly #source: Source;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(leastBytes);
  #start = 0;
  #end = 0;

  constructor(source: Source) {
    this.name = source.name;
    this.#source = source;
  }

  /** What is here; valid until more is read. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** How much of the source is taken, 0 to 1, where its size is known. */
  get part(): number | undefined {
    const { size } = this.#source;
    return size === undefined ? undefined : Math.min(1, this.byte / Math.max(1, size));
  }

  /** Reads until so many bytes are here, or the source ends; tells whether they are. */
  async fill(wanted: number): Promise<boolean> {
    while (this.#end - this.#start < wanted && !this.ended) {
      if (this.#end === this.#buffer.length) this.#makeRoom();
      const count = await this.#source.read(this.#buffer.subarray(this.#end));
      this.#end += count;
      this.ended = count === 0;
    }
    return this.#end - this.#start >= wanted;
  }

  /** Lets go of the first bytes. */
  drop(length: number): void {
    this.#start += length;
    this.byte += length;
  }

  /** A copy of the first bytes, which are gone from here then. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, length);
    this.drop(length);
    return taken;
  }

  /** Puts back what was taken last. */
  putBack(...parts: Uint8Array[]): void {
    const rest = this.bytes;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    this.#buffer = new Uint8Array(Math.max(leastBytes, length + rest.length));
    this.#start = 0;
    this.#end = 0;
    for (const part of [...parts, rest]) {
      this.#buffer.set(part, this.#end);
      this.#end += part.length;
    }
    this.byte -= length;
  }

  /** Reads what follows into the caller's buffer, as a source does. */
  async read(into: Uint8Array): Promise<number> {
    const { bytes } = this;
    if (bytes.length === 0) return this.ended ? 0 : await this.#source.read(into);
    const count = Math.min(bytes.length, into.length);
    into.set(bytes.subarray(0, count));
    this.drop(count);
    return count;
  }

  /** Moves what is here to the front, if that makes half of the room free, or to one of twice the size. */
  #makeRoom(): void {
    const { bytes } = this;
    if (2 * bytes.length > this.#buffer.length) this.#buffer = new Uint8Array(2 * this.#buffer.length);
    this.#buffer.set(bytes);
    this.#start = 0;
    this.#end = bytes.length;
  }
}
