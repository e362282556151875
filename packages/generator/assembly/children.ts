// Which child belongs to which parent, in blocks of 1,024 parents; see src/blocks.ts.

import { placeInBlock } from "./permute";
import { start } from "./random";

const rows: u32 = 1024;

/** Blocks that are kept, one for each op that asks for them; more take turns. */
export const slots: u32 = 8;
/** A slot: the op (4 bytes), whether it is filled (4), the block (8), then the starts. */
const headBytes: u32 = 16;
export const slotBytes: u32 = headBytes + (rows + 1) * 4;

let kept: usize = 0;
let turn: u32 = 0;

/** Where the slots, and behind them 1,024 counts and 1,024 parents, have room. */
export function keepChildrenAt(at: usize): void {
  kept = at;
  turn = 0;
  memory.fill(at, 0, <usize>(slots * slotBytes));
}

/** How many bytes that needs. */
export const childrenBytes: u32 = slots * slotBytes + rows * 4 * 2;

/** The starts of a block's children by parent, for the op that stands at `pc`; offsets count from `image`. */
export function startsOf(pc: usize, image: usize, block: u64): usize {
  let slot: usize = 0;
  for (let i: u32 = 0; i < slots; i++) {
    const one = kept + <usize>(i * slotBytes);
    const op = load<u32>(one);
    if (op == <u32>pc) {
      if (load<u64>(one, 8) != block) fill(one, pc, image, block);
      return one + headBytes;
    }
    if (slot == 0 && op == 0) slot = one;
  }
  if (slot == 0) {
    slot = kept + <usize>(turn * slotBytes);
    turn = (turn + 1) % slots;
  }
  fill(slot, pc, image, block);
  return slot + headBytes;
}

function fill(slot: usize, pc: usize, image: usize, block: u64): void {
  const key = ((<u64>load<u32>(pc, 4)) << 32) | load<u32>(pc, 8);
  const total = load<u32>(pc, 12);
  const n = load<u32>(pc, 16);
  const counts = image + load<u32>(pc, 20);
  const classHigh = load<u32>(pc, 24);
  const classLow = load<u32>(pc, 28);
  const all = load<u32>(pc, 32) == 0xffffffff;
  const eligible = image + load<u32>(pc, 32);
  const numbers = kept + <usize>(slots * slotBytes);
  const parents = numbers + rows * 4;
  let count: u32 = 0;
  let sum: u32 = 0;
  let least: u32 = 0xffffffff;
  let most: u32 = 0;
  for (let k: u32 = 0; k < n; k++) {
    least = min(least, load<u32>(counts + ((<usize>k) << 3)));
    most = max(most, load<u32>(counts + ((<usize>k) << 3)));
  }
  memory.fill(numbers, 0, rows * 4);
  for (let i: u32 = 0; i < rows; i++) {
    const record = (block << 10) + i;
    if (!all && load<u32>(eligible + ((<usize>placeInBlock(classHigh, classLow, record)) << 2)) == 0) continue;
    const fraction = <u32>(start(key, record) >> 32);
    let entry = counts;
    while (fraction > load<u32>(entry, 4)) entry += 8;
    const children = load<u32>(entry);
    store<u32>(numbers + ((<usize>i) << 2), children);
    store<u32>(parents + ((<usize>count) << 2), i);
    count++;
    sum += children;
  }
  let at: u32 = count == 0 ? 0 : <u32>start(key, block << 10) % count;
  while (sum != total) {
    const number = numbers + ((<usize>load<u32>(parents + ((<usize>at) << 2))) << 2);
    const children = load<u32>(number);
    if (sum < total && children < most) {
      store<u32>(number, children + 1);
      sum++;
    } else if (sum > total && children > least) {
      store<u32>(number, children - 1);
      sum--;
    }
    at = at + 1 == count ? 0 : at + 1;
  }
  const starts = slot + headBytes;
  let before: u32 = 0;
  for (let i: u32 = 0; i < rows; i++) {
    store<u32>(starts + ((<usize>i) << 2), before);
    before += load<u32>(numbers + ((<usize>i) << 2));
  }
  store<u32>(starts + ((<usize>rows) << 2), before);
  store<u32>(slot, <u32>pc);
  store<u64>(slot, block, 8);
}

/** The parent, counted in the block, of a child, counted in the block. */
export function parentOf(starts: usize, child: u32): u32 {
  let low: u32 = 0;
  let high: u32 = rows;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (load<u32>(starts + ((<usize>middle) << 2)) <= child) low = middle;
    else high = middle;
  }
  return low;
}
