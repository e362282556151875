/** Choices by weight, as tables of 32-bit thresholds. */

import { BugError } from "@backlot/runtime";

const two32 = 2 ** 32;

/** A probability as a 32-bit threshold: a fraction below it means yes. */
export function threshold(probability: number): number {
  return Math.min(two32 - 1, Math.round(probability * two32));
}

/**
 * Walker's alias table (Vose 1991): index k stands with its threshold, else its alias, so that one fraction
 * chooses by weight. Only basic arithmetic, so that it is the same on every engine.
 */
export function aliasTable(weights: readonly number[]): [threshold: number, alias: number][] {
  const total = weights.reduce((a, b) => a + b, 0);
  if (!(total > 0)) throw new BugError("An alias table needs a weight above 0");
  const shares = weights.map((weight) => (weight * weights.length) / total);
  const table = shares.map((_, k): [number, number] => [two32 - 1, k]);
  const small = shares.flatMap((share, k) => (share < 1 ? [k] : []));
  const large = shares.flatMap((share, k) => (share >= 1 ? [k] : []));
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!];
    table[less] = [threshold(shares[less]), more];
    shares[more] -= 1 - shares[less];
    if (shares[more] < 1) small.push(large.pop()!);
  }
  return table;
}
