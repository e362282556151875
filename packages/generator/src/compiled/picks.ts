/**
 * Lists whose elements are picks from one draw, such as names, four elements at a time.
 *
 * An element takes more instructions to find its slots than to copy them, and copying waits for lengths and stores while
 * there is nothing to wait for in finding. So slots are found in vectors, for four elements at once, and while others
 * are copied. A turn of the loop draws for one group of four, finds the slots of an earlier one, and copies a still
 * earlier one:
 *
 * ```text
 *   draws    d0 d1 d2 d3 …                                      eight bytes for each element
 *   slots    p0 p1 p2 p3 …   q0 q1 q2 q3 …                      a row for each pick: where in its table
 *
 *   turn     draw group g + 4   find group g + 2   copy group g
 * ```
 *
 * The distances are there because what was stored by parts cannot be loaded as a whole before it has left the
 * processor's store queue: with distances of 2 and 1 the loop is no quicker than one that does an element at a time.
 *
 * A choice between two blocks of the same picks selects tables by a mask. Any other choice has a usual block, of picks
 * alone; an element that takes the other one (a name of twenty is double) has a bit for it in its last slot, and is
 * written by the ops themselves from there on.
 *
 * Measured: 0.84 of the time of the wide movie. All draws first, then all slots, then all copies took 1.1, slots that
 * stay in registers 0.97.
 */

import type { Local } from "./code.ts";
import { half32 } from "./decision.ts";
import { i32, v128 } from "./module.ts";
import { scratch } from "./scratch.ts";
import type { Translation } from "./translation.ts";
import { isPick, type Choice, type Pick, type Way } from "./way.ts";

/** How many groups ahead of those that are copied draws are made, and slots are found. */
const ahead = { draws: 4, slots: 2 } as const;

/** So many draws more than there are elements are made, of which nothing becomes anything. */
export const drawsTooMany: number = 4 * ahead.draws + 3;

/** Fewer elements than these are not worth it: groups are drawn and found ahead that are not there. */
export const leastPicked = 24;

/** The lower of two tables, and how far each begins behind it. */
function basesOf([zero, one]: Pick["table"]): { readonly base: number; readonly beyond: readonly [number, number] } {
  const base = Math.min(zero, one);
  return { base, beyond: [zero - base, one - base] };
}

/**
 * Writes the elements of a list that has so many.
 *
 * @param draw makes the next draw, and stores it at an address and so many bytes
 * @param write writes what follows where an element leaves the usual way, of which the draw is at an address
 */
export function pickedElements(
  t: Translation,
  way: Way,
  count: number,
  draw: (address: Local, offset: number) => void,
  write: (address: Local) => void,
): void {
  const { code } = t;
  const groups = Math.ceil(count / 4);
  const [draws, slots] = [code.local(i32), code.local(i32)];
  const finder = slotFinder(t, way, 16 * (groups + ahead.slots));
  const drawGroup = (group: number): void => {
    for (let k = 0; k < 4; k++) draw(draws, 32 * group + 8 * k);
  };
  const copyGroup = (size: number): void => {
    for (let k = 0; k < size; k++) {
      finder.copy(slots, 4 * k, (leaver) => {
        code.get(draws);
        code.i32(8 * k);
        code.binary32("add");
        code.set(leaver);
        write(leaver);
      });
    }
  };
  const first = t.addresses.scratch + scratch.slots;
  code.i32(t.addresses.scratch);
  code.set(draws);
  code.i32(first);
  code.set(slots);
  for (let group = 0; group < ahead.draws; group++) drawGroup(group);
  for (let group = 0; group < ahead.slots; group++) finder.find(draws, slots, group);
  code.loop(() => {
    drawGroup(ahead.draws);
    finder.find(draws, slots, ahead.slots);
    copyGroup(4);
    code.get(draws);
    code.i32(32);
    code.binary32("add");
    code.set(draws);
    code.get(slots);
    code.i32(16);
    code.binary32("add");
    code.tee(slots);
    code.i32(first + 16 * Math.floor(count / 4));
    code.binary32("ne");
    code.againIf();
  });
  copyGroup(count % 4);
}

/** Finds and copies the slots of elements; the rows of picks are so many bytes apart. */
function slotFinder(t: Translation, { steps, common, otherTables, otherwise }: Way, rowBytes: number) {
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
        const longest = Math.max(...table.map((one, i) => t.longest(one, n[i], shift)));
        t.copySlot(basesOf(table).base, shift, longest);
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
