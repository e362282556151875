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

/** How many bytes a text takes in UTF-8; half a surrogate pair takes three, as U+FFFD does in its place. */
export function byteLength(text: string): number {
  let { length } = text;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    // Two units of a pair are four bytes together.
    if (unit >= 0xd800 && unit < 0xdc00 && text.charCodeAt(i + 1) >>> 10 === 0x37) {
      i++;
    }
  }
  return length;
}

/** What is known of a list. */
interface Measured {
  /** All texts, with DEL between. */
  readonly joined: string;
  /** Whether that tells the texts apart: none has DEL in it. */
  readonly apart: boolean;
  /** The longest text, in bytes. */
  readonly longest: number;
}

const measured = new WeakMap<readonly string[], Measured>();

function measure(texts: readonly string[]): Measured {
  let known = measured.get(texts);
  if (known === undefined) {
    const all = texts.join(between);
    // Bytes and characters are the same in ASCII, which engines tell quickly.
    const ascii = isAscii.test(all);
    let longest = 0;
    for (const text of texts) {
      const length = ascii ? text.length : byteLength(text);
      if (length > longest) longest = length;
    }
    measured.set(texts, (known = { joined: all, apart: all.split(between).length === texts.length, longest }));
  }
  return known;
}

const between = "\u007f";
const isAscii = /^[\0-\x7f]*$/;

/** The longest of some texts, in bytes. */
export function longestOf(texts: readonly string[]): number {
  return measure(texts).longest;
}

/** All texts of a list in one, for what can be asked of all at once. */
export function joined(texts: readonly string[]): string {
  return measure(texts).joined;
}

const knownFillings = new Map<number, readonly string[]>();

/** What stands behind a text of each length in a slot: zeros, and the length. */
function fillings(width: number): readonly string[] {
  let known = knownFillings.get(width);
  if (known === undefined) {
    known = Array.from({ length: width }, (_, n) => "\0".repeat(width - 1 - n) + String.fromCharCode(n));
    knownFillings.set(width, known);
  }
  return known;
}

/** Builds the image of one plan; equal content is stored once. */
export class Image {
  #bytes = new Uint8Array(65536);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  readonly #known = new Map<string, number>();
  readonly #texts = new Map<string, TextTable>();
  /** The same by the list itself, for lists that are used again. */
  readonly #lists = new Map<readonly string[], Map<string, TextTable>>();

  /** The offset of a literal. */
  literal(text: string): { offset: number; length: number } {
    const bytes = encoder.encode(text);
    const offset = this.#once(`literal ${text}`, bytes.length, 1, (at) => this.#bytes.set(bytes, at));
    return { offset, length: bytes.length };
  }

  /** A table of texts with the same around all of them, in the smallest slots that hold them. */
  texts(texts: readonly string[], prefix = "", suffix = ""): TextTable {
    let known = this.#lists.get(texts);
    if (known === undefined) this.#lists.set(texts, (known = new Map()));
    const around = `${prefix.length} ${suffix.length} ${prefix}${suffix}`;
    let table = known.get(around);
    if (table === undefined) {
      const { joined: all, apart } = measure(texts);
      const name = `${texts.length} ${around} ${apart ? all : JSON.stringify(texts)}`;
      table = this.#texts.get(name) ?? this.#write(texts, prefix, suffix);
      this.#texts.set(name, table);
      known.set(around, table);
    }
    return table;
  }

  #write(texts: readonly string[], prefix: string, suffix: string): TextTable {
    const longest = longestOf(texts) + byteLength(prefix + suffix);
    const shift = slotShift(longest);
    const whole = prefix + suffix === "" ? texts : texts.map((text) => prefix + text + suffix);
    const offset = shift === undefined ? this.#longTexts(whole) : this.#slots(whole, 1 << shift);
    return { offset, count: texts.length, shift, longest };
  }

  #slots(texts: readonly string[], width: number): number {
    const offset = this.#allocate(texts.length * width, width);
    // All slots as one text are encoded at once, twice as fast as one by one.
    const fill = fillings(width);
    let slots = "";
    for (const text of texts) slots += text + fill[text.length];
    if (isAscii.test(slots)) {
      encoder.encodeInto(slots, this.#bytes.subarray(offset, offset + texts.length * width));
      return offset;
    }
    let at = offset;
    for (const text of texts) {
      this.#bytes[at + width - 1] = encoder.encodeInto(text, this.#bytes.subarray(at, at + width - 1)).written;
      at += width;
    }
    return offset;
  }

  #longTexts(texts: readonly string[]): number {
    const offset = this.#allocate(texts.length * 8, 8);
    texts.forEach((text, i) => {
      const length = byteLength(text);
      const at = this.#allocate(length, 1);
      encoder.encodeInto(text, this.#bytes.subarray(at, at + length));
      this.#view.setUint32(offset + i * 8, at, true);
      this.#view.setUint32(offset + i * 8 + 4, length, true);
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
