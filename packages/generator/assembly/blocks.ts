// Ops with blocks; src/twin/blocks.ts is their specification. Each returns the place of the next op.

import { closeCell } from "./cell";
import { fraction, m, operand, place, wide } from "./machine";
import { run } from "./run";
import { transform as transformText } from "./transform";

/** How many bytes the block takes whose length stands there. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function bytesOf(length: usize): usize {
  return (<usize>load<u32>(length)) << 2;
}

/** Runs the first of two blocks, whose lengths stand at a place with the blocks behind them, or the second. */
function either(lengths: usize, first: bool): usize {
  const from = lengths + 8;
  const middle = from + bytesOf(lengths);
  const end = middle + bytesOf(lengths + 4);
  if (first) run(from, middle);
  else run(middle, end);
  return end;
}

export function switch_(pc: usize): usize {
  const n = operand(pc, 1);
  const chosen = <u32>m.value;
  const lengths = pc + 8;
  let from = lengths + ((<usize>n) << 2);
  for (let k: u32 = 0; k < chosen; k++) from += bytesOf(lengths + ((<usize>k) << 2));
  let end = from + bytesOf(lengths + ((<usize>chosen) << 2));
  run(from, end);
  for (let k = chosen + 1; k < n; k++) end += bytesOf(lengths + ((<usize>k) << 2));
  return end;
}

export function chance(pc: usize): usize {
  return either(pc + 12, fraction(operand(pc, 1)) < operand(pc, 2));
}

export function ifNull(pc: usize): usize {
  const missing = m.isNull;
  m.isNull = false;
  return either(pc + 4, missing);
}

export function list(pc: usize): usize {
  const from = pc + 20;
  const end = from + bytesOf(pc + 16);
  const count = m.value;
  const step = <u64>wide(pc, 1);
  const base = m.base;
  const state = m.state;
  const offset = m.offset;
  const element = m.element;
  const taken = m.taken;
  const takenCount = m.takenCount;
  m.taken += takenCount << 3;
  m.takenCount = 0;
  let start = base;
  for (let i: i64 = 0; i < count; i++) {
    start += step;
    m.offset += step;
    m.base = start;
    m.state = start;
    m.element = <u32>i;
    run(from, end);
  }
  if (count > 0) m.at -= operand(pc, 3);
  m.base = base;
  m.state = state;
  m.offset = offset;
  m.element = element;
  m.taken = taken;
  m.takenCount = takenCount;
  return end;
}

export function at(pc: usize): usize {
  const end = pc + 8 + bytesOf(pc + 4);
  const record = m.record;
  const parent = m.parent;
  const ordinal = m.ordinal;
  const siblings = m.siblings;
  const base = m.base;
  const state = m.state;
  const offset = m.offset;
  m.record = <u64>m.value;
  m.offset = 0;
  m.isNull = false;
  run(pc + 8, end);
  m.record = record;
  m.parent = parent;
  m.ordinal = ordinal;
  m.siblings = siblings;
  m.base = base;
  m.state = state;
  m.offset = offset;
  return end;
}

export function cell(pc: usize): usize {
  const end = pc + 24 + bytesOf(pc + 20);
  const begin = m.at;
  run(pc + 24, end);
  m.at = closeCell(begin, m.at, operand(pc, 1), operand(pc, 2), place(pc, 3), operand(pc, 4));
  return end;
}

export function object(pc: usize): usize {
  // Each member begins with a comma; the brace takes the place of the first one.
  const end = pc + 16 + bytesOf(pc + 12);
  const begin = m.at;
  run(pc + 16, end);
  if (m.at == begin) m.at++;
  store<u8>(begin, <u8>operand(pc, 1));
  store<u8>(m.at++, <u8>operand(pc, 2));
  return end;
}

export function transform(pc: usize): usize {
  const end = pc + 28 + bytesOf(pc + 24);
  const begin = m.at;
  run(pc + 28, end);
  m.at = transformText(begin, m.at, operand(pc, 1), place(pc, 2), place(pc, 3), operand(pc, 4), operand(pc, 5));
  return end;
}
