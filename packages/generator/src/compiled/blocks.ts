/**
 * Ops with blocks; `../twin/blocks.ts` specifies each.
 */

import { type BlockOp, type Instruction, wide } from "../ops.ts";
import type { Local } from "./code.ts";
import { list } from "./list.ts";
import { i32 } from "./module.ts";
import type { Emit, Translation } from "./translation.ts";

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
      t.code.get(t.random.halves[half]);
      t.code.i64(BigInt(threshold));
      t.code.binary64("ltU");
      t.code.extend();
      return t.code.set(t.value);
    }
    const [yes, no] = t.alternatives(instruction.blocks);
    t.code.get(t.random.halves[half]);
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
    const { code, random, elsewhere } = t;
    const { lists } = random;
    const restore = t.keep([
      t.record,
      t.random.recordGamma,
      t.parent,
      t.ordinal,
      t.siblings,
      t.random.base,
      t.random.state,
      t.random.offset,
    ]);
    code.get(t.value);
    t.setRecord();
    code.i32(0);
    code.set(t.isNull);
    random.lists = 0;
    t.elsewhere = true;
    t.run(instruction.blocks[0]);
    t.elsewhere = elsewhere;
    random.lists = lists;
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
    t.output.ahead = 1;
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

/** Runs a block; where its text begins. */
function enclosed(t: Translation, block: readonly Instruction[]): Local {
  t.output.settle();
  const begin = t.code.local(i32);
  t.code.move(begin, t.at);
  t.run(block);
  t.output.settle();
  return begin;
}
