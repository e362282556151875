/**
 * The kernel's twin: runs a plan's program in plain TypeScript. It is the specification of every op.
 *
 *     for each record, while the longest one possible still fits:
 *       run the program from its first word to its last
 *
 * Preconditions: the words are a program as the compiler writes it, and offsets lie inside the image. V is a
 * whole number below 2^53 in size.
 */

import type { Column, Kernel, Made } from "./kernel.ts";
import { ops } from "./ops.ts";
import type { Plan } from "./plan.ts";
import { blocks } from "./twin/blocks.ts";
import { draws } from "./twin/draws.ts";
import { Machine, type BlockStep, type Step } from "./twin/machine.ts";
import { places } from "./twin/places.ts";
import { texts } from "./twin/texts.ts";
import { values } from "./twin/values.ts";

const plain = { ...draws, ...values, ...places, ...texts };

const goingOn = (step: Step, words: number): BlockStep => {
  return (m, pc) => {
    step(m, pc);
    return pc + words;
  };
};

const steps = ops.map(({ name, operands }) =>
  name in blocks
    ? blocks[name as keyof typeof blocks]
    : goingOn(plain[name as keyof typeof plain], 1 + operands.length),
);

/** A kernel in plain TypeScript. */
export function twinKernel(plan: Plan): Kernel {
  const machine = new Machine(plan, steps);
  let out = new Uint8Array(0);
  return {
    make(room: number, first: number, count: number, columns: readonly Column[] = []): Made {
      if (out.length < room) out = new Uint8Array(room);
      machine.out = out;
      machine.at = 0;
      machine.columns = columns;
      machine.firstRecord = first;
      let records = 0;
      for (; records < count; records++) {
        let most = plan.recordBytes;
        for (const { ends } of columns) most += ends[records] - (records === 0 ? 0 : ends[records - 1]);
        if (machine.at + most > room) break;
        machine.record = first + records;
        machine.offset.fill(0);
        machine.isNull = false;
        machine.run(0, plan.words.length);
      }
      return { bytes: out.subarray(0, machine.at), records };
    },
  };
}
