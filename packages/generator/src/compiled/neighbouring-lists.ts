/**
 * Lists whose elements are picks, and those behind them that have the same elements: all are begun with the first one.
 */

import type { Instruction } from "../ops.ts";
import { isSame, listBehind, partsOf, valueBefore } from "./list-shape.ts";
import { i64 } from "./module.ts";
import { type Begun, drawsTooMany, leastPicked, PickedLists } from "./picks.ts";
import { scratch } from "./scratch.ts";
import { gamma } from "./random.ts";
import type { Translation } from "./translation.ts";
import { usualWay } from "./way.ts";

/** Begins a list whose elements are picks, and with it those behind it that have the same elements. */
export function pickedLists(t: Translation, instructions: readonly Instruction[], from: number): Begun | undefined {
  const { body, step } = partsOf(instructions[from]);
  const counts = [Number(valueBefore(instructions, from))];
  const way = counts[0] < leastPicked ? undefined : usualWay(t.plan, body);
  if (way === undefined) return undefined;
  const members = [from];
  const streams: Instruction[] = [];
  let sum = counts[0];
  for (let at = from; t.random.lists === 0 && counts.at(-1)! % 4 === 0;) {
    const next = listBehind(instructions, at);
    if (next === undefined || next.count < leastPicked || !isSame(instructions[from], instructions[next.at])) break;
    ({ at } = next);
    sum += next.count;
    if (sum + drawsTooMany > scratch.draws) break;
    members.push(at);
    streams.push(next.stream);
    counts.push(next.count);
  }
  const lists = new PickedLists(t, way, step, counts);
  const list = members.map((_, i) => ({ count: counts[i], state: t.code.local(i64) }));
  list.forEach(({ state }, i) => {
    if (i === 0) t.code.get(t.random.base);
    else t.random.streamStart(streams[i - 1].operands[0], streams[i - 1].operands[1]);
    t.code.i64(gamma);
    t.code.binary64("add");
    t.code.set(state);
  });
  members.forEach((at, i) => {
    const begun = { lists, list: list[i], next: list[i + 1], otherwise: way.otherwise ?? [] };
    t.begun.set(instructions[at], begun);
  });
  return t.begun.get(instructions[from]);
}
