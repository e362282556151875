/**
 * One translation: the function that is being written, its registers, and what ops have in common.
 *
 * Preconditions: as for the interpreter.
 */

import type { Instruction, OpName } from "../ops.ts";
import type { Plan } from "../plan.ts";
import { Code, type Local } from "./code.ts";
import { fused } from "./fused.ts";
import { i32, i64 } from "./module.ts";
import { Output } from "./output.ts";
import { partIndex, type Part } from "./parts.ts";
import type { Begun } from "./picks.ts";
import { Random } from "./random.ts";
import { Vectors } from "./vectors.ts";

/** Where things are in memory. */
export interface Addresses {
  readonly image: number;
  readonly program: number;
  readonly columns: number;
  readonly taken: number;
  readonly scratch: number;
}

/** Writes what an op does. */
export type Emit = (t: Translation, operands: readonly number[], instruction: Instruction) => void;

export class Translation {
  readonly code: Code = new Code(4);
  readonly plan: Plan;
  readonly addresses: Addresses;
  readonly #emits: Readonly<Record<OpName, Emit>>;
  // Parameters: where to write, where no record may begin any more, the first record and how many.
  readonly at: Local = { index: 0, type: i32 };
  readonly limit: Local = { index: 1, type: i32 };
  readonly first: Local = { index: 2, type: i64 };
  readonly count: Local = { index: 3, type: i32 };
  // Registers.
  readonly made: Local = this.code.local(i32);
  readonly record: Local = this.code.local(i64);
  readonly parent: Local = this.code.local(i64);
  readonly ordinal: Local = this.code.local(i64);
  readonly siblings: Local = this.code.local(i64);
  readonly value: Local = this.code.local(i64);
  readonly isNull: Local = this.code.local(i32);
  readonly element: Local = this.code.local(i32);
  readonly taken: Local = this.code.local(i32);
  readonly takenCount: Local = this.code.local(i32);
  // Scratch, for a few instructions each.
  readonly a: Local = this.code.local(i32);
  readonly b: Local = this.code.local(i32);
  readonly c: Local = this.code.local(i64);
  readonly random: Random;
  readonly output: Output;
  readonly vectors: Vectors = new Vectors(this.code);
  /** Blocks around; what stands in none is run for every record. */
  depth = 0;
  /** Whether another record is being made than the one that was asked for. */
  elsewhere = false;
  /** Lists whose draws and slots have been begun with those of a list before. */
  readonly begun: Map<Instruction, Begun> = new Map();
  /** Classes of the record that are known by now. */
  readonly classes: Map<string, Local> = new Map();

  constructor(plan: Plan, addresses: Addresses, emits: Readonly<Record<OpName, Emit>>) {
    const { code, at, a, c } = this;
    this.plan = plan;
    this.addresses = addresses;
    this.#emits = emits;
    this.random = new Random(code, addresses.scratch, c);
    this.output = new Output(code, at, a, plan.image, addresses.image);
  }

  /** Writes ops in order. */
  run(instructions: readonly Instruction[]): void {
    this.depth++;
    for (let i = 0; i < instructions.length;) {
      const together = fused(this, instructions, i);
      if (together === 0) this.emit(instructions[i]);
      i += together || 1;
    }
    this.depth--;
  }

  /** Writes one op. */
  emit(instruction: Instruction): void {
    this.#emits[instruction.name](this, instruction.operands, instruction);
  }

  /** Blocks of which one is run: what is ahead at their beginning must be the same at their end. */
  alternatives(blocks: readonly (readonly Instruction[])[]): (() => void)[] {
    this.output.settle();
    return blocks.map((block) => () => {
      this.run(block);
      this.output.settle();
    });
  }

  /** Writes what records need in memory and in vectors, before the first one. */
  prepare(): void {
    this.vectors.prepare();
    this.random.prepare();
  }

  /** local += number */
  increase(local: Local, number: number | bigint): void {
    const { code } = this;
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

  /** The address of a table of the image. */
  image(offset: number): number {
    return this.addresses.image + offset;
  }

  call(part: Part): void {
    this.code.call(partIndex[part]);
  }

  /** The i64 on the stack is the record that is made. */
  setRecord(): void {
    this.code.tee(this.record);
    this.random.gammas();
    this.code.set(this.random.recordGamma);
  }

  /** Keeps registers in locals of their own; the result puts them back. */
  keep(registers: readonly Local[]): () => void {
    const { code } = this;
    const kept = registers.map((register) => ({ register, saved: code.local(register.type) }));
    for (const { register, saved } of kept) code.move(saved, register);
    return () => {
      for (const { register, saved } of kept) code.move(register, saved);
    };
  }

  /** The word V of a table, as i64 on the stack. */
  word(table: number): void {
    const { code } = this;
    code.get(this.value);
    code.wrap();
    code.i32(2);
    code.binary32("shl");
    code.load32(this.image(table));
    code.extend();
  }
}
