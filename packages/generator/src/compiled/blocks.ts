/**
 * Ops with blocks; `../twin/blocks.ts` specifies each.
 */

import type { BlockOp, Instruction } from "../ops.ts";
import type { Local } from "./code.ts";
import { i32, i64 } from "./module.ts";
import { gamma, wide, type Emit, type Translation } from "./translation.ts";

export const blocks: Readonly<Record<BlockOp, Emit>> = {
  switch: (t, _, instruction) => {
    const { code } = t;
    const isPair = instruction.blocks.length === 2;
    const bodies = t.alternatives(instruction.blocks);
    const push = (): void => {
      code.get(t.value);
      code.wrap();
    };
    if (!isPair) return code.cases(push, bodies);
    push();
    code.either(bodies[1], bodies[0]);
  },
  chance: (t, [half, threshold], instruction) => {
    const numbers = instruction.blocks.map(numberOf);
    if (numbers[0] === 1n && numbers[1] === 0n) {
      // Nothing to branch for: V is the answer itself.
      t.code.get(t.halves[half]);
      t.code.i64(BigInt(threshold));
      t.code.binary64("ltU");
      t.code.extend();
      return t.code.set(t.value);
    }
    const [yes, no] = t.alternatives(instruction.blocks);
    t.code.get(t.halves[half]);
    t.code.i64(BigInt(threshold));
    t.code.binary64("ltU");
    t.code.either(yes, no);
  },
  ifNull: (t, _, instruction) => {
    const [yes, no] = t.alternatives(instruction.blocks);
    t.code.get(t.isNull);
    t.code.i32(0);
    t.code.set(t.isNull);
    t.code.either(yes, no);
  },
  list,
  at: (t, _, instruction) => {
    const { code, lists, elsewhere } = t;
    const restore = save(t, [t.record, t.recordGamma, t.parent, t.ordinal, t.siblings, t.base, t.state, t.offset]);
    code.get(t.value);
    t.setRecord();
    code.i32(0);
    code.set(t.isNull);
    t.lists = 0;
    t.elsewhere = true;
    t.run(instruction.blocks[0]);
    t.elsewhere = elsewhere;
    t.lists = lists;
    restore();
  },
  cell: (t, [quote, delimiter, none, length], instruction) => {
    const { code } = t;
    const begin = enclosed(t, instruction.blocks[0]);
    code.get(begin);
    code.get(t.at);
    code.i32(quote);
    code.i32(delimiter);
    code.i32(t.image(none));
    code.i32(length);
    t.call("closeCell");
    code.set(t.at);
  },
  object: (t, [open, close], instruction) => {
    // Each member begins with a comma; the brace takes the place of the first one.
    const { code } = t;
    const begin = enclosed(t, instruction.blocks[0]);
    code.get(t.at);
    code.get(t.at);
    code.get(begin);
    code.binary32("eq");
    code.binary32("add");
    code.set(t.at);
    code.get(begin);
    code.i32(open);
    code.store8(0);
    code.get(t.at);
    code.i32(close);
    code.store8(0);
    t.ahead = 1;
  },
  transform: (t, [way, letters, escapes, shift, growth], instruction) => {
    const { code } = t;
    const begin = enclosed(t, instruction.blocks[0]);
    code.get(begin);
    code.get(t.at);
    code.i32(way);
    code.i32(t.image(letters));
    code.i32(t.image(escapes));
    code.i32(shift);
    code.i32(growth);
    t.call("transform");
    code.set(t.at);
  },
};

/** The number that a block sets V to, if that is all it does. */
function numberOf(block: readonly Instruction[]): bigint | undefined {
  return block.length === 1 && block[0].name === "set" ? wide(block[0].operands[0], block[0].operands[1]) : undefined;
}

/** Keeps registers in locals of their own; the result puts them back. */
function save({ code }: Translation, registers: readonly Local[]): () => void {
  const kept = registers.map((register) => ({ register, saved: code.local(register.type) }));
  for (const { register, saved } of kept) code.move(saved, register);
  return () => {
    for (const { register, saved } of kept) code.move(register, saved);
  };
}

/** Runs a block; where its text begins. */
function enclosed(t: Translation, block: readonly Instruction[]): Local {
  t.settle();
  const begin = t.code.local(i32);
  t.code.move(begin, t.at);
  t.run(block);
  t.settle();
  return begin;
}

function list(t: Translation, operands: readonly number[], { blocks: [body] }: Instruction): void {
  const { code } = t;
  const [high, low, separator] = operands;
  const [count, index, start] = [code.local(i32), code.local(i32), code.local(i64)];
  const step = wide(high, low);
  const stepOn = (local: Local): void => {
    code.get(local);
    code.i64(step);
    code.binary64("add");
    code.set(local);
  };
  // The next element's draw is made while this one is written, or a processor waits for it: its multiplications take
  // longer than the rest (measured: 120 names take 0.72 of the time).
  const isAhead = body[0]?.name === "draw";
  const drawn = code.local(i64);
  const drawAhead = (): void => {
    code.get(start);
    code.i64(step + gamma);
    code.binary64("add");
    t.mix();
    code.set(drawn);
  };
  t.settle();
  code.get(t.value);
  code.wrap();
  code.tee(count);
  code.i32(0);
  code.binary32("gtS");
  code.either(() => {
    if (t.lists === 0) {
      code.i64(0n);
      code.set(t.offset);
    }
    const restore = save(t, [t.base, t.state, t.offset, t.element, t.taken, t.takenCount]);
    code.move(start, t.base);
    code.get(t.taken);
    code.get(t.takenCount);
    code.i32(3);
    code.binary32("shl");
    code.binary32("add");
    code.set(t.taken);
    code.i32(0);
    code.set(t.takenCount);
    code.i32(0);
    code.set(index);
    t.lists++;
    if (isAhead) drawAhead();
    code.loop(() => {
      stepOn(start);
      stepOn(t.offset);
      code.move(t.base, start);
      code.move(t.state, start);
      code.move(t.element, index);
      if (isAhead) {
        code.get(start);
        code.i64(gamma);
        code.binary64("add");
        code.set(t.state);
        code.get(drawn);
        t.split();
        drawAhead();
      }
      t.run(isAhead ? body.slice(1) : body);
      t.settle();
      code.get(index);
      code.i32(1);
      code.binary32("add");
      code.tee(index);
      code.get(count);
      code.binary32("eq");
      code.leaveIf();
      code.again();
    });
    t.lists--;
    code.get(t.at);
    code.i32(separator);
    code.binary32("sub");
    code.set(t.at);
    restore();
  });
}
