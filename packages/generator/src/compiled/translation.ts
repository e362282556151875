/**
 * One translation: the function that is being written, its registers, and what ops have in common.
 *
 * Stores go to `at` plus an offset that is known, `ahead`, so `at` moves only behind text whose length is not.
 *
 * Preconditions: as for the interpreter; what is copied too much behind `at` is overwritten by what follows.
 */

import type { Instruction, OpName } from "../ops.ts";
import type { Plan } from "../plan.ts";
import { Code, type Local } from "./code.ts";
import { fused } from "./fused.ts";
import { i32, i64 } from "./module.ts";
import { partIndex, type Part } from "./parts.ts";
import type { Begun } from "./picks.ts";
import { scratch } from "./scratch.ts";
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

/** γ of splitmix64. */
export const gamma = 0x9e3779b97f4a7c15n;

/** The shifts of splitmix64's finaliser, and the factors between them. */
const rounds = [
  [30n, 0xbf58476d1ce4e5b9n],
  [27n, 0x94d049bb133111ebn],
  [31n, undefined],
] as const;

const mask = 0xffffffffn;

/** Literals longer than this would bloat the code. */
const longestInCode = 256;

/** A number of two words, two's complement. */
export const wide = (high: number, low: number): bigint => (BigInt(high | 0) << 32n) | BigInt(low);

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
  /** (record + 1) · γ, which every stream of the record needs. */
  readonly recordGamma: Local = this.code.local(i64);
  readonly parent: Local = this.code.local(i64);
  readonly ordinal: Local = this.code.local(i64);
  readonly siblings: Local = this.code.local(i64);
  readonly base: Local = this.code.local(i64);
  readonly state: Local = this.code.local(i64);
  readonly offset: Local = this.code.local(i64);
  readonly halves: readonly [Local, Local] = [this.code.local(i64), this.code.local(i64)];
  readonly value: Local = this.code.local(i64);
  readonly isNull: Local = this.code.local(i32);
  readonly element: Local = this.code.local(i32);
  readonly taken: Local = this.code.local(i32);
  readonly takenCount: Local = this.code.local(i32);
  // Scratch, for a few instructions each.
  readonly a: Local = this.code.local(i32);
  readonly b: Local = this.code.local(i32);
  readonly c: Local = this.code.local(i64);
  readonly #z: Local = this.code.local(i64);
  readonly vectors: Vectors = new Vectors(this.code);
  /** How far behind `at` the next byte goes. */
  ahead = 0;
  /** Lists around, inside of which streams have an offset. */
  lists = 0;
  /** Blocks around; what stands in none is run for every record. */
  depth = 0;
  /** Whether another record is being made than the one that was asked for. */
  elsewhere = false;
  /** Streams of the record whose first draw is made already: where they begin, and the draw. */
  readonly #drawn: Map<Instruction, readonly [start: Local, draw: Local]> = new Map();
  /** Pushes the state where it is in no register. */
  #pushState: (() => void) | undefined;
  readonly #longest: Map<string, number> = new Map();
  /** Lists whose draws and slots have been begun with those of a list before. */
  readonly begun: Map<Instruction, Begun> = new Map();
  /** Classes of the record that are known by now. */
  readonly classes: Map<string, Local> = new Map();

  constructor(plan: Plan, addresses: Addresses, emits: Readonly<Record<OpName, Emit>>) {
    this.plan = plan;
    this.addresses = addresses;
    this.#emits = emits;
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
    this.settle();
    return blocks.map((block) => () => {
      this.run(block);
      this.settle();
    });
  }

  /** `at` moves to where the next byte goes. */
  settle(): void {
    if (this.ahead === 0) return;
    const { code } = this;
    code.get(this.at);
    code.i32(this.ahead);
    code.binary32("add");
    code.set(this.at);
    this.ahead = 0;
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

  /** at = part(at, …), with what `push` pushes behind `at`. */
  write(part: Part, push: () => void): void {
    const { code } = this;
    this.settle();
    code.get(this.at);
    push();
    this.call(part);
    code.set(this.at);
  }

  /** The i64 on the stack is the record that is made. */
  setRecord(): void {
    this.code.tee(this.record);
    this.#gammas();
    this.code.set(this.recordGamma);
  }

  /** n on the stack → (n + 1) · γ */
  #gammas(): void {
    const { code } = this;
    code.i64(1n);
    code.binary64("add");
    code.i64(gamma);
    code.binary64("mul");
  }

  /** Starts a stream in the record that is made, or in the record of its parent. */
  startStream(high: number, low: number, of: "record" | "parent"): void {
    const { code } = this;
    if (of === "record") this.streamStart(high, low);
    else {
      code.get(this.parent);
      this.#gammas();
      this.#streamStart(high, low);
    }
    if (this.lists > 0) {
      code.get(this.offset);
      code.binary64("add");
    }
    code.tee(this.base);
    code.set(this.state);
  }

  /** The state with which a stream of the record begins that is in no list, on the stack. */
  streamStart(high: number, low: number): void {
    this.code.get(this.recordGamma);
    this.#streamStart(high, low);
  }

  /** (n + 1) · γ of a record on the stack → the state with which a stream of it begins. */
  #streamStart(high: number, low: number): void {
    this.code.i64(wide(high, low));
    this.code.binary64("add");
    this.mix();
  }

  /**
   * Makes the first draws of the streams that every record has, before anything branches: what a processor began
   * behind a wrong guess is lost, and a stream's two chains of multiplications with it (measured: 0.92 of the time of
   * `title.basics`).
   */
  drawAhead(instructions: readonly Instruction[]): void {
    instructions.forEach((instruction, i) => {
      if (instruction.name !== "stream" || instructions[i + 1]?.name !== "draw") return;
      const [start, draw] = [this.code.local(i64), this.code.local(i64)];
      this.startStream(instruction.operands[0], instruction.operands[1], "record");
      this.code.move(start, this.base);
      this.next();
      this.code.set(draw);
      this.#drawn.set(instruction, [start, draw]);
    });
  }

  /** Starts a stream with its first draw, if that is made already. */
  takeDrawn(stream: Instruction): boolean {
    const drawn = this.#drawn.get(stream);
    if (drawn === undefined) return false;
    const { code } = this;
    const [start, draw] = drawn;
    code.get(start);
    code.tee(this.base);
    code.i64(gamma);
    code.binary64("add");
    code.set(this.state);
    code.get(draw);
    this.split();
    return true;
  }

  /** z on the stack → splitmix64's finaliser of it. */
  mix(): void {
    const { code } = this;
    for (const [round, [shift, factor]] of rounds.entries()) {
      code.tee(this.#z);
      code.get(this.#z);
      code.i64(shift);
      code.binary64("shrU");
      code.binary64("xor");
      if (factor === undefined) return;
      if (this.#pushState === undefined) code.i64(factor);
      else this.#load(scratch.factors + 8 * round);
      code.binary64("mul");
    }
  }

  /** Writes what records need in memory and in vectors, before the first one. */
  prepare(): void {
    this.vectors.prepare();
    rounds.forEach(([, factor], round) => {
      if (factor !== undefined) this.#store(scratch.factors + 8 * round, () => this.code.i64(factor));
    });
  }

  /** Keeps a state for who needs it later, in memory. */
  keepState(state: Local): void {
    this.#store(scratch.state, () => this.code.get(state));
  }

  /** The state that was kept, on the stack. */
  keptState(): void {
    this.#load(scratch.state);
  }

  /**
   * Writes ops before which nothing has set the state, but a function that pushes it. Where only one of them asks for
   * it, and so in one of some cases, it is found there, with what else a draw needs: no register is taken for that.
   */
  runFrom(pushState: () => void, instructions: readonly Instruction[]): void {
    const draws = drawsIn(instructions);
    if (draws === 1) this.#pushState = pushState;
    else if (draws > 1) {
      pushState();
      this.code.set(this.state);
    }
    this.run(instructions);
    this.#pushState = undefined;
  }

  #load(offset: number): void {
    this.code.i32(this.addresses.scratch);
    this.code.load64(offset);
  }

  #store(offset: number, push: () => void): void {
    this.code.i32(this.addresses.scratch);
    push();
    this.code.store64(offset);
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

  /** The next draw, on the stack. */
  next(): void {
    const { code } = this;
    if (this.#pushState === undefined) code.get(this.state);
    else this.#pushState();
    code.i64(gamma);
    code.binary64("add");
    code.tee(this.state);
    this.mix();
  }

  /** A draw on the stack becomes H and L. */
  split(): void {
    const { code } = this;
    code.tee(this.#z);
    code.i64(32n);
    code.binary64("shrU");
    code.set(this.halves[0]);
    code.get(this.#z);
    code.i64(mask);
    code.binary64("and");
    code.set(this.halves[1]);
  }

  /** The draw at the address in a local becomes H and L. */
  splitAt(address: Local): void {
    const { code } = this;
    this.halves.forEach((half, k) => {
      code.get(address);
      code.load32(4 - 4 * k);
      code.extend();
      code.set(half);
    });
  }

  /** H and L as one fraction, on the stack. */
  fractions(): void {
    const { code } = this;
    code.get(this.halves[0]);
    code.i64(32n);
    code.binary64("shl");
    code.get(this.halves[1]);
    code.binary64("or");
  }

  /** ⌊fraction · n⌋ as i64 on the stack, for a constant n or the i64 that a function pushes; the half keeps the rest. */
  choose(half: number, n: number | (() => void)): void {
    this.#times(half, n);
    this.code.i64(32n);
    this.code.binary64("shrU");
  }

  /** The place of slot ⌊fraction · n⌋ in a table, as i32 on the stack: one shift, as processors can do few at once. */
  chooseSlot(half: number, shift: number, n: number | (() => void)): void {
    const { code } = this;
    this.#times(half, n);
    code.i64(BigInt(32 - shift));
    code.binary64("shrU");
    code.wrap();
    code.i32(-(1 << shift));
    code.binary32("and");
  }

  /** fraction · n on the stack; the half keeps what is below 1. */
  #times(half: number, n: number | (() => void)): void {
    const { code } = this;
    code.get(this.halves[half]);
    if (typeof n === "number") code.i64(BigInt(n));
    else n();
    code.binary64("mul");
    code.tee(this.c);
    code.i64(mask);
    code.binary64("and");
    code.set(this.halves[half]);
    code.get(this.c);
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

  /** quotient = whole / n, rest = whole − quotient · n */
  divide(whole: Local, n: bigint, quotient: Local, rest: Local): void {
    const { code } = this;
    code.get(whole);
    code.i64(n);
    code.binary64("divU");
    code.set(quotient);
    code.get(whole);
    code.get(quotient);
    code.i64(n);
    code.binary64("mul");
    code.binary64("sub");
    code.set(rest);
  }

  /** How long the longest text in the slots of a table is. */
  longest(table: number, n: number, shift: number): number {
    const key = `${table} ${n}`;
    let most = this.#longest.get(key) ?? 0;
    if (most > 0) return most;
    const { image } = this.plan;
    for (let end = table + (1 << shift); end <= table + (n << shift); end += 1 << shift) {
      most = Math.max(most, image[end - 1]);
    }
    this.#longest.set(key, most);
    return most;
  }

  /**
   * Copies the slot whose place in the table is on the stack as i32: no more of it than the `longest` text has, for
   * stores are what copying waits for. `addTable`: adds to its address.
   */
  copySlot(table: number, shift: number, longest: number, addTable: () => void = () => {}): void {
    const { code } = this;
    const width = 1 << shift;
    const address = this.image(table);
    addTable();
    code.set(this.a);
    for (let k = 0; k < longest; k += 16) {
      code.get(this.at);
      code.get(this.a);
      if (longest - k <= 8) {
        code.load64(address + k);
        code.store64(this.ahead + k);
      } else {
        code.loadVector(address + k);
        code.storeVector(this.ahead + k);
      }
    }
    code.get(this.at);
    code.get(this.a);
    code.load8(address + width - 1);
    code.binary32("add");
    code.set(this.at);
    // The text's length is known only now, so what was ahead is made up for here.
    this.settle();
  }

  /** Copies literal bytes of the image, as constants; up to 7 more are written behind them. */
  literal(offset: number, length: number): void {
    const { code } = this;
    const { image } = this.plan;
    if (length > longestInCode) {
      return this.write("bytes", () => {
        code.i32(this.image(offset));
        code.i32(length);
      });
    }
    const bytes = new DataView(image.buffer, image.byteOffset + offset);
    // An engine makes a number in one or two instructions, and a vector constant in six.
    for (let k = 0; k < length;) {
      const left = length - k;
      code.get(this.at);
      if (left > 4) {
        code.i64(bytes.getBigInt64(k, true));
        code.store64(this.ahead + k);
        k += 8;
      } else if (left > 2) {
        code.i32(bytes.getInt32(k, true));
        code.store32(this.ahead + k);
        k += 4;
      } else if (left === 2) {
        code.i32(bytes.getUint16(k, true));
        code.store16(this.ahead + k);
        k += 2;
      } else {
        code.i32(bytes.getUint8(k));
        code.store8(this.ahead + k);
        k += 1;
      }
    }
    this.ahead += length;
  }
}

/** Ops that draw, apart from those that begin their own streams. */
const drawing: ReadonlySet<OpName> = new Set(["draw", "bucket", "hex", "uuid", "uuidv7", "ulid", "letters"]);
/** Ops behind which the state is another. */
const starting: ReadonlySet<OpName> = new Set(["stream", "parentStream", "at"]);

/** In how many places some ops draw; more than one where streams begin among them. */
function drawsIn(instructions: readonly Instruction[]): number {
  let draws = 0;
  for (const { name, blocks } of instructions) {
    if (starting.has(name)) return 2;
    // All but `draw` may draw more than once.
    if (drawing.has(name)) draws += name === "draw" ? 1 : 2;
    for (const block of blocks) draws += drawsIn(block);
  }
  return draws;
}
