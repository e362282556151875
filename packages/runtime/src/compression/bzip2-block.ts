/**
 * A block of bzip2, decoded: what stands between the digits of π and the next block.
 *
 * ```text
 * bits ─▶ Huffman codes ─▶ runs of zeros, move to front ─▶ Burrows–Wheeler, inverted ─▶ runs ─▶ bytes, checksum
 * ```
 *
 * The format is not specified but by its programs; what they accept is told in "The bzip2 format" (J. Tsai, 2016),
 * and names are those of the original, `decompress.c` (J. Seward). It is written here because none of the modules
 * that read bzip2 can be trusted with what strangers send: see ARCHITECTURE.md.
 *
 * 1. Codes of up to 10 bits are looked up at once, which is nearly all.
 * 2. Nothing is checked bit by bit: what is read past the end is zeros, and a group of 50 codes, 125 bytes at most,
 *    is told to be too much at its end.
 * 3. One array holds the bytes (8 bits) and their successors (24 bits), as in the original.
 */

/** What became of a block. */
export type Block =
  | {
      readonly kind: "block";
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** The bit where it ends. */
      readonly end: number;
      readonly checksum: number;
    }
  /** It goes on after the bytes that were given. */
  | { readonly kind: "short" }
  | { readonly kind: "damaged"; readonly found: string };

/** So many readable bytes have to follow those that are given. */
export const paddingBytes: number = 256;

/** The largest block, in what is the unit of levels 1 to 9: bytes before the first of its run-length codes is undone. */
const unitBytes = 100_000;

const [groupSize, longestCode, mostSymbols, lookupBits] = [50, 20, 258, 10];

const damaged = (found: string): Block => ({ kind: "damaged", found });
const short: Block = { kind: "short" };

/** Decodes blocks; its memory is used again for the next. */
export class BlockDecoder {
  readonly #chain = new Uint32Array(9 * unitBytes);
  readonly #selectors = new Uint8Array(32_768);
  readonly #groups = Array.from({ length: 6 }, () => new Code());
  #bytes: Uint8Array = new Uint8Array();
  #bit = 0;

