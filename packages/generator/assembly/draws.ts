// Ops that start streams, and draw; src/twin/draws.ts is their specification.

import { indexByWeight, indexLeft as indexNotTaken, probe as firstNotTaken, totalLeft } from "./distinct";
import { choose, draw as drawNext, fraction, fractions, m, operand, place, wide } from "./machine";
import { scaleWide, start } from "./random";

/** Values inside a bucket come from the rest of its draw up to this many; beyond, from a draw of their own. */
const mostPerHalf: u64 = 4194304;

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function startStream(pc: usize, record: u64): void {
  m.base = start(<u64>wide(pc, 1), record) + m.offset;
  m.state = m.base;
}

export function stream(pc: usize): void {
  startStream(pc, m.record);
}

export function parentStream(pc: usize): void {
  startStream(pc, m.parent);
}

export function draw(pc: usize): void {
  drawNext();
}

export function index(pc: usize): void {
  m.value = <i64>choose(operand(pc, 1), operand(pc, 2));
}

export function indexWide(pc: usize): void {
  m.value = <i64>scaleWide(fractions(), <u64>wide(pc, 1));
}

export function alias(pc: usize): void {
  const half = operand(pc, 1);
  const k = choose(half, operand(pc, 2));
  const entry = place(pc, 3) + ((<usize>k) << 3);
  m.value = fraction(half) < load<u32>(entry) ? <i64>k : <i64>load<u32>(entry, 4);
}

export function bucket(pc: usize): void {
  // Entries of six words: threshold, alias, start (high, low), size (high, low).
  const table = place(pc, 2);
  let entry = table + <usize>choose(0, operand(pc, 1)) * 24;
  if (fraction(0) >= load<u32>(entry)) entry = table + <usize>load<u32>(entry, 4) * 24;
  const from = wide(entry, 2);
  const size = <u64>wide(entry, 4);
  m.value = from + <i64>(size <= mostPerHalf ? choose(1, size) : scaleWide(drawNext(), size));
}

export function indexLeft(pc: usize): void {
  const index = choose(operand(pc, 1), operand(pc, 2) - <u32>m.takenCount);
  m.value = indexNotTaken(<i64>index, m.taken, m.takenCount++);
}

export function weightLeft(pc: usize): void {
  const table = place(pc, 3);
  const left = totalLeft(operand(pc, 2), table, m.taken, m.takenCount);
  m.value = indexByWeight(choose(operand(pc, 1), left), table, m.taken, m.takenCount++);
}

export function probe(pc: usize): void {
  m.value = firstNotTaken(m.value, wide(pc, 1), m.taken, m.takenCount++);
}

export function isChosen(pc: usize): void {
  m.value = choose(0, m.siblings) == m.ordinal ? 1 : 0;
}
