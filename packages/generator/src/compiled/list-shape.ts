/**
 * What is to be seen of lists in a program before they are translated.
 */

import { type Instruction, wide } from "../ops.ts";

/** What a list is made of. */
export interface Parts {
  readonly step: bigint;
  readonly separator: number;
  readonly body: readonly Instruction[];
}

export const partsOf = ({ operands: [high, low, separator], blocks: [body] }: Instruction): Parts => ({
  step: wide(high, low),
  separator,
  body,
});

/** The value that an op finds, if it is a constant. */
export function valueBefore(instructions: readonly Instruction[], at: number): bigint | undefined {
  let sum = 0n;
  for (let i = at - 1; i >= 0; i--) {
    const { name, operands } = instructions[i];
    if (name === "set") return sum + wide(operands[0], operands[1]);
    if (name === "add") sum += wide(operands[0], operands[1]);
    else if (name !== "text") return undefined;
  }
  return undefined;
}

/** The next list, if it follows at once and has a stream of its own. */
export function listBehind(
  instructions: readonly Instruction[],
  from: number,
): { at: number; count: number; stream: Instruction } | undefined {
  let stream: Instruction | undefined;
  for (let at = from + 1; at < instructions.length; at++) {
    const { name } = instructions[at];
    if (name === "stream") stream = instructions[at];
    else if (name === "list") {
      const count = valueBefore(instructions, at);
      return stream === undefined || count === undefined ? undefined : { at, count: Number(count), stream };
    } else if (name !== "text" && name !== "set" && name !== "add") return undefined;
  }
  return undefined;
}

/** Whether two instructions do the same. */
export function isSame(a: Instruction, b: Instruction): boolean {
  return (
    a.name === b.name &&
    a.operands.length === b.operands.length &&
    a.operands.every((operand, i) => operand === b.operands[i]) &&
    a.blocks.length === b.blocks.length &&
    a.blocks.every(
      (block, i) => block.length === b.blocks[i].length && block.every((one, k) => isSame(one, b.blocks[i][k])),
    )
  );
}

export function holdsList({ name, blocks }: Instruction): boolean {
  return name === "list" || blocks.some((block) => block.some(holdsList));
}

export function opsIn(body: readonly Instruction[]): number {
  return body.reduce((sum, { blocks }) => sum + 1 + opsIn(blocks.flat()), 0);
}