  /**
   * Decodes the block that begins at a bit, after its magic number.
   *
   * @param bytes with {@link paddingBytes} after `length`
   * @param level of the stream, 1 to 9
   */
  decode(bytes: Uint8Array, length: number, bit: number, level: number): Block {
    this.#bytes = bytes;
    this.#bit = bit;
    const end = 8 * length;
    const checksum = (this.#read(16) * 65_536 + this.#read(16)) >>> 0;
    if (this.#read(1) === 1) return damaged("a block is randomised, as bzip2 before 0.9.5 made them");
    const origin = this.#read(24);
    const symbols = this.#readSymbols();
    if (symbols.length === 0) return this.#bit > end ? short : damaged("a block has no symbols");
    const groups = this.#readGroups(symbols.length + 2);
    // What seems wrong may be the zeros after the end.
    if (this.#bit > end) return short;
    if (typeof groups === "string") return damaged(groups);
    const counts = new Int32Array(256);
    const count = this.#readCodes(symbols, groups, counts, level * unitBytes, end);
    if (typeof count === "string") return damaged(count);
    if (count < 0 || this.#bit > end) return short;
    if (origin >= count) return damaged("a block begins outside of itself");
    const decoded = unrolled(this.#chain, count, origin, counts);
    if (checksumOf(decoded) !== checksum) return damaged("the checksum of a block is wrong");
    return { kind: "block", bytes: decoded, end: this.#bit, checksum };
  }

  /** The next bits, up to 24. */
  #read(count: number): number {
    const bits = bitsAt(this.#bytes, this.#bit, count);
    this.#bit += count;
    return bits;
  }

  /** The bytes that occur, in their order: a map of sixteen maps. */
  #readSymbols(): number[] {
    const used = this.#read(16);
    const symbols: number[] = [];
    for (let high = 0; high < 16; high++) {
      if ((used & (0x8000 >> high)) === 0) continue;
      const map = this.#read(16);
      for (let low = 0; low < 16; low++) if ((map & (0x8000 >> low)) !== 0) symbols.push(16 * high + low);
    }
    return symbols;
  }

  /** Which code each group of 50 symbols uses, and the codes; returns how many groups there are, or what is wrong. */
  #readGroups(symbolCount: number): number | string {
    const codeCount = this.#read(3);
    const selectorCount = this.#read(15);
    if (codeCount < 2 || codeCount > 6) return "a block has a number of codes that cannot be";
    if (selectorCount === 0) return "a block has no groups";
    const recent = [0, 1, 2, 3, 4, 5];
    for (let i = 0; i < selectorCount; i++) {
      let place = 0;
      while (this.#read(1) === 1) if (++place >= codeCount) return "a group has a code that is not there";
      this.#selectors[i] = recent[place];
      recent.splice(place, 1);
      recent.unshift(this.#selectors[i]);
    }
    const lengths = new Uint8Array(symbolCount);
    for (let code = 0; code < codeCount; code++) {
      let length = this.#read(5);
      for (let symbol = 0; symbol < symbolCount; symbol++) {
        for (;;) {
          if (length < 1 || length > longestCode) return "a code has a length that cannot be";
          if (this.#read(1) === 0) break;
          length += this.#read(1) === 0 ? 1 : -1;
        }
        lengths[symbol] = length;
      }
      this.#groups[code].set(lengths);
    }
    return selectorCount;
  }

  /** Fills the chain with bytes and counts them; returns how many, or -1 where the bits end before, or what is wrong. */
  #readCodes(
    symbols: readonly number[],
    groupCount: number,
    counts: Int32Array,
    most: number,
    end: number,
  ): number | string {
    const chain = this.#chain;
    const bytes = this.#bytes;
    const endOfBlock = symbols.length + 1;
    const front = Uint8Array.from(symbols);
    let bit = this.#bit;
    let count = 0;
    let run = 0;
    let weight = 1;
    for (let group = 0; group < groupCount; group++) {
      if (bit > end) return -1;
      const code = this.#groups[this.#selectors[group]];
      const { lookup } = code;
      for (let i = 0; i < groupSize; i++) {
        const at = bit >> 3;
        const window =
          (((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) << (bit & 7)) >>> 8;
        let found = lookup[window >>> (24 - lookupBits)];
        if (found === 0) found = code.find(window);
        if (found === 0) return bit + longestCode > end ? -1 : "there is a code that is none";
        bit += found >> 9;
        const symbol = found & 511;
        if (symbol <= 1) {
          // A run of the byte at the front: its length in digits 1 and 2, of base 2, the lowest first.
          run += weight << symbol;
          weight <<= 1;
          if (run > most) return bit > end ? -1 : "a run is longer than a block";
          continue;
        }
        if (run > 0) {
          const byte = front[0];
          if (count + run > most) return bit > end ? -1 : "a block is longer than it may be";
          chain.fill(byte, count, count + run);
          counts[byte] += run;
          count += run;
          run = 0;
          weight = 1;
        }
        if (symbol === endOfBlock) {
          this.#bit = bit;
          return count;
        }
        if (count === most) return bit > end ? -1 : "a block is longer than it may be";
        const place = symbol - 1;
        const byte = front[place];
        if (place < 16) for (let j = place; j > 0; j--) front[j] = front[j - 1];
        else front.copyWithin(1, 0, place);
        front[0] = byte;
        counts[byte]++;
        chain[count++] = byte;
      }
    }
    return bit > end ? -1 : "a block has no end";
  }
}

/** A Huffman code. */
class Code {
  /** By the next 10 bits: the length of the code and its symbol, or 0 where it is longer or none. */
  readonly lookup = new Uint16Array(1 << lookupBits);
  /** The largest code of each length, as it is for all codes of that length together. */
  readonly #limits = new Int32Array(longestCode + 1);
  /** What to take from a code of each length to get its place among the symbols. */
  readonly #bases = new Int32Array(longestCode + 1);
  readonly #symbols = new Uint16Array(mostSymbols);
  #count = 0;

  /** Makes it the code in which symbols have these lengths. */
  set(lengths: Uint8Array): void {
    this.#count = lengths.length;
    let place = 0;
    let code = 0;
    for (let length = 1; length <= longestCode; length++) {
      const first = place;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] === length) this.#symbols[place++] = symbol;
      }
      this.#bases[length] = code - first;
      code += place - first;
      this.#limits[length] = code - 1;
      code <<= 1;
    }
    for (let bits = 0; bits < this.lookup.length; bits++) {
      const found = this.find(bits << (24 - lookupBits));
      this.lookup[bits] = found >> 9 <= lookupBits ? found : 0;
    }
  }

  /** The code that the next 24 bits begin with: its length, and its symbol in the low 9 bits; 0 if it is none. */
  find(window: number): number {
    for (let length = 1; length <= longestCode; length++) {
      const code = window >>> (24 - length);
      if (code > this.#limits[length]) continue;
      const place = code - this.#bases[length];
      return place >= 0 && place < this.#count ? (length << 9) | this.#symbols[place] : 0;
    }
    return 0;
  }
}

/** Bits of a block, up to 24; zeros after its end. */
export function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
  const at = bit >> 3;
  const window = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  return count === 0 ? 0 : (window << (bit & 7)) >>> (32 - count);
}

/** Inverts the Burrows–Wheeler transform, and the runs: after four equal bytes comes a number of more of them. */
function unrolled(chain: Uint32Array, count: number, origin: number, counts: Int32Array): Uint8Array<ArrayBuffer> {
  for (let byte = 0, sum = 0; byte < 256; byte++) {
    sum += counts[byte];
    counts[byte] = sum - counts[byte];
  }
  for (let i = 0; i < count; i++) chain[counts[chain[i] & 0xff]++] |= i << 8;
  let out = new Uint8Array(count + (count >> 2) + 512);
  let length = 0;
  let at = chain[origin] >>> 8;
  let last = -1;
  let equal = 0;
  for (let i = 0; i < count; i++) {
    const link = chain[at];
    const byte = link & 0xff;
    at = link >>> 8;
    if (length + 256 > out.length) {
      const grown = new Uint8Array(2 * out.length);
      grown.set(out);
      out = grown;
    }
    if (equal === 4) {
      out.fill(last, length, length + byte);
      length += byte;
      equal = 0;
      last = -1;
    } else {
      out[length++] = byte;
      equal = byte === last ? equal + 1 : 1;
      last = byte;
    }
  }
  return out.subarray(0, length);
}

/** Tables of CRC-32 with the highest bit first (polynomial 0x04c11db7), for four bytes at once. */
const tables = Array.from({ length: 4 }, () => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte << 24;
  for (let i = 0; i < 32; i++) {
    remainder = (remainder << 1) ^ (remainder < 0 ? 0x04c11db7 : 0);
    if (i % 8 === 7) tables[i >> 3][byte] = remainder;
  }
}

function checksumOf(bytes: Uint8Array): number {
  const [one, two, three, four] = tables;
  let rest = -1;
  let i = 0;
  for (; i + 4 <= bytes.length; i += 4) {
    rest ^= (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
    rest = four[rest >>> 24] ^ three[(rest >> 16) & 255] ^ two[(rest >> 8) & 255] ^ one[rest & 255];
  }
  for (; i < bytes.length; i++) rest = (rest << 8) ^ one[(rest >>> 24) ^ bytes[i]];
  return ~rest >>> 0;
}
