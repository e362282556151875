/** Random choices, from a stream of them. */

import fc from "fast-check";

const upTo = (max: number): fc.Arbitrary<number> => fc.nat(max);

export class Choices {
  readonly #random: fc.GeneratorValue;

  constructor(random: fc.GeneratorValue) {
    this.#random = random;
  }

  number(min: number, max: number): number {
    return this.#random(upTo, max - min) + min;
  }

  one<T>(values: readonly T[]): T {
    return values[this.number(0, values.length - 1)];
  }

  /** Some of the values, at least so many, in random order. */
  some<T>(values: readonly T[], min: number, max: number): T[] {
    const left = [...values];
    const count = this.number(Math.min(min, values.length), Math.min(max, values.length));
    return Array.from({ length: count }, () => left.splice(this.number(0, left.length - 1), 1)[0]);
  }

  maybe<T>(value: () => T): T | undefined {
    return this.number(0, 1) === 0 ? undefined : value();
  }
}
