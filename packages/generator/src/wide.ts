/** Constants of more than 32 bits, as they stand in programs and tables. */

/** The two words of a whole number, two's complement, high one first. */
export function wide(value: number): [high: number, low: number] {
  return [Math.floor(value / 2 ** 32) >>> 0, value >>> 0];
}
