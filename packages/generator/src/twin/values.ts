/**
 * Ops that find the value V from what is known already.
 */

import type { ValueOp } from "../ops.ts";
import { setting, type Step } from "./machine.ts";

export const values: Readonly<Record<ValueOp, Step>> = {
  set: setting((m, pc) => m.constant(pc + 1)),
  setNull: (m) => {
    m.isNull = true;
  },
  add: setting((m, pc) => m.value + m.constant(pc + 1)),
  multiply: setting((m, pc) => m.value * m.constant(pc + 1)),
  divide: setting((m, pc) => Math.floor(m.value / m.constant(pc + 1))),
  remainder: setting((m, pc) => m.value % m.constant(pc + 1)),
  plus: setting((m, pc) => {
    const min = m.constant(pc + 2);
    const most = Math.max(min, Math.min(m.constant(pc + 4), m.constant(pc + 6) - m.value));
    const sum = m.value + min + m.choose(m.words[pc + 1], most - min + 1);
    return Math.min(sum, m.constant(pc + 6));
  }),
  lookup: setting((m, pc) => m.word(m.words[pc + 1], m.value)),
  map: setting((m, pc) => m.image[m.words[pc + 1] + m.value]),
  record: setting((m) => m.record),
  parent: setting((m) => m.parent),
  ordinal: setting((m) => m.ordinal),
  element: setting((m) => m.element),
};
