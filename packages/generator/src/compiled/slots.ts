/**
 * The slots of elements that are picks: found four at a time in vectors, and copied one by one.
 */

import type { Local } from "./code.ts";
import { half32 } from "./decision.ts";
import { i32, v128 } from "./module.ts";
import type { Translation } from "./translation.ts";
import { isPick, type Choice, type Pick, type Way } from "./way.ts";

/** The lower of two tables, and how far each begins behind it. */
function basesOf([zero, one]: Pick["table"]): { readonly base: number; readonly beyond: readonly [number, number] } {
  const base = Math.min(zero, one);
  return { base, beyond: [zero - base, one - base] };
}

/** Finds and copies the slots of elements; the rows of picks are so many bytes apart. */
export function slotFinder(t: Translation, { steps, common, otherTables, otherwise }: Way, rowBytes: number) {
  const { code, vectors } = t;
  const picks = steps.filter(isPick);
  const lastRow = picks.length - 1;
  const halves = [code.local(v128), code.local(v128)] as const;
  const products = [code.local(v128), code.local(v128)] as const;
  const [mask, leaving, factor] = [code.local(v128), code.local(v128), code.local(v128)];
  const slot = code.local(i32);

  function choose({ half, n, threshold, leaving: side }: Choice): void {
    code.get(halves[half]);
    if (threshold === half32) {
      code.i32(31);
      code.binaryVector("shrS32");
    } else {
      vectors.constant(Number(threshold));
      code.binaryVector("geU32");
    }
    if (side === undefined) code.set(mask);
    else {
      if (side === "below") {
        vectors.constant(-1);
        code.binaryVector("xor");
      }
      code.i32(31);
      code.binaryVector("shl32");
      code.set(leaving);
    }
    // What the choice leaves of the fraction: the low half of a product.
    code.get(halves[half]);
    vectors.constant(n);
    code.binaryVector("mul32");
    code.set(halves[half]);
  }

  /** ⌊fraction · n⌋ as a place in the table, on the stack; the fractions become the rests where they are needed. */
  function choosePick({ half, shift, n, table }: Pick, isNeeded: boolean): void {
    const { beyond } = basesOf(table);
    vectors.selected(mask, n);
    code.set(factor);
    (["lowProductsU32", "highProductsU32"] as const).forEach((name, i) => {
      code.get(halves[half]);
      code.get(factor);
      code.binaryVector(name);
      code.set(products[i]);
    });
    const gather = (lanes: readonly number[]): void => {
      code.get(products[0]);
      code.get(products[1]);
      code.shuffle32(lanes);
    };
    if (isNeeded) {
      gather([0, 2, 4, 6]);
      code.set(halves[half]);
    }
    gather([1, 3, 5, 7]);
    code.i32(shift);
    code.binaryVector("shl32");
    if (beyond[0] === beyond[1]) return;
    vectors.selected(mask, beyond);
    code.binaryVector("add32");
  }

  return {
    /** Finds the slots of a group of four. */
    find(draws: Local, slots: Local, group: number): void {
      // H and L of four draws: the odd and the even ones of eight numbers.
      halves.forEach((half, k) => {
        for (const offset of [0, 16]) {
          code.get(draws);
          code.loadVector(32 * group + offset);
        }
        code.shuffle32([1 - k, 3 - k, 5 - k, 7 - k]);
        code.set(half);
      });
      let row = 0;
      steps.forEach((step, i) => {
        if (!isPick(step)) return choose(step);
        code.get(slots);
        choosePick(
          step,
          steps.slice(i + 1).some(({ half }) => half === step.half),
        );
        if (row === lastRow && otherwise !== undefined) {
          code.get(leaving);
          code.binaryVector("or");
        }
        code.storeVector(row++ * rowBytes + 16 * group);
      });
    },

    /** Copies the slots of an element; a function writes the rest of one that leaves, and is given a local to use. */
    copy(slots: Local, offset: number, write: (free: Local) => void): void {
      code.get(slots);
      code.load32(lastRow * rowBytes + offset);
      code.set(slot);
      const copyRow = ({ table, shift, n }: Pick, row: number): void => {
        if (row === lastRow) code.get(slot);
        else {
          code.get(slots);
          code.load32(row * rowBytes + offset);
        }
        const longest = Math.max(...table.map((one, i) => t.output.longest(one, n[i], shift)));
        t.output.copySlot(basesOf(table).base, shift, longest);
      };
      if (otherwise === undefined) return picks.forEach(copyRow);
      const leave = (): void => {
        if (common > lastRow) {
          code.get(slot);
          code.i32(0x7fffffff);
          code.binary32("and");
          code.set(slot);
        }
        picks.slice(0, common).forEach((pick, row) => {
          const other = otherTables[row - common + otherTables.length];
          copyRow(other === undefined ? pick : { ...pick, table: [other, other] }, row);
        });
        write(slot);
      };
      code.get(slot);
      code.i32(0);
      code.binary32("ltS");
      code.either(leave, () => picks.forEach(copyRow));
    },
  };
}
