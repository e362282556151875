/**
 * Lists; `../twin/blocks.ts` specifies them.
 *
 * A processor waits for a draw: its multiplications take longer than the rest of a short element. So draws with which
 * elements begin are made before they are needed:
 *
 * - In a list of a length that is known, all of them before the first element is written. Two loops of few
 *   registers are quicker than one: an engine keeps in memory what it has no register for (measured: 0.9 of the time of
 *   the wide movie).
 * - In other lists the next element's while this one is written (measured: 0.72 of the time without). They may be
 *   short, and then a processor does not foresee the ends of two loops (measured: 1.09 of the time of `title.basics`).
 */

import type { Instruction } from "../ops.ts";
import type { Local } from "./code.ts";
import { i32, i64 } from "./module.ts";
import { drawsTooMany, leastPicked, pickedElements } from "./picks.ts";
import { scratch } from "./scratch.ts";
import { gamma, wide, type Emit, type Translation } from "./translation.ts";
import { usualWay } from "./way.ts";

/** Fewer elements than these have no draws made beforehand. */
const leastDraws = 4;

/** Elements of so many ops together are written one behind the other, without a loop whose end has to be foreseen. */
const mostUnrolled = 128;

/** What a list is made of. */
interface Parts {
  readonly step: bigint;
  readonly separator: number;
  readonly body: readonly Instruction[];
}

const partsOf = ({ operands: [high, low, separator], blocks: [body] }: Instruction): Parts => ({
  step: wide(high, low),
  separator,
  body,
});

export const list: Emit = (t, _, instruction) => {
  const { code } = t;
  const parts = partsOf(instruction);
  const count = code.local(i32);
  t.settle();
  code.get(t.value);
  code.wrap();
  code.tee(count);
  code.i32(0);
  code.binary32("gtS");
  code.either(() => {
    inList(t, parts.separator, () => elements(t, parts, count));
  });
};

/** Translates a list whose length is known, if it is of the kind that this is good for. */
export function knownList(t: Translation, instructions: readonly Instruction[], from: number): boolean {
  if (instructions[from].name !== "list") return false;
  const count = valueBefore(instructions, from);
  const parts = partsOf(instructions[from]);
  if (count === undefined || count < leastDraws || Number(count) + drawsTooMany > scratch.draws) return false;
  if (parts.body[0]?.name !== "draw" || parts.body.some(holdsList)) return false;
  t.settle();
  inList(t, parts.separator, () => drawnElements(t, parts, Number(count)));
  return true;
}

/** The value that an op finds, if it is a constant. */
function valueBefore(instructions: readonly Instruction[], at: number): bigint | undefined {
  let sum = 0n;
  for (let i = at - 1; i >= 0; i--) {
    const { name, operands } = instructions[i];
    if (name === "set") return sum + wide(operands[0], operands[1]);
    if (name === "add") sum += wide(operands[0], operands[1]);
    else if (name !== "text") return undefined;
  }
  return undefined;
}

function holdsList({ name, blocks }: Instruction): boolean {
  return name === "list" || blocks.some((block) => block.some(holdsList));
}

function opsIn(body: readonly Instruction[]): number {
  return body.reduce((sum, { blocks }) => sum + 1 + opsIn(blocks.flat()), 0);
}

/** Writes elements with their separators, and takes back the last of these. */
function inList(t: Translation, separator: number, write: () => void): void {
  const { code } = t;
  if (t.lists === 0) {
    code.i64(0n);
    code.set(t.offset);
  }
  const restore = t.keep([t.base, t.state, t.offset, t.element, t.taken, t.takenCount]);
  code.get(t.taken);
  code.get(t.takenCount);
  code.i32(3);
  code.binary32("shl");
  code.binary32("add");
  code.set(t.taken);
  code.i32(0);
  code.set(t.takenCount);
  t.lists++;
  write();
  t.lists--;
  code.get(t.at);
  code.i32(separator);
  code.binary32("sub");
  code.set(t.at);
  restore();
}

/** local += number */
function addTo({ code }: Translation, local: Local, number: number | bigint): void {
  code.get(local);
  if (typeof number === "bigint") {
    code.i64(number);
    code.binary64("add");
  } else {
    code.i32(number);
    code.binary32("add");
  }
  code.set(local);
}

function elements(t: Translation, { step, body }: Parts, count: Local): void {
  const { code } = t;
  const [index, start, drawn] = [code.local(i32), code.local(i64), code.local(i64)];
  const isAhead = body[0]?.name === "draw";
  const drawAhead = (): void => {
    code.get(start);
    code.i64(step + gamma);
    code.binary64("add");
    t.mix();
    code.set(drawn);
  };
  code.move(start, t.base);
  code.i32(0);
  code.set(index);
  if (isAhead) drawAhead();
  code.loop(() => {
    addTo(t, start, step);
    addTo(t, t.offset, step);
    code.move(t.base, start);
    code.move(t.state, start);
    code.move(t.element, index);
    if (isAhead) {
      addTo(t, t.state, gamma);
      code.get(drawn);
      t.split();
      drawAhead();
    }
    t.run(isAhead ? body.slice(1) : body);
    t.settle();
    addTo(t, index, 1);
    code.get(index);
    code.get(count);
    code.binary32("ne");
    code.againIf();
  });
}

function drawnElements(t: Translation, { step, body }: Parts, count: number): void {
  const { code } = t;
  const draws = t.addresses.scratch;
  const [index, place, state] = [code.local(i32), code.local(i32), code.local(i64)];
  code.get(t.base);
  code.i64(gamma);
  code.binary64("add");
  code.set(state);
  t.keepState(state);
  const draw = (at: Local, offset: number): void => {
    addTo(t, state, step);
    code.get(at);
    code.get(state);
    t.mix();
    code.store64(offset);
  };
  /** Writes the element whose draw is at a place, or what is left of it. */
  const write = (at: Local, instructions: readonly Instruction[]): void => {
    // The element's state is that before the first one, and so many steps.
    t.runFrom(() => {
      t.keptState();
      code.get(at);
      code.i32(draws - 8);
      code.binary32("sub");
      code.i32(3);
      code.binary32("shrU");
      code.extend();
      code.i64(step);
      code.binary64("mul");
      code.binary64("add");
    }, instructions);
    t.settle();
  };
  const way = count < leastPicked ? undefined : usualWay(t.plan, body);
  if (way !== undefined) return pickedElements(t, way, count, draw, (at) => write(at, way.otherwise!));
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
      addTo(t, place, 8);
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
    addTo(t, t.offset, step);
    code.move(t.element, index);
    t.splitAt(place);
    write(place, body.slice(1));
    addTo(t, index, 1);
  });
}
