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
 * Lists with the same elements that follow each other, such as writers and actors, are one row of groups: the last
 * turns of a list draw and find what the first ones of the next would have to begin with.
 *
 * A choice between two blocks of the same picks selects tables by a mask. Any other choice has a usual block, of picks
 * alone; an element that takes the other one (a name of twenty is double) has a bit for it in its last slot, and is
 * written by the ops themselves from there on.
 *
 * Measured: 0.84 of the time of the wide movie, and with lists in one row 0.97 of that. All draws first, then all slots,
 * then all copies took 1.1, slots that stay in registers 0.97.
 */

import type { Local } from "./code.ts";
import type { Instruction } from "../ops.ts";
import { i32, i64 } from "./module.ts";
import { scratch } from "./scratch.ts";
import { slotFinder } from "./slots.ts";
import type { Translation } from "./translation.ts";
import type { Way } from "./way.ts";

/** How many groups ahead of those that are copied draws are made, and slots are found. */
const ahead = { draws: 4, slots: 2 } as const;

/** So many draws more than there are elements are made, of which nothing becomes anything. */
export const drawsTooMany: number = 4 * ahead.draws + 3;

/** Fewer elements than these are not worth it: groups are drawn and found ahead that are not there. */
export const leastPicked = 24;

/** A list of which the elements are written so. */
export interface PickedList {
  readonly count: number;
  /** The state before its first draw. */
  readonly state: Local;
}

/** A list among others, which have all been begun with the first of them. */
export interface Begun {
  readonly lists: PickedLists;
  readonly list: PickedList;
  /** The one behind it. */
  readonly next?: PickedList;
  /** What an element goes on with that leaves the usual way. */
  readonly otherwise: readonly Instruction[];
}

/** Lists that follow each other and have the same elements; one alone, too. */
export class PickedLists {
  readonly #t: Translation;
  readonly #step: bigint;
  readonly #finder: ReturnType<typeof slotFinder>;
  /** Where the draws and the slots of the group are that is copied next. */
  readonly #draws: Local;
  readonly #slots: Local;
  readonly #state: Local;
  /** How many elements the lists before have. */
  #before = 0;

  /** @param counts how many elements each list has; of all but the last a multiple of four */
  constructor(t: Translation, way: Way, step: bigint, counts: readonly number[]) {
    const { code } = t;
    this.#t = t;
    this.#step = step;
    const groups = Math.ceil(counts.reduce((sum, count) => sum + count) / 4);
    this.#finder = slotFinder(t, way, 16 * (groups + ahead.slots));
    [this.#draws, this.#slots, this.#state] = [code.local(i32), code.local(i32), code.local(i64)];
  }

  /** Writes the elements of the next list; `next`: the one behind it. */
  write(list: PickedList, next: PickedList | undefined, leave: (draw: Local, first: number) => void): void {
    const t = this.#t;
    const { code } = t;
    const first = t.addresses.scratch + 8 * this.#before;
    const stop = t.addresses.scratch + scratch.slots + 4 * this.#before + 16 * Math.floor(list.count / 4);
    if (this.#before === 0) this.#begin(list);
    code.loop(() => {
      if (next !== undefined) this.#switchTo(next, stop - 16 * ahead.draws);
      this.#draw(ahead.draws);
      this.#finder.find(this.#draws, this.#slots, ahead.slots);
      this.#copy(4, (draw) => leave(draw, first));
      t.increase(this.#draws, 32);
      t.increase(this.#slots, 16);
      code.get(this.#slots);
      code.i32(stop);
      code.binary32("ne");
      code.againIf();
    });
    this.#copy(list.count % 4, (draw) => leave(draw, first));
    this.#before += list.count;
  }

  /** Draws and finds what the first turn of the loop needs. */
  #begin({ state }: PickedList): void {
    const { code, addresses } = this.#t;
    code.move(this.#state, state);
    code.i32(addresses.scratch);
    code.set(this.#draws);
    code.i32(addresses.scratch + scratch.slots);
    code.set(this.#slots);
    for (let group = 0; group < ahead.draws; group++) this.#draw(group);
    for (let group = 0; group < ahead.slots; group++) this.#finder.find(this.#draws, this.#slots, group);
  }

  /** The draws go on with those of the next list, if the slots stand at a place. */
  #switchTo({ state }: PickedList, place: number): void {
    const { code } = this.#t;
    // state ^= (state ^ next) & −(slots = place)
    code.get(this.#state);
    code.get(state);
    code.binary64("xor");
    code.i64(0n);
    code.get(this.#slots);
    code.i32(place);
    code.binary32("eq");
    code.extend();
    code.binary64("sub");
    code.binary64("and");
    code.get(this.#state);
    code.binary64("xor");
    code.set(this.#state);
  }

  #draw(group: number): void {
    const t = this.#t;
    for (let k = 0; k < 4; k++) {
      t.increase(this.#state, this.#step);
      t.code.get(this.#draws);
      t.code.get(this.#state);
      t.random.mix();
      t.code.store64(32 * group + 8 * k);
    }
  }

  #copy(size: number, leave: (draw: Local) => void): void {
    const { code } = this.#t;
    for (let k = 0; k < size; k++) {
      this.#finder.copy(this.#slots, 4 * k, (leaver) => {
        code.get(this.#draws);
        code.i32(8 * k);
        code.binary32("add");
        code.set(leaver);
        leave(leaver);
      });
    }
  }
}
