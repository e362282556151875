// Ops that write text; src/twin/texts.ts is their specification.

import * as copy from "./copy";
import * as digits from "./digits";
import { letters as lowerCase } from "./letters";
import { choose, draw, m, operand, place } from "./machine";
import { gamma } from "./random";

export function text(pc: usize): void {
  m.at = copy.bytes(m.at, place(pc, 1), operand(pc, 2));
}

export function pick(pc: usize): void {
  m.at = copy.slot(m.at, place(pc, 3), operand(pc, 4), <u32>choose(operand(pc, 1), operand(pc, 2)));
}

export function pickLong(pc: usize): void {
  m.at = copy.long(m.at, m.image, place(pc, 3), <u32>choose(operand(pc, 1), operand(pc, 2)));
}

export function slot(pc: usize): void {
  m.at = copy.slot(m.at, place(pc, 1), operand(pc, 2), <u32>m.value);
}

export function long(pc: usize): void {
  m.at = copy.long(m.at, m.image, place(pc, 1), <u32>m.value);
}

export function integer(pc: usize): void {
  m.at = digits.integer(m.at, m.value, 1);
}

export function padded(pc: usize): void {
  m.at = digits.integer(m.at, m.value, operand(pc, 1));
}

export function fixed(pc: usize): void {
  m.at = digits.fixed(m.at, m.value, operand(pc, 1));
}

export function date(pc: usize): void {
  m.at = digits.date(m.at, m.value);
}

export function time(pc: usize): void {
  m.at = digits.time(m.at, <u32>m.value);
}

export function timestamp(pc: usize): void {
  m.at = digits.timestamp(m.at, m.value);
}

export function hex(pc: usize): void {
  for (let left = <i32>operand(pc, 1); left > 0; left -= 16) {
    const drawn = draw();
    const first = <u32>min(8, left);
    m.at = digits.hex(m.at, (<u32>(drawn >> 32)) >> (32 - 4 * first), first);
    const second = <u32>min(8, left - <i32>first);
    if (second > 0) m.at = digits.hex(m.at, (<u32>drawn) >> (32 - 4 * second), second);
  }
}

export function uuid(pc: usize): void {
  const first = draw();
  m.at = digits.uuid(m.at, first, draw());
}

export function uuidv7(pc: usize): void {
  const first = draw();
  m.at = digits.uuidv7(m.at, m.value, first, draw());
}

export function ulid(pc: usize): void {
  const first = draw();
  m.at = digits.ulid(m.at, m.value, first, draw());
}

export function letters(pc: usize): void {
  m.at = lowerCase(m.at, <u32>m.value, m.state);
  m.state += ((<u64>m.value + 7) >> 3) * gamma;
}

export function column(pc: usize): void {
  // The host has put a pair (texts, ends) for each column there; ends count from the first record's text.
  const pair = m.columns + ((<usize>operand(pc, 1)) << 3);
  const ends = <usize>load<u32>(pair, 4) + ((<usize>m.made) << 2);
  const from = m.made == 0 ? 0 : load<u32>(ends - 4);
  m.at = copy.bytes(m.at, <usize>load<u32>(pair) + from, load<u32>(ends) - from);
}
