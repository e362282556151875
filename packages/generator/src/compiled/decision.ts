/**
 * Choices between two blocks, as ops make them: which of them is a question of one fraction alone.
 *
 * ```text
 *   index half 2 ─▶ switch 2                           the second ⟺ fraction ≥ ½
 *   index half n ─▶ map 0 … 0 1 … 1 ─▶ switch 2        the second ⟺ fraction ≥ ⌈k · 2³² / n⌉, k the place of the first 1
 * ```
 */

import type { Instruction } from "../ops.ts";
import type { Plan } from "../plan.ts";

/** One half, as a fraction of 32 bits. */
export const half32: bigint = 2n ** 31n;

/** A choice between two by an index below n: the second where the fraction is at the threshold or above it. */
export interface Decision {
  readonly half: number;
  readonly n: number;
  readonly threshold: bigint;
  /** How many ops it is. */
  readonly count: number;
  readonly blocks: Instruction["blocks"];
}

export function decisionAt(plan: Plan, instructions: readonly Instruction[], from: number): Decision | undefined {
  const [index, next, last] = instructions.slice(from, from + 3);
  if (index.name !== "index" || next === undefined) return undefined;
  const [half, n] = index.operands;
  if (next.name === "switch")
    return n === 2 ? { half, n, threshold: half32, count: 2, blocks: next.blocks } : undefined;
  if (next.name !== "map" || last?.name !== "switch" || last.blocks.length !== 2) return undefined;
  const [table] = next.operands;
  const places = plan.image.subarray(table, table + n);
  const first = places.indexOf(1);
  if (first === -1 || !places.every((place, i) => place === (i < first ? 0 : 1))) return undefined;
  const threshold = (BigInt(first) * 2n ** 32n + BigInt(n) - 1n) / BigInt(n);
  return { half, n, threshold, count: 3, blocks: last.blocks };
}

/** Whether two blocks are picks alone, from slots of the same size and by the same halves. */
export function samePicks(a: readonly Instruction[], b: readonly Instruction[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, operands }, i) => {
      const other = b[i];
      return (
        name === "pick" &&
        other.name === "pick" &&
        operands[0] === other.operands[0] &&
        operands[3] === other.operands[3]
      );
    })
  );
}
