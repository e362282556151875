/**
 * Ops that start streams, and draw.
 */

import type { DrawOp } from "../ops.ts";
import { setting, type Machine, type Step } from "./machine.ts";

/** Values inside a bucket come from the rest of its draw up to this many; beyond, from a draw of their own. */
const mostPerHalf = 4194304;

export const draws: Readonly<Record<DrawOp, Step>> = {
  stream: (m, pc) => m.startStream(m.words[pc + 1], m.words[pc + 2], m.record),
  parentStream: (m, pc) => m.startStream(m.words[pc + 1], m.words[pc + 2], m.parent),
  draw: (m) => m.draw(),
  index: setting((m, pc) => m.choose(m.words[pc + 1], m.words[pc + 2])),
  indexWide: setting((m, pc) => m.chooseWide(m.constant(pc + 1))),
  alias: setting((m, pc) => {
    const [half, n, table] = m.words.subarray(pc + 1, pc + 4);
    const k = m.choose(half, n);
    return m.halves[half] < m.word(table, 2 * k) ? k : m.word(table, 2 * k + 1);
  }),
  bucket: setting((m, pc) => {
    // Entries of six words: threshold, alias, start (high, low), size (high, low).
    const table = m.words[pc + 2];
    let k = m.choose(0, m.words[pc + 1]);
    if (m.halves[0] >= m.word(table, 6 * k)) k = m.word(table, 6 * k + 1);
    const start = m.word(table, 6 * k + 2) * 4294967296 + m.word(table, 6 * k + 3);
    const size = m.word(table, 6 * k + 4) * 4294967296 + m.word(table, 6 * k + 5);
    if (size <= mostPerHalf) return start + m.choose(1, size);
    m.draw();
    return start + m.chooseWide(size);
  }),
  indexLeft: setting((m, pc) => {
    let index = m.choose(m.words[pc + 1], m.words[pc + 2] - m.taken.length);
    for (const one of m.taken) if (index >= one) index++;
    return take(m, index);
  }),
  weightLeft: setting((m, pc) => {
    const table = m.words[pc + 3];
    const left = m.taken.reduce((sum, one) => sum - m.word(table, one), m.words[pc + 2]);
    let weight = m.choose(m.words[pc + 1], left);
    for (let index = 0; ; index++) {
      if (m.taken.includes(index)) continue;
      if (weight < m.word(table, index)) return take(m, index);
      weight -= m.word(table, index);
    }
  }),
  probe: setting((m, pc) => {
    const n = m.constant(pc + 1);
    let { value } = m;
    while (m.taken.includes(value)) value = value + 1 === n ? 0 : value + 1;
    return take(m, value);
  }),
  isChosen: setting((m) => (m.choose(0, m.siblings) === m.ordinal ? 1 : 0)),
};

function take(m: Machine, value: number): number {
  const { taken } = m;
  let i = taken.length;
  while (i > 0 && taken[i - 1] > value) i--;
  taken.splice(i, 0, value);
  return value;
}
