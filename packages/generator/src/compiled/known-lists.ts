/**
 * Lists of a length that is known: all draws are made before the first element is written. Two loops of few registers
 * are quicker than one: an engine keeps in memory what it has no register for (measured: 0.9 of the time of the wide
 * movie).
 */

import type { Instruction } from "../ops.ts";
import type { Local } from "./code.ts";
import { holdsList, opsIn, type Parts, partsOf, valueBefore } from "./list-shape.ts";
import { inList } from "./list.ts";
import { i32, i64 } from "./module.ts";
import { pickedLists } from "./neighbouring-lists.ts";
import { drawsTooMany } from "./picks.ts";
import { scratch } from "./scratch.ts";
import { gamma } from "./random.ts";
import type { Translation } from "./translation.ts";

/** Fewer elements than these have no draws made beforehand. */
const leastDraws = 4;

/** Elements of so many ops together are written one behind the other, without a loop whose end has to be foreseen. */
const mostUnrolled = 128;

/** Translates a list whose length is known, if it is of the kind that this is good for. */
export function knownList(t: Translation, instructions: readonly Instruction[], from: number): boolean {
  if (instructions[from].name !== "list") return false;
  const count = valueBefore(instructions, from);
  const parts = partsOf(instructions[from]);
  if (count === undefined || count < leastDraws || Number(count) + drawsTooMany > scratch.draws) return false;
  if (parts.body[0]?.name !== "draw" || parts.body.some(holdsList)) return false;
  t.output.settle();
  const picked = t.begun.get(instructions[from]) ?? pickedLists(t, instructions, from);
  inList(t, parts.separator, () => {
    if (picked === undefined) drawnElements(t, parts, Number(count));
    else {
      t.random.keepState(picked.list.state);
      picked.lists.write(picked.list, picked.next, (draw, first) => rest(t, parts.step, draw, first, picked.otherwise));
    }
  });
  return true;
}

/** Writes what is left of an element whose draw is at an address, of those that begin at `first`. */
function rest(t: Translation, step: bigint, draw: Local, first: number, instructions: readonly Instruction[]): void {
  const { code } = t;
  // The element's state is that before the first one, and so many steps.
  const pushState = (): void => {
    t.random.keptState();
    code.get(draw);
    code.i32(first - 8);
    code.binary32("sub");
    code.i32(3);
    code.binary32("shrU");
    code.extend();
    code.i64(step);
    code.binary64("mul");
    code.binary64("add");
  };
  t.random.from(pushState, instructions, () => t.run(instructions));
  t.output.settle();
}

function drawnElements(t: Translation, { step, body }: Parts, count: number): void {
  const { code } = t;
  const draws = t.addresses.scratch;
  const [index, place, state] = [code.local(i32), code.local(i32), code.local(i64)];
  code.get(t.random.base);
  code.i64(gamma);
  code.binary64("add");
  code.set(state);
  t.random.keepState(state);
  const draw = (at: Local, offset: number): void => {
    t.increase(state, step);
    code.get(at);
    code.get(state);
    t.random.mix();
    code.store64(offset);
  };
  const each = (part: () => void): void => {
    if (count * opsIn(body) <= mostUnrolled) {
      for (let k = 0; k < count; k++) {
        code.i32(draws + 8 * k);
        code.set(place);
        part();
      }
      return;
    }
    code.i32(draws);
    code.set(place);
    code.loop(() => {
      part();
      t.increase(place, 8);
      code.get(place);
      code.i32(draws + 8 * count);
      code.binary32("ne");
      code.againIf();
    });
  };
  each(() => draw(place, 0));
  code.i32(0);
  code.set(index);
  each(() => {
    t.increase(t.random.offset, step);
    code.move(t.element, index);
    t.random.splitAt(place);
    rest(t, step, place, draws, body.slice(1));
    t.increase(index, 1);
  });
}
