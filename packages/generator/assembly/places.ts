// Ops that find records: by permutation, by class, by parent; src/twin/places.ts is their specification.

import { parentOf, startsOf } from "./children";
import { m, operand, place, wide } from "./machine";
import { permute as permuted, placeInBlock, recordAtPlace } from "./permute";

export function permute(pc: usize): void {
  const n = <u64>wide(pc, 3);
  const round = <u64>m.value / n;
  m.value = <i64>(round * n + permuted(<u64>m.value - round * n, n, operand(pc, 1), operand(pc, 2)));
}

export function class_(pc: usize): void {
  const inBlock = placeInBlock(operand(pc, 1), operand(pc, 2), <u64>m.value);
  m.value = load<u32>(place(pc, 3) + ((<usize>inBlock) << 2));
}

export function member(pc: usize): void {
  const perBlock = <u64>operand(pc, 3);
  const block = <u64>m.value / perBlock;
  const inBlock = load<u32>(place(pc, 4) + ((<usize>(<u64>m.value - block * perBlock)) << 2));
  m.value = <i64>recordAtPlace(operand(pc, 1), operand(pc, 2), block, inBlock);
}

export function children(pc: usize): void {
  const total = <u64>operand(pc, 3);
  const block = m.record / total;
  const starts = startsOf(pc, m.image, block);
  const child = <u32>(m.record - block * total);
  const inBlock = parentOf(starts, child);
  const before = load<u32>(starts + ((<usize>inBlock) << 2));
  m.parent = (block << 10) + inBlock;
  m.ordinal = child - before;
  m.siblings = load<u32>(starts + ((<usize>inBlock) << 2), 4) - before;
}

export function childrenEven(pc: usize): void {
  m.siblings = operand(pc, 1);
  m.parent = m.record / m.siblings;
  m.ordinal = m.record - m.parent * m.siblings;
}
