/**
 * Ops with blocks: branches, lists, other records, and what is put around a block's text.
 */

import { transform, transformExtra } from "../transform.ts";
import { add, type Pair } from "../random.ts";
import type { BlockOp } from "../ops.ts";
import type { BlockStep, Machine } from "./machine.ts";

function setPair(pair: Pair, high: number, low: number): void {
  pair[0] = high;
  pair[1] = low;
}

/** Runs the first of two blocks, whose lengths stand at a place with the blocks behind them, or the second. */
function either(m: Machine, lengths: number, first: boolean): number {
  const from = lengths + 2;
  const middle = from + m.words[lengths];
  const end = middle + m.words[lengths + 1];
  if (first) m.run(from, middle);
  else m.run(middle, end);
  return end;
}

export const blocks: Readonly<Record<BlockOp, BlockStep>> = {
  switch: (m, pc) => {
    const n = m.words[pc + 1];
    const lengths = pc + 2;
    let from = lengths + n;
    for (let k = 0; k < m.value; k++) from += m.words[lengths + k];
    let end = from + m.words[lengths + m.value];
    const rest = m.value + 1;
    m.run(from, end);
    for (let k = rest; k < n; k++) end += m.words[lengths + k];
    return end;
  },
  chance: (m, pc) => either(m, pc + 3, m.halves[m.words[pc + 1]] < m.words[pc + 2]),
  ifNull: (m, pc) => {
    const missing = m.isNull;
    m.isNull = false;
    return either(m, pc + 1, missing);
  },
  list: (m, pc) => {
    const [stepHigh, stepLow, separator, length] = m.words.subarray(pc + 1, pc + 5);
    const end = pc + 5 + length;
    const { value: count, element, taken, base, state, offset } = m;
    const [baseHigh, baseLow] = base;
    const [stateHigh, stateLow] = state;
    const [offsetHigh, offsetLow] = offset;
    m.taken = [];
    for (let i = 0; i < count; i++) {
      // A list inside the element moves them, and puts them back.
      add(offset, offset, stepHigh, stepLow);
      add(base, base, stepHigh, stepLow);
      setPair(state, base[0], base[1]);
      const [elementHigh, elementLow] = base;
      m.element = i;
      m.run(pc + 5, end);
      setPair(base, elementHigh, elementLow);
    }
    setPair(base, baseHigh, baseLow);
    setPair(state, stateHigh, stateLow);
    setPair(offset, offsetHigh, offsetLow);
    m.element = element;
    m.taken = taken;
    if (count > 0) m.at -= separator;
    return end;
  },
  at: (m, pc) => {
    const end = pc + 2 + m.words[pc + 1];
    const { record, parent, ordinal, siblings, base, state, offset } = m;
    const [baseHigh, baseLow] = base;
    const [stateHigh, stateLow] = state;
    const [offsetHigh, offsetLow] = offset;
    m.record = m.value;
    setPair(offset, 0, 0);
    m.isNull = false;
    m.run(pc + 2, end);
    m.record = record;
    m.parent = parent;
    m.ordinal = ordinal;
    m.siblings = siblings;
    setPair(base, baseHigh, baseLow);
    setPair(state, stateHigh, stateLow);
    setPair(offset, offsetHigh, offsetLow);
    return end;
  },
  cell: (m, pc) => {
    const [quote, delimiter, nullText, nullLength, length] = m.words.subarray(pc + 1, pc + 6);
    const begin = m.at;
    m.run(pc + 6, pc + 6 + length);
    if (needsQuotes(m, begin, quote, delimiter, nullText, nullLength)) {
      m.out.copyWithin(begin + 1, begin, m.at);
      m.out[begin] = quote;
      m.out[m.at + 1] = quote;
      m.at += 2;
    }
    return pc + 6 + length;
  },
  object: (m, pc) => {
    // Each member begins with a comma; the brace takes the place of the first one.
    const begin = m.at;
    const end = pc + 4 + m.words[pc + 3];
    m.run(pc + 4, end);
    if (m.at === begin) m.at++;
    m.out[begin] = m.words[pc + 1];
    m.out[m.at++] = m.words[pc + 2];
    return end;
  },
  transform: (m, pc) => {
    const [way, letters, escapes, shift, growth, length] = m.words.subarray(pc + 1, pc + 7);
    const end = pc + 7 + length;
    const begin = m.at;
    m.run(pc + 7, end);
    // The text goes where what is made of it cannot reach.
    const from = begin + (m.at - begin) * growth + transformExtra;
    m.out.copyWithin(from, begin, m.at);
    const tape = {
      bytes: m.out,
      letter: (place: number) => m.word(letters, place),
      put: (at: number, character: number) => {
        m.at = at;
        m.copySlot(escapes, shift, character);
        return m.at;
      },
    };
    m.at = transform(tape, begin, from, from + m.at - begin, way);
    return end;
  },
};

/** Whether the cell that begins there holds a quote, delimiter or line end, or would be read as null. */
function needsQuotes(
  m: Machine,
  begin: number,
  quote: number,
  delimiter: number,
  nullText: number,
  nullLength: number,
): boolean {
  let same = m.at - begin === nullLength;
  for (let i = begin; i < m.at; i++) {
    const byte = m.out[i];
    if (byte === quote || byte === delimiter || byte === 10 || byte === 13) return true;
    same &&= byte === m.image[nullText + i - begin];
  }
  return same;
}
