/**
 * Where text goes, as instructions.
 *
 * Stores go to `at` plus an offset that is known, `ahead`, so `at` moves only behind text whose length is not.
 *
 * Precondition: what is copied too much behind `at` is overwritten by what follows.
 */

import type { Code, Local } from "./code.ts";
import { type Part, partIndex } from "./parts.ts";

/** Literals longer than this would bloat the code. */
const longestInCode = 256;

export class Output {
  readonly #code: Code;
  /** The image of the plan, and its address in memory. */
  readonly #image: Uint8Array;
  readonly #imageAt: number;
  readonly #slot: Local;
  readonly at: Local;
  /** How far behind `at` the next byte goes. */
  ahead = 0;
  readonly #longest: Map<string, number> = new Map();

  /** @param slot a register for a few instructions each */
  constructor(code: Code, at: Local, slot: Local, image: Uint8Array, imageAt: number) {
    this.#code = code;
    this.at = at;
    this.#slot = slot;
    this.#image = image;
    this.#imageAt = imageAt;
  }

  /** `at` moves to where the next byte goes. */
  settle(): void {
    if (this.ahead === 0) return;
    const code = this.#code;
    code.get(this.at);
    code.i32(this.ahead);
    code.binary32("add");
    code.set(this.at);
    this.ahead = 0;
  }

  /** at = part(at, …), with what `push` pushes behind `at`. */
  write(part: Part, push: () => void): void {
    const code = this.#code;
    this.settle();
    code.get(this.at);
    push();
    code.call(partIndex[part]);
    code.set(this.at);
  }

  /** How long the longest text in the slots of a table is. */
  longest(table: number, n: number, shift: number): number {
    const key = `${table} ${n}`;
    let most = this.#longest.get(key) ?? 0;
    if (most > 0) return most;
    for (let end = table + (1 << shift); end <= table + (n << shift); end += 1 << shift) {
      most = Math.max(most, this.#image[end - 1]);
    }
    this.#longest.set(key, most);
    return most;
  }

  /**
   * Copies the slot whose place in the table is on the stack as i32: no more of it than the `longest` text has, for
   * stores are what copying waits for. `addTable`: adds to its address.
   */
  copySlot(table: number, shift: number, longest: number, addTable: () => void = () => {}): void {
    const code = this.#code;
    const width = 1 << shift;
    const address = this.#imageAt + table;
    addTable();
    code.set(this.#slot);
    for (let k = 0; k < longest; k += 16) {
      code.get(this.at);
      code.get(this.#slot);
      if (longest - k <= 8) {
        code.load64(address + k);
        code.store64(this.ahead + k);
      } else {
        code.loadVector(address + k);
        code.storeVector(this.ahead + k);
      }
    }
    code.get(this.at);
    code.get(this.#slot);
    code.load8(address + width - 1);
    code.binary32("add");
    code.set(this.at);
    // The text's length is known only now, so what was ahead is made up for here.
    this.settle();
  }

  /** Copies literal bytes of the image, as constants; up to 7 more are written behind them. */
  literal(offset: number, length: number): void {
    const code = this.#code;
    if (length > longestInCode) {
      return this.write("bytes", () => {
        code.i32(this.#imageAt + offset);
        code.i32(length);
      });
    }
    const bytes = new DataView(this.#image.buffer, this.#image.byteOffset + offset);
    // An engine makes a number in one or two instructions, and a vector constant in six.
    for (let k = 0; k < length;) {
      const left = length - k;
      code.get(this.at);
      if (left > 4) {
        code.i64(bytes.getBigInt64(k, true));
        code.store64(this.ahead + k);
        k += 8;
      } else if (left > 2) {
        code.i32(bytes.getInt32(k, true));
        code.store32(this.ahead + k);
        k += 4;
      } else if (left === 2) {
        code.i32(bytes.getUint16(k, true));
        code.store16(this.ahead + k);
        k += 2;
      } else {
        code.i32(bytes.getUint8(k));
        code.store8(this.ahead + k);
        k += 1;
      }
    }
    this.ahead += length;
  }
}
