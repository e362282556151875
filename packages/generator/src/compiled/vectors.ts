/**
 * Vectors of four equal numbers: each is made once, before the first record, for an engine needs three instructions.
 */

import type { Code, Local } from "./code.ts";
import { v128 } from "./module.ts";

export class Vectors {
  readonly #code: Code;
  readonly #constants: Map<number, Local> = new Map();

  constructor(code: Code) {
    this.#code = code;
  }

  /** The vector of a number, on the stack. */
  constant(number: number): void {
    const bits = number | 0;
    let local = this.#constants.get(bits);
    if (local === undefined) {
      local = this.#code.local(v128);
      this.#constants.set(bits, local);
    }
    this.#code.get(local);
  }

  /** The first number where the mask has zeros, the second where it has ones, on the stack. */
  selected(mask: Local, [zero, one]: readonly [number, number]): void {
    if (zero === one) return this.constant(zero);
    this.constant(zero ^ one);
    this.#code.get(mask);
    this.#code.binaryVector("and");
    if (zero === 0) return;
    this.constant(zero);
    this.#code.binaryVector("xor");
  }

  /** Makes the vectors that were asked for. */
  prepare(): void {
    for (const [number, local] of this.#constants) {
      this.#code.i32(number);
      this.#code.splat32();
      this.#code.set(local);
    }
  }
}
