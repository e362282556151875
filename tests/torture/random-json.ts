/** Random JSON text as people and machines write it, and worse; and random damage to it. */
import type { Random } from "./random.ts";

/** Values that a parser and a printer would change: digits, signs, exponents, escapes. */
const numbers = [
  "0",
  "-0",
  "-0.0",
  "1.0",
  "1E400",
  "-1e-7",
  "2e+3",
  "0.10",
  "123456789012345678901234567890",
  "9007199254740993",
  "0.1234567890123456789012345678901",
  "1e-400",
  "7",
];
const pieces = [
  "a",
  "title",
  " ",
  "é",
  "😀",
  "\u2028",
  "]},",
  ":",
  '\\"',
  "\\\\",
  "\\/",
  "\\n",
  "\\u0061",
  "\\u00E9",
  "\\ud83d\\ude00",
  "\\ud800",
  "\\u0000",
  "x".repeat(20),
  "y".repeat(63),
];
const keys = ["a", "b", "c", "__proto__", "constructor", "\\u0061", "é", "", "a.b", "x".repeat(30), '\\"'];
const blanks = ["", "", "", "", "", " ", "\t", "\r", "  ", " ".repeat(70)];

/** Texts of values and of records. */
export class RandomJson {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A record: an object, with line ends nowhere. */
  record(): string {
    return this.#object(0);
  }

  /** A value of any kind. */
  value(depth = 0): string {
    const random = this.#random;
    const kind = random.below(depth > 2 ? 3 : 6);
    if (kind === 0) return this.number();
    if (kind === 1) return this.string();
    if (kind === 2) return random.of(["true", "false", "null"]);
    if (kind === 3) return `[${this.#blank()}${random.some(3, () => this.#spaced(this.value(depth + 1))).join()}]`;
    return this.#object(depth + 1);
  }

  number(): string {
    const random = this.#random;
    if (random.below(2) === 0) return random.of(numbers);
    const digits = String(random.below(2 ** 31)).slice(0, 1 + random.below(10));
    return `${random.of(["", "-"])}${digits}${random.of(["", ".50", "e5", "E-12", ".0e+1"])}`;
  }

  string(): string {
    return `"${this.#random.some(3, () => this.#random.of(pieces)).join("")}"`;
  }

  #object(depth: number): string {
    const members = this.#random.some(depth === 0 ? 5 : 2, () => {
      const key = `"${this.#random.of(keys)}"`;
      return `${this.#spaced(key)}:${this.#spaced(this.value(depth + 1))}`;
    });
    return `{${this.#blank()}${members.join()}}`;
  }

  #spaced(text: string): string {
    return this.#blank() + text + this.#blank();
  }

  #blank(): string {
    return this.#random.of(blanks);
  }
}

const structural = new TextEncoder().encode('{}[],:"\\0-.eE+ntf u\r\t');

/** The bytes with one to three places changed, left out, put in or repeated; never a line feed. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let edits = 1 + random.below(3); edits > 0; edits--) {
    const at = random.below(result.length + 1);
    const kind = random.below(5);
    if (kind === 0) result = spliced(result, at, 1 + random.below(2));
    else if (kind === 1) result = spliced(result, at, random.below(2), random.of(structural));
    else if (kind === 2) result = spliced(result, at, random.below(2), notLineFeed(random.below(256)));
    else if (kind === 3) result = result.subarray(0, at);
    else {
      const from = random.below(result.length + 1);
      result = spliced(result, at, 0, ...result.subarray(from, from + 1 + random.below(40)));
    }
  }
  return result;
}

function spliced(bytes: Uint8Array, at: number, remove: number, ...insert: readonly number[]): Uint8Array {
  const after = bytes.subarray(at + remove);
  const result = new Uint8Array(at + insert.length + after.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(after, at + insert.length);
  return result;
}

const notLineFeed = (byte: number): number => (byte === 0x0a ? 0x0b : byte);
