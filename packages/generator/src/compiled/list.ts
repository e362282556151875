/**
 * Lists; `../twin/blocks.ts` specifies them.
 *
 * A processor waits for a draw: its multiplications take longer than the rest of a short element. So draws with which
 * elements begin are made before they are needed: in a list of a length that is known, all of them before the first
 * element is written (`known-lists.ts`), and here, in the others, the next element's while this one is written
 * (measured: 0.72 of the time without). They may be short, and then a processor does not foresee the ends of two loops
 * (measured: 1.09 of the time of `title.basics`).
 */

import type { Local } from "./code.ts";
import { type Parts, partsOf } from "./list-shape.ts";
import { i32, i64 } from "./module.ts";
import { gamma } from "./random.ts";
import type { Emit, Translation } from "./translation.ts";

export const list: Emit = (t, _, instruction) => {
  const { code } = t;
  const parts = partsOf(instruction);
  const count = code.local(i32);
  t.output.settle();
  code.get(t.value);
  code.wrap();
  code.tee(count);
  code.i32(0);
  code.binary32("gtS");
  code.either(() => {
    inList(t, parts.separator, () => elements(t, parts, count));
  });
};

/** Writes elements with their separators, and takes back the last of these. */
export function inList(t: Translation, separator: number, write: () => void): void {
  const { code } = t;
  if (t.random.lists === 0) {
    code.i64(0n);
    code.set(t.random.offset);
  }
  const restore = t.keep([t.random.base, t.random.state, t.random.offset, t.element, t.taken, t.takenCount]);
  code.get(t.taken);
  code.get(t.takenCount);
  code.i32(3);
  code.binary32("shl");
  code.binary32("add");
  code.set(t.taken);
  code.i32(0);
  code.set(t.takenCount);
  t.random.lists++;
  write();
  t.random.lists--;
  code.get(t.at);
  code.i32(separator);
  code.binary32("sub");
  code.set(t.at);
  restore();
}

function elements(t: Translation, { step, body }: Parts, count: Local): void {
  const { code } = t;
  const [index, start, drawn] = [code.local(i32), code.local(i64), code.local(i64)];
  const isAhead = body[0]?.name === "draw";
  const drawAhead = (): void => {
    code.get(start);
    code.i64(step + gamma);
    code.binary64("add");
    t.random.mix();
    code.set(drawn);
  };
  code.move(start, t.random.base);
  code.i32(0);
  code.set(index);
  if (isAhead) drawAhead();
  code.loop(() => {
    t.increase(start, step);
    t.increase(t.random.offset, step);
    code.move(t.random.base, start);
    code.move(t.random.state, start);
    code.move(t.element, index);
    if (isAhead) {
      t.increase(t.random.state, gamma);
      code.get(drawn);
      t.random.split();
      drawAhead();
    }
    t.run(isAhead ? body.slice(1) : body);
    t.output.settle();
    t.increase(index, 1);
    code.get(index);
    code.get(count);
    code.binary32("ne");
    code.againIf();
  });
}
