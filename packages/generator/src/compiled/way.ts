/**
 * The usual way through the body of a list: picks from one draw, with choices between the tables of picks. An element
 * may leave it at one place, where it takes the other of two blocks: that begins with the same picks from other tables,
 * and goes on with a draw of its own.
 *
 * ```text
 *   draw   choice of tables   pick   pick   choice ─┬─ pick ─────────────── pick        most
 *                                                   └─ pick   draw   pick   pick        the others
 * ```
 */

import type { Instruction, OpName } from "../ops.ts";
import type { Plan } from "../plan.ts";
import { decisionAt, half32, samePicks } from "./decision.ts";
import { scratch } from "./scratch.ts";

/** A pick of each of two blocks, which are the same where nothing is chosen: how many slots, and where the tables are. */
export interface Pick {
  readonly half: number;
  readonly shift: number;
  readonly n: readonly [number, number];
  readonly table: readonly [number, number];
}

/** A choice by a fraction, whether it is at the threshold or above it; `n` values are taken from the fraction. */
export interface Choice {
  readonly half: number;
  readonly n: number;
  readonly threshold: bigint;
  /** Which elements leave the usual way; absent where the choice is between tables. */
  readonly leaving?: "above" | "below";
}

export type Step = Pick | Choice;

/** How elements are written. */
export interface Way {
  readonly steps: readonly Step[];
  /** How many picks those have in common that leave: the last of these have tables of their own. */
  readonly common: number;
  readonly otherTables: readonly number[];
  /** What follows then: it begins with a draw. */
  readonly otherwise?: readonly Instruction[];
}

export const isPick = (step: Step): step is Pick => "table" in step;

/** The usual way of an element, if that is picks alone behind its one draw, and another one leaves it at one place. */
export function usualWay(plan: Plan, body: readonly Instruction[]): Way | undefined {
  const steps: Step[] = [];
  let other: Omit<Way, "steps"> | undefined;
  for (let i = 1; i < body.length;) {
    const decision = decisionAt(plan, body, i);
    if (decision === undefined) {
      if (body[i].name !== "pick") return undefined;
      steps.push(pickOf(body[i], body[i]));
      i++;
      continue;
    }
    i += decision.count;
    const { half, n, threshold } = decision;
    const [zero, one] = decision.blocks;
    if (samePicks(zero, one)) {
      steps.push({ half, n, threshold }, ...zero.map((pick, k) => pickOf(pick, one[k])));
      continue;
    }
    const leaving = threshold >= half32 ? "above" : "below";
    const [usual, leavers] = leaving === "above" ? [zero, one] : [one, zero];
    const same = leavers.slice(0, usual.length);
    const rest = leavers.slice(usual.length);
    const otherwise = [...rest, ...body.slice(i)];
    if (other !== undefined || !samePicks(usual, same) || rest[0]?.name !== "draw" || !otherwise.every(isPlain)) {
      return undefined;
    }
    // A pick takes of a fraction what its n says.
    if (!usual.every(({ operands }, k) => operands[1] === same[k].operands[1])) return undefined;
    steps.push({ half, n, threshold, leaving }, ...usual.map((pick) => pickOf(pick, pick)));
    other = {
      common: steps.filter(isPick).length,
      otherTables: same.map(({ operands }) => operands[2]),
      otherwise,
    };
  }
  const picks = steps.filter(isPick).length;
  if (picks === 0 || picks > scratch.picks || !isPick(steps.at(-1)!)) return undefined;
  return { steps, ...(other ?? { common: picks, otherTables: [] }) };
}

/** Ops that know nothing of the element they are in but its draws. */
const plain: ReadonlySet<OpName> = new Set(["draw", "index", "map", "switch", "pick", "pickLong", "text"]);

function isPlain({ name, blocks }: Instruction): boolean {
  return plain.has(name) && blocks.every((block) => block.every(isPlain));
}

function pickOf({ operands: [half, n, table, shift] }: Instruction, { operands }: Instruction): Pick {
  return { half, shift, n: [n, operands[1]], table: [table, operands[2]] };
}
