/**
 * Blocks of 1,024 records: exact choices and children are spread so that every block is the same in sum, and
 * a block can be found without the blocks before it.
 *
 * Inside a block, a keyed permutation gives each record a place from 0 to 1,023. An exact choice gives the
 * first places to its first value, and so on. Children are counted for each parent by chance; then single
 * children are added to or taken from parents, in order from a keyed start, until the block has its total.
 */

import { permute, roundKeys, unpermute, type RoundKeys } from "./permute.ts";
import * as random from "./random.ts";

/** Records per block. */
const rows = 1024;

const scratch: RoundKeys = new Uint32Array(4);
const drawn = random.pair();

/** The place of a record in its block's permutation. */
export function placeInBlock(keyHigh: number, keyLow: number, record: number): number {
  const block = Math.floor(record / rows);
  return permute(record - block * rows, rows, roundKeys(keyHigh, keyLow, block, scratch));
}

/** The record at a place of a block's permutation. */
export function recordAtPlace(keyHigh: number, keyLow: number, block: number, place: number): number {
  return block * rows + unpermute(place, rows, roundKeys(keyHigh, keyLow, block, scratch));
}

/** The class of each record of a block, from the class of each place. */
export function classesOfBlock(key: readonly [number, number], classes: ArrayLike<number>, block: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, i) => classes[placeInBlock(key[0], key[1], block * rows + i)]);
}

/** What tells how children are spread; see `Children` of the compiler. */
export interface ChildLayout {
  readonly key: readonly [high: number, low: number];
  readonly total: number;
  /** Numbers of children; one is taken if the 32 random bits are not above its threshold, nor taken before. */
  readonly counts: readonly (readonly [count: number, threshold: number])[];
  readonly classKey: readonly [high: number, low: number];
  readonly eligible: ArrayLike<number>;
}

/** Which child belongs to which parent, in one block of parents. */
export class ChildBlock {
  /** The number of children before those of each parent; one more at the end: the total. */
  readonly starts: Uint32Array = new Uint32Array(rows + 1);

  constructor({ key, total, counts, classKey, eligible }: ChildLayout, block: number) {
    const numbers = new Uint32Array(rows);
    const parents: number[] = [];
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const record = block * rows + i;
      if (eligible.length > 0 && eligible[placeInBlock(classKey[0], classKey[1], record)] === 0) continue;
      random.start(drawn, key[0], key[1], record);
      let k = 0;
      while (drawn[0] > counts[k][1]) k++;
      parents.push(i);
      sum += numbers[i] = counts[k][0];
    }
    const least = Math.min(...counts.map(([n]) => n));
    const most = Math.max(...counts.map(([n]) => n));
    random.start(drawn, key[0], key[1], block * rows);
    let at = parents.length === 0 ? 0 : drawn[1] % parents.length;
    while (sum !== total) {
      const i = parents[at];
      if (sum < total && numbers[i] < most) {
        numbers[i]++;
        sum++;
      } else if (sum > total && numbers[i] > least) {
        numbers[i]--;
        sum--;
      }
      at = at + 1 === parents.length ? 0 : at + 1;
    }
    for (let i = 0; i < rows; i++) this.starts[i + 1] = this.starts[i] + numbers[i];
  }

  /** How many children the first `parents` of the block have. */
  before(parents: number): number {
    return this.starts[parents];
  }

  /** The parent of a child, both counted in the block. */
  parentOf(child: number): number {
    let [low, high] = [0, rows];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle] <= child) low = middle;
      else high = middle;
    }
    return low;
  }
}
