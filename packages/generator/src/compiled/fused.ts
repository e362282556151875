/**
 * Ops that are translated together.
 *
 * The class of the record, which several fields go by, is found once. Choices between two blocks are made with the
 * ops that find which: nothing is looked up where a fraction alone tells, and nothing branches where both blocks are
 * the same picks from other tables.
 *
 * ```text
 *   index half n ─▶ map 0 … 0 1 … 1 ─▶ switch 2        V = 1 ⟺ fraction ≥ ⌈k · 2³² / n⌉, k the place of the first 1
 *   index half 2 ─▶ switch 2 of picks by that half      ⌊f · 2⌋, then ⌊rest · m⌋: ⌊f · 2m⌋ is both, and leaves the same
 * ```
 */

import type { Instruction } from "../ops.ts";
import { decisionAt, samePicks } from "./decision.ts";
import { knownList } from "./known-lists.ts";
import { i32, i64 } from "./module.ts";
import type { Translation } from "./translation.ts";

/** Translates the ops from a place on, if they can be together; how many they are, or 0. */
export function fused(t: Translation, instructions: readonly Instruction[], from: number): number {
  if (t.random.takeDrawn(instructions[from])) return 2;
  if (instructions[from].name === "record" && instructions[from + 1]?.name === "class") {
    classOfRecord(t, instructions[from], instructions[from + 1]);
    return 2;
  }
  return knownList(t, instructions, from) ? 1 : choice(t, instructions, from);
}

/** Finds a class where every record comes by, and keeps it for the rest of the record. */
function classOfRecord(t: Translation, record: Instruction, found: Instruction): void {
  const name = found.operands.join(" ");
  const known = t.elsewhere ? undefined : t.classes.get(name);
  if (known !== undefined) return t.code.move(t.value, known);
  t.emit(record);
  t.emit(found);
  if (t.depth > 1) return;
  const kept = t.code.local(i64);
  t.code.move(kept, t.value);
  t.classes.set(name, kept);
}

function choice(t: Translation, instructions: readonly Instruction[], from: number): number {
  const decision = decisionAt(t.plan, instructions, from);
  if (decision === undefined) return 0;
  const { half, n, threshold, count, blocks } = decision;
  const [zero, one] = blocks;
  if (samePicks(zero, one)) {
    const isHalf = n === 2 && zero[0]?.operands[0] === half;
    selected(t, zero, one, isHalf, () => {
      if (n === 2) {
        // The highest bit of the fraction is the answer.
        t.code.get(t.random.halves[half]);
        t.code.wrap();
        t.code.i32(31);
        t.code.binary32("shrS");
      } else {
        t.code.i32(0);
        isOne(t, half, threshold);
        t.code.binary32("sub");
      }
      if (!isHalf) takeIndex(t, half, n);
    });
    return count;
  }
  t.output.settle();
  isOne(t, half, threshold);
  takeIndex(t, half, n);
  const [otherwise, then] = t.alternatives([zero, one]).map((body, value) => () => {
    t.code.i64(BigInt(value));
    t.code.set(t.value);
    body();
  });
  t.code.either(then, otherwise);
  return count;
}

/** Whether the fraction is at the threshold or above, as i32 on the stack. */
function isOne({ code, random }: Translation, half: number, threshold: bigint): void {
  code.get(random.halves[half]);
  code.wrap();
  code.i32(Number(threshold));
  code.binary32("geU");
}

/** fraction = the rest of fraction · n */
function takeIndex(t: Translation, half: number, n: number): void {
  t.random.choose(half, n);
  t.code.drop();
}

/**
 * Two blocks of the same picks from other tables: the tables are selected by a mask, as an engine's own select may
 * be a branch. `isHalf`: the first pick's fraction still has the bit that decides. `pushMask`: all ones for the second.
 */
function selected(
  t: Translation,
  zero: readonly Instruction[],
  one: readonly Instruction[],
  isHalf: boolean,
  pushMask: () => void,
): void {
  const { code } = t;
  const mask = code.local(i32);
  pushMask();
  code.set(mask);
  const masked = (number: number): void => {
    code.get(mask);
    code.i32(number);
    code.binary32("and");
  };
  masked(1);
  code.extend();
  code.set(t.value);
  zero.forEach(({ operands: [half, n, table, shift] }, i) => {
    const [, otherN, otherTable] = one[i].operands;
    const both = isHalf && i === 0;
    // With the deciding bit still in it, the index of the second table begins at its n.
    const [times, before] = both ? [2, otherN << shift] : [1, 0];
    t.random.chooseSlot(half, shift, () => {
      masked((n ^ otherN) * times);
      code.i32(n * times);
      code.binary32("xor");
      code.extend();
    });
    const difference = otherTable - before - table;
    const longest = Math.max(t.output.longest(table, n, shift), t.output.longest(otherTable, otherN, shift));
    t.output.copySlot(difference < 0 ? 0 : table, shift, longest, () => {
      masked(difference < 0 ? table ^ (otherTable - before) : difference);
      if (difference < 0) {
        code.i32(table);
        code.binary32("xor");
      }
      code.binary32("add");
    });
  });
}
