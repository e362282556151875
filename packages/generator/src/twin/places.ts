/**
 * Ops that find records: where they stand in permutations and blocks, and among others of their parent.
 */

import { ChildBlock, placeInBlock, recordAtPlace } from "../blocks.ts";
import type { PlaceOp } from "../ops.ts";
import { permute } from "../permute.ts";
import { setting, type Machine, type Step } from "./machine.ts";

export const places: Readonly<Record<PlaceOp, Step>> = {
  permute: setting((m, pc) => {
    const n = m.constant(pc + 3);
    const round = Math.floor(m.value / n);
    return round * n + permute(m.value - round * n, n, m.keysAt(pc + 1));
  }),
  class: setting((m, pc) => m.word(m.words[pc + 3], placeInBlock(m.words[pc + 1], m.words[pc + 2], m.value))),
  member: setting((m, pc) => {
    const perBlock = m.words[pc + 3];
    const block = Math.floor(m.value / perBlock);
    const place = m.word(m.words[pc + 4], m.value - block * perBlock);
    return recordAtPlace(m.words[pc + 1], m.words[pc + 2], block, place);
  }),
  children: (m, pc) => {
    const total = m.words[pc + 3];
    const block = Math.floor(m.record / total);
    let known = m.childBlocks.get(pc);
    if (known?.block !== block) {
      known = { block, layout: childBlock(m, pc, block) };
      m.childBlocks.set(pc, known);
    }
    const { starts } = known.layout;
    const child = m.record - block * total;
    const inBlock = known.layout.parentOf(child);
    m.parent = block * 1024 + inBlock;
    m.ordinal = child - starts[inBlock];
    m.siblings = starts[inBlock + 1] - starts[inBlock];
  },
  childrenEven: (m, pc) => {
    m.siblings = m.words[pc + 1];
    m.parent = Math.floor(m.record / m.siblings);
    m.ordinal = m.record - m.parent * m.siblings;
  },
};

function childBlock(m: Machine, pc: number, block: number): ChildBlock {
  const [keyHigh, keyLow, total, n, counts, classHigh, classLow, eligible] = m.words.subarray(pc + 1, pc + 9);
  const layout = {
    key: [keyHigh, keyLow],
    total,
    counts: Array.from({ length: n }, (_, k) => [m.word(counts, 2 * k), m.word(counts, 2 * k + 1)] as const),
    classKey: [classHigh, classLow],
    eligible: eligible === 0xffffffff ? [] : Array.from({ length: 1024 }, (_, x) => m.word(eligible, x)),
  } as const;
  return new ChildBlock(layout, block);
}
