/**
 * The machine that a program runs on: registers, draws, and the output.
 */

import type { ChildBlock } from "../blocks.ts";
import type { Column } from "../kernel.ts";
import { roundKeys, type RoundKeys } from "../permute.ts";
import type { Plan } from "../plan.ts";
import * as random from "../random.ts";

/** What an op does that stands at a place of the program. */
export type Step = (m: Machine, pc: number) => void;

/** What an op with blocks does; it returns the place of the next one. */
export type BlockStep = (m: Machine, pc: number) => number;

/** A step that finds V. */
export function setting(find: (m: Machine, pc: number) => number): Step {
  return (m, pc) => {
    m.value = find(m, pc);
  };
}

const two32 = 4294967296;

/** A whole number of two words, two's complement. */
function signed(high: number, low: number): number {
  return (high | 0) * two32 + low;
}

export class Machine {
  readonly words: Uint32Array;
  readonly image: Uint8Array;
  readonly #view: DataView;
  readonly #steps: readonly BlockStep[];

  out: Uint8Array = new Uint8Array(0);
  at = 0;
  columns: readonly Column[] = [];
  /** The record with which the columns begin. */
  firstRecord = 0;

  record = 0;
  parent = 0;
  ordinal = 0;
  siblings = 0;
  /** The start of the running stream, and its counter. */
  readonly base: random.Pair = random.pair();
  readonly state: random.Pair = random.pair();
  /** What the lists around add to the start of a stream. */
  readonly offset: random.Pair = random.pair();
  /** The index in the innermost list, and the values that are distinct in it so far, sorted. */
  element = 0;
  taken: number[] = [];
  /** H and L. */
  readonly halves: random.Pair = random.pair();
  value = 0;
  isNull = false;

  /** What is worth keeping between records, by the place of the op: nothing here changes any byte. */
  readonly childBlocks: Map<number, { readonly block: number; readonly layout: ChildBlock }> = new Map();
  readonly #roundKeys = new Map<number, RoundKeys>();

  constructor(plan: Plan, steps: readonly BlockStep[]) {
    this.words = plan.words;
    this.image = plan.image;
    this.#view = new DataView(plan.image.buffer, plan.image.byteOffset, plan.image.byteLength);
    this.#steps = steps;
  }

  /** Runs the ops from one place to before another. */
  run(pc: number, end: number): void {
    const { words } = this;
    const steps = this.#steps;
    while (pc < end) pc = steps[words[pc]](this, pc);
  }

  /** Starts a stream in a record, for the elements of the lists around. */
  startStream(keyHigh: number, keyLow: number, record: number): void {
    const { base, state, offset } = this;
    random.start(base, keyHigh, keyLow, record);
    random.add(base, base, offset[0], offset[1]);
    state[0] = base[0];
    state[1] = base[1];
  }

  /** Two fresh fractions. */
  draw(): void {
    random.next(this.halves, this.state);
  }

  /** A whole number below n ≤ 2^32 from a half, which keeps the rest. */
  choose(half: number, n: number): number {
    return random.scale(this.halves, half, n);
  }

  /** A whole number below n ≤ 2^53 from both halves. */
  chooseWide(n: number): number {
    return random.scaleWide(this.halves, n);
  }

  /** A word of a table in the image. */
  word(table: number, index: number): number {
    return this.#view.getUint32(table + index * 4, true);
  }

  /** The constant in the two words at a place of the program. */
  constant(pc: number): number {
    return signed(this.words[pc], this.words[pc + 1]);
  }

  /** The round keys of the permutation whose key stands at a place of the program. */
  keysAt(pc: number): RoundKeys {
    let keys = this.#roundKeys.get(pc);
    if (keys === undefined) this.#roundKeys.set(pc, (keys = roundKeys(this.words[pc], this.words[pc + 1])));
    return keys;
  }

  /** Copies bytes of the image to the output. */
  copy(from: number, length: number): void {
    const { image, out } = this;
    let { at } = this;
    for (let end = from + length; from < end;) out[at++] = image[from++];
    this.at = at;
  }

  /** Copies a slot, whose last byte is its length. */
  copySlot(table: number, shift: number, index: number): void {
    const from = table + (index << shift);
    this.copy(from, this.image[from + (1 << shift) - 1]);
  }

  /** Copies a text of a table of (offset, length). */
  copyLong(table: number, index: number): void {
    this.copy(this.word(table, 2 * index), this.word(table, 2 * index + 1));
  }
}
