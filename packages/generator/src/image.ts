/**
 * The table image: all texts and tables of a plan in one block of bytes, which the kernel reads.
 *
 * Short texts stand in slots of 16, 32 or 64 bytes with the length in the last byte, so that a kernel copies a
 * whole slot with one or two vector loads and then steps by the length; longer ones are found through
 * (offset, length) pairs. Everything is aligned to its size, and 64 readable bytes follow the last.
 */

const encoder = new TextEncoder();
const padding = 64;

/** Texts in slots of 1 << shift bytes, or behind (offset, length) pairs where shift is undefined. */
export interface TextTable {
  readonly offset: number;
  readonly count: number;
  readonly shift: number | undefined;
  /** The longest text, in bytes. */
  readonly longest: number;
}

/** The slot that holds texts of a length, as a power of two, or undefined where they are too long for slots. */
export function slotShift(longest: number): number | undefined {
  return longest < 16 ? 4 : longest < 32 ? 5 : longest < 64 ? 6 : undefined;
}

/** Builds the image of one plan; equal content is stored once. */
export class Image {
  #bytes = new Uint8Array(65536);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  readonly #known = new Map<string, number>();
  readonly #texts = new Map<string, TextTable>();

  /** The offset of a literal. */
  literal(text: string): { offset: number; length: number } {
    const bytes = encoder.encode(text);
    const offset = this.#once(`literal ${text}`, bytes.length, 1, (at) => this.#bytes.set(bytes, at));
    return { offset, length: bytes.length };
  }

  /** A table of texts, in the smallest slots that hold them all. */
  texts(texts: readonly string[]): TextTable {
    const name = JSON.stringify(texts);
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const encoded = texts.map((text) => encoder.encode(text));
    const longest = encoded.reduce((most, { length }) => Math.max(most, length), 0);
    const shift = slotShift(longest);
    const offset = shift === undefined ? this.#longTexts(encoded) : this.#slots(encoded, 1 << shift);
    const table = { offset, count: texts.length, shift, longest };
    this.#texts.set(name, table);
    return table;
  }

  #slots(encoded: readonly Uint8Array[], width: number): number {
    const offset = this.#allocate(encoded.length * width, width);
    encoded.forEach((bytes, i) => {
      this.#bytes.set(bytes, offset + i * width);
      this.#bytes[offset + (i + 1) * width - 1] = bytes.length;
    });
    return offset;
  }

  #longTexts(encoded: readonly Uint8Array[]): number {
    const offset = this.#allocate(encoded.length * 8, 8);
    encoded.forEach((bytes, i) => {
      const at = this.#allocate(bytes.length, 1);
      this.#bytes.set(bytes, at);
      this.#view.setUint32(offset + i * 8, at, true);
      this.#view.setUint32(offset + i * 8 + 4, bytes.length, true);
    });
    return offset;
  }

  /** A table of 32-bit words, little-endian. */
  words(values: readonly number[]): number {
    return this.#once(`words ${values.join(" ")}`, values.length * 4, 8, (at) =>
      values.forEach((value, i) => this.#view.setUint32(at + i * 4, value, true)),
    );
  }

  /** A table of bytes. */
  bytes(values: readonly number[]): number {
    return this.#once(`bytes ${values.join(" ")}`, values.length, 1, (at) => this.#bytes.set(values, at));
  }

  /** The finished image. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#end + padding);
  }

  #once(name: string, size: number, alignment: number, write: (at: number) => void): number {
    let offset = this.#known.get(name);
    if (offset === undefined) {
      offset = this.#allocate(size, alignment);
      write(offset);
      this.#known.set(name, offset);
    }
    return offset;
  }

  #allocate(size: number, alignment: number): number {
    const offset = Math.ceil(this.#end / alignment) * alignment;
    this.#end = offset + size;
    if (this.#end + padding > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#end + padding));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return offset;
  }
}
