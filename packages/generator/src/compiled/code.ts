/**
 * Writes the instructions of one function, and keeps its locals.
 *
 * Expressions leave their value on the stack, so calls read in the order in which the machine works: operands
 * first. The numbers are those of the WebAssembly Core Specification, chapter 5.4.
 */

import { signed, unsigned } from "./module.ts";

/** A local variable. */
export interface Local {
  readonly index: number;
  readonly type: number;
}

const binary = {
  i32: {
    add: 0x6a,
    sub: 0x6b,
    mul: 0x6c,
    and: 0x71,
    or: 0x72,
    xor: 0x73,
    shl: 0x74,
    shrS: 0x75,
    shrU: 0x76,
    eq: 0x46,
    ne: 0x47,
    ltU: 0x49,
    leU: 0x4d,
    ltS: 0x48,
    gtS: 0x4a,
    geU: 0x4f,
  },
  i64: {
    add: 0x7c,
    sub: 0x7d,
    mul: 0x7e,
    divU: 0x80,
    remU: 0x82,
    and: 0x83,
    or: 0x84,
    xor: 0x85,
    shl: 0x86,
    shrU: 0x88,
    eq: 0x51,
    ltU: 0x54,
    geU: 0x5a,
    ltS: 0x53,
    gtS: 0x55,
  },
  /** Of vectors: one number for each group of bits, or all of them alike. */
  vector: {
    and: 0x4e,
    or: 0x50,
    xor: 0x51,
    geU32: 0x40,
    shl32: 0xab,
    shrS32: 0xac,
    add32: 0xae,
    mul32: 0xb5,
    /** Products of 64 bits: of the lower two numbers of 32 bits, and of the higher two. */
    lowProductsU32: 0xde,
    highProductsU32: 0xdf,
  },
} as const;

export class Code {
  readonly locals: number[] = [];
  readonly #parameters: number;
  #bytes = new Uint8Array(1 << 14);
  #length = 0;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /** The instructions so far. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A new local variable. */
  local(type: number): Local {
    this.locals.push(type);
    return { index: this.#parameters + this.locals.length - 1, type };
  }

  #emit(...bytes: readonly number[]): void {
    this.append(bytes);
  }

  /** Writes instructions that {@link aside} has kept. */
  append(bytes: ArrayLike<number>): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2 + bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  get(local: Local): void {
    this.#emit(0x20, ...unsigned(local.index));
  }

  set(local: Local): void {
    this.#emit(0x21, ...unsigned(local.index));
  }

  tee(local: Local): void {
    this.#emit(0x22, ...unsigned(local.index));
  }

  /** target = source */
  move(target: Local, source: Local): void {
    this.get(source);
    this.set(target);
  }

  i32(value: number): void {
    this.#emit(0x41, ...signed(BigInt(value | 0)));
  }

  i64(value: bigint): void {
    this.#emit(0x42, ...signed(BigInt.asIntN(64, value)));
  }

  binary32(name: keyof typeof binary.i32): void {
    this.#emit(binary.i32[name]);
  }

  binary64(name: keyof typeof binary.i64): void {
    this.#emit(binary.i64[name]);
  }

  /** i64 → i32, its low half. */
  wrap(): void {
    this.#emit(0xa7);
  }

  /** i32 → i64, without sign. */
  extend(): void {
    this.#emit(0xad);
  }

  /** i64 → how many zero bits are at its low end. */
  trailingZeros(): void {
    this.#emit(0x7a);
  }

  drop(): void {
    this.#emit(0x1a);
  }

  /** One of two values by an i32: the first if it is not 0. */
  select(): void {
    this.#emit(0x1b);
  }

  load8(offset: number): void {
    this.#emit(0x2d, 0x00, ...unsigned(offset));
  }

  load32(offset: number): void {
    this.#emit(0x28, 0x02, ...unsigned(offset));
  }

  load64(offset: number): void {
    this.#emit(0x29, 0x03, ...unsigned(offset));
  }

  store8(offset: number): void {
    this.#emit(0x3a, 0x00, ...unsigned(offset));
  }

  store16(offset: number): void {
    this.#emit(0x3b, 0x00, ...unsigned(offset));
  }

  store32(offset: number): void {
    this.#emit(0x36, 0x00, ...unsigned(offset));
  }

  store64(offset: number): void {
    this.#emit(0x37, 0x00, ...unsigned(offset));
  }

  loadVector(offset: number): void {
    this.#emit(0xfd, 0x00, 0x00, ...unsigned(offset));
  }

  storeVector(offset: number): void {
    this.#emit(0xfd, 0x0b, 0x00, ...unsigned(offset));
  }

  binaryVector(name: keyof typeof binary.vector): void {
    this.#emit(0xfd, ...unsigned(binary.vector[name]));
  }

  /** Four times the i32 on the stack. */
  splat32(): void {
    this.#emit(0xfd, 0x11);
  }

  /** Four of the eight numbers of 32 bits of two vectors, by their places from 0. */
  shuffle32(places: readonly number[]): void {
    this.#emit(0xfd, 0x0d, ...places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)));
  }

  /** Keeps the instructions that a function writes, for {@link append}. */
  aside(write: () => void): Uint8Array {
    const from = this.#length;
    write();
    const bytes = this.#bytes.slice(from, this.#length);
    this.#length = from;
    return bytes;
  }

  call(index: number): void {
    this.#emit(0x10, ...unsigned(index));
  }

  setGlobal(index: number): void {
    this.#emit(0x24, ...unsigned(index));
  }

  /** Runs the first part if the i32 on the stack is not 0, else the second. */
  either(yes: () => void, no?: () => void): void {
    this.#emit(0x04, 0x40);
    yes();
    if (no !== undefined) {
      this.#emit(0x05);
      no();
    }
    this.#emit(0x0b);
  }

  /** A block that `leave` ends, inside a loop that `again` starts anew; both are labels inside `body`. */
  loop(body: () => void): void {
    this.#emit(0x02, 0x40, 0x03, 0x40);
    body();
    this.#emit(0x0b, 0x0b);
  }

  /** Goes on with the loop that is so many blocks out. */
  again(depth = 0): void {
    this.#emit(0x0c, ...unsigned(depth));
  }

  /** Goes on with the loop around if the i32 on the stack is not 0. */
  againIf(): void {
    this.#emit(0x0d, 0x00);
  }

  /** Leaves the loop around if the i32 on the stack is not 0. */
  leaveIf(): void {
    this.#emit(0x0d, 0x01);
  }

  /** Runs the part with the number of the i32 that `push` pushes. */
  cases(push: () => void, parts: readonly (() => void)[]): void {
    const last = parts.length - 1;
    // One block around all, and one more for each part: br_table leaves the k-th, behind which part k stands.
    for (let k = 0; k <= parts.length; k++) this.#emit(0x02, 0x40);
    push();
    this.#emit(0x0e, ...unsigned(last), ...parts.flatMap((_, k) => unsigned(k)));
    parts.forEach((part, k) => {
      this.#emit(0x0b);
      part();
      if (k < last) this.#emit(0x0c, ...unsigned(last - k));
    });
    this.#emit(0x0b);
  }
}
