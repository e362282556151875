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

  #byte(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = byte;
  }

  /** An instruction with an unsigned number in LEB128. */
  #emit(instruction: number, operand: number): void {
    this.#byte(instruction);
    this.#unsigned(operand);
  }

  /** Most numbers are one byte, and need no list of bytes. */
  #unsigned(value: number): void {
    if (value < 128) this.#byte(value);
    else this.append(unsigned(value));
  }

  #signed(value: bigint): void {
    if (value >= -64n && value < 64n) this.#byte(Number(value & 127n));
    else this.append(signed(value));
  }

  #vector(instruction: number): void {
    this.#byte(0xfd);
    this.#unsigned(instruction);
  }

  #access(instruction: number, alignment: number, offset: number): void {
    this.#byte(instruction);
    this.#byte(alignment);
    this.#unsigned(offset);
  }

  #grow(count: number): void {
    const larger = new Uint8Array(this.#bytes.length * 2 + count);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  /** Writes instructions that {@link aside} has kept. */
  append(bytes: ArrayLike<number>): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  get(local: Local): void {
    this.#emit(0x20, local.index);
  }

  set(local: Local): void {
    this.#emit(0x21, local.index);
  }

  tee(local: Local): void {
    this.#emit(0x22, local.index);
  }

  /** target = source */
  move(target: Local, source: Local): void {
    this.get(source);
    this.set(target);
  }

  i32(value: number): void {
    this.#byte(0x41);
    this.#signed(BigInt(value | 0));
  }

  i64(value: bigint): void {
    this.#byte(0x42);
    this.#signed(BigInt.asIntN(64, value));
  }

  binary32(name: keyof typeof binary.i32): void {
    this.#byte(binary.i32[name]);
  }

  binary64(name: keyof typeof binary.i64): void {
    this.#byte(binary.i64[name]);
  }

  /** i64 → i32, its low half. */
  wrap(): void {
    this.#byte(0xa7);
  }

  /** i32 → i64, without sign. */
  extend(): void {
    this.#byte(0xad);
  }

  /** i64 → how many zero bits are at its low end. */
  trailingZeros(): void {
    this.#byte(0x7a);
  }

  drop(): void {
    this.#byte(0x1a);
  }

  /** One of two values by an i32: the first if it is not 0. */
  select(): void {
    this.#byte(0x1b);
  }

  load8(offset: number): void {
    this.#access(0x2d, 0x00, offset);
  }

  load32(offset: number): void {
    this.#access(0x28, 0x02, offset);
  }

  load64(offset: number): void {
    this.#access(0x29, 0x03, offset);
  }

  store8(offset: number): void {
    this.#access(0x3a, 0x00, offset);
  }

  store16(offset: number): void {
    this.#access(0x3b, 0x00, offset);
  }

  store32(offset: number): void {
    this.#access(0x36, 0x00, offset);
  }

  store64(offset: number): void {
    this.#access(0x37, 0x00, offset);
  }

  loadVector(offset: number): void {
    this.#vector(0x00);
    this.#byte(0);
    this.#unsigned(offset);
  }

  storeVector(offset: number): void {
    this.#vector(0x0b);
    this.#byte(0);
    this.#unsigned(offset);
  }

  binaryVector(name: keyof typeof binary.vector): void {
    this.#vector(binary.vector[name]);
  }

  /** Four times the i32 on the stack. */
  splat32(): void {
    this.#vector(0x11);
  }

  /** Four of the eight numbers of 32 bits of two vectors, by their places from 0. */
  shuffle32(places: readonly number[]): void {
    this.#vector(0x0d);
    for (const place of places) for (let byte = 0; byte < 4; byte++) this.#byte(4 * place + byte);
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
    this.#emit(0x10, index);
  }

  setGlobal(index: number): void {
    this.#emit(0x24, index);
  }

  /** Runs the first part if the i32 on the stack is not 0, else the second. */
  either(yes: () => void, no?: () => void): void {
    this.#emit(0x04, 0x40);
    yes();
    if (no !== undefined) {
      this.#byte(0x05);
      no();
    }
    this.#byte(0x0b);
  }

  /** A block that `leave` ends, inside a loop that `again` starts anew; both are labels inside `body`. */
  loop(body: () => void): void {
    this.append([0x02, 0x40, 0x03, 0x40]);
    body();
    this.append([0x0b, 0x0b]);
  }

  /** Goes on with the loop that is so many blocks out. */
  again(depth = 0): void {
    this.#emit(0x0c, depth);
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
    this.#emit(0x0e, last);
    for (let k = 0; k <= last; k++) this.#unsigned(k);
    parts.forEach((part, k) => {
      this.#byte(0x0b);
      part();
      if (k < last) this.#emit(0x0c, last - k);
    });
    this.#byte(0x0b);
  }
}
