/**
 * Ops that start streams, draw, and find the value V.
 */

import { ChildBlock, placeInBlock, recordAtPlace } from "../blocks.ts";
import { permute } from "../permute.ts";
import type { ValueOp } from "../ops.ts";
import type { Machine, Step } from "./machine.ts";

/** Values inside a bucket come from the rest of its draw up to this many; beyond, from a draw of their own. */
const mostPerHalf = 4194304;

const set = (find: (m: Machine, pc: number) => number, length: number): Step => {
  return (m, pc) => {
    m.value = find(m, pc);
    return pc + length;
  };
};

export const values: Readonly<Record<ValueOp, Step>> = {
  stream: (m, pc) => {
    m.startStream(m.words[pc + 1], m.words[pc + 2], m.record);
    return pc + 3;
  },
  parentStream: (m, pc) => {
    m.startStream(m.words[pc + 1], m.words[pc + 2], m.parent);
    return pc + 3;
  },
  draw: (m, pc) => {
    m.draw();
    return pc + 1;
  },
  set: set((m, pc) => m.constant(pc + 1), 3),
  setNull: (m, pc) => {
    m.isNull = true;
    return pc + 1;
  },
  index: (m, pc) => {
    m.value = m.choose(m.words[pc + 1], m.words[pc + 2]);
    return pc + 3;
  },
  indexWide: set((m, pc) => m.chooseWide(m.constant(pc + 1)), 3),
  alias: set((m, pc) => {
    const [half, n, table] = m.words.subarray(pc + 1, pc + 4);
    const k = m.choose(half, n);
    return m.halves[half] < m.word(table, 2 * k) ? k : m.word(table, 2 * k + 1);
  }, 4),
  bucket: set((m, pc) => {
    // Entries of six words: threshold, alias, start (high, low), size (high, low).
    const table = m.words[pc + 2];
    let k = m.choose(0, m.words[pc + 1]);
    if (m.halves[0] >= m.word(table, 6 * k)) k = m.word(table, 6 * k + 1);
    const start = m.word(table, 6 * k + 2) * 4294967296 + m.word(table, 6 * k + 3);
    const size = m.word(table, 6 * k + 4) * 4294967296 + m.word(table, 6 * k + 5);
    if (size <= mostPerHalf) return start + m.choose(1, size);
    m.draw();
    return start + m.chooseWide(size);
  }, 3),
  indexLeft: set((m, pc) => {
    let index = m.choose(m.words[pc + 1], m.words[pc + 2] - m.taken.length);
    for (const one of m.taken) if (index >= one) index++;
    return take(m, index);
  }, 3),
  probe: set((m, pc) => {
    const n = m.constant(pc + 1);
    let { value } = m;
    while (m.taken.includes(value)) value = value + 1 === n ? 0 : value + 1;
    return take(m, value);
  }, 3),
  add: set((m, pc) => m.value + m.constant(pc + 1), 3),
  multiply: set((m, pc) => m.value * m.constant(pc + 1), 3),
  plus: set((m, pc) => {
    const min = m.constant(pc + 2);
    const most = Math.max(min, Math.min(m.constant(pc + 4), m.constant(pc + 6) - m.value));
    const sum = m.value + min + m.choose(m.words[pc + 1], most - min + 1);
    return Math.min(sum, m.constant(pc + 6));
  }, 8),
  lookup: set((m, pc) => m.word(m.words[pc + 1], m.value), 2),
  map: set((m, pc) => m.image[m.words[pc + 1] + m.value], 2),
  record: set((m) => m.record, 1),
  parent: set((m) => m.parent, 1),
  ordinal: set((m) => m.ordinal, 1),
  element: set((m) => m.element, 1),
  isChosen: set((m) => (m.choose(0, m.siblings) === m.ordinal ? 1 : 0), 1),
  permute: set((m, pc) => {
    const n = m.constant(pc + 3);
    const round = Math.floor(m.value / n);
    return round * n + permute(m.value - round * n, n, m.keysAt(pc + 1));
  }, 5),
  class: set((m, pc) => m.word(m.words[pc + 3], placeInBlock(m.words[pc + 1], m.words[pc + 2], m.value)), 4),
  member: set((m, pc) => {
    const perBlock = m.words[pc + 3];
    const block = Math.floor(m.value / perBlock);
    const place = m.word(m.words[pc + 4], m.value - block * perBlock);
    return recordAtPlace(m.words[pc + 1], m.words[pc + 2], block, place);
  }, 5),
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
    return pc + 9;
  },
  childrenEven: (m, pc) => {
    m.siblings = m.words[pc + 1];
    m.parent = Math.floor(m.record / m.siblings);
    m.ordinal = m.record - m.parent * m.siblings;
    return pc + 2;
  },
};

function take(m: Machine, value: number): number {
  const { taken } = m;
  let i = taken.length;
  while (i > 0 && taken[i - 1] > value) i--;
  taken.splice(i, 0, value);
  return value;
}

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
