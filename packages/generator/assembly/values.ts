// Ops that find V without a draw, and arithmetic; src/twin/values.ts is their specification.

import { choose, m, operand, place, wide } from "./machine";

export function set(pc: usize): void {
  m.value = wide(pc, 1);
}

export function setNull(pc: usize): void {
  m.isNull = true;
}

export function add(pc: usize): void {
  m.value += wide(pc, 1);
}

export function multiply(pc: usize): void {
  m.value *= wide(pc, 1);
}

export function divide(pc: usize): void {
  m.value = <i64>(<u64>m.value / <u64>wide(pc, 1));
}

export function remainder(pc: usize): void {
  m.value = <i64>(<u64>m.value % <u64>wide(pc, 1));
}

export function plus(pc: usize): void {
  const least = wide(pc, 2);
  const limit = wide(pc, 6);
  const most = max(least, min(wide(pc, 4), limit - m.value));
  const more = least + <i64>choose(operand(pc, 1), <u64>(most - least + 1));
  m.value = min(m.value + more, limit);
}

export function lookup(pc: usize): void {
  m.value = load<u32>(place(pc, 1) + ((<usize>m.value) << 2));
}

export function map(pc: usize): void {
  m.value = load<u8>(place(pc, 1) + <usize>m.value);
}

export function record(pc: usize): void {
  m.value = <i64>m.record;
}

export function parent(pc: usize): void {
  m.value = <i64>m.parent;
}

export function ordinal(pc: usize): void {
  m.value = <i64>m.ordinal;
}

export function element(pc: usize): void {
  m.value = m.element;
}
