/**
 * The streams of a record and their draws, as instructions; `../twin/draws.ts` specifies what is drawn.
 *
 * A stream is splitmix64: its state begins with a hash of the field's key and the record, each draw adds γ to it, and
 * is its finaliser. H and L are the halves of the draw that choices are made by.
 */

import { type Instruction, type OpName, wide } from "../ops.ts";
import type { Code, Local } from "./code.ts";
import { i64 } from "./module.ts";
import { scratch } from "./scratch.ts";

/** γ of splitmix64. */
export const gamma = 0x9e3779b97f4a7c15n;

/** The shifts of splitmix64's finaliser, and the factors between them. */
const rounds = [
  [30n, 0xbf58476d1ce4e5b9n],
  [27n, 0x94d049bb133111ebn],
  [31n, undefined],
] as const;

const lowHalf = 0xffffffffn;

export class Random {
  readonly #code: Code;
  readonly #scratchAt: number;
  /** (record + 1) · γ, which every stream of the record needs. */
  readonly recordGamma: Local;
  /** The state with which the stream began, and that of its last draw. */
  readonly base: Local;
  readonly state: Local;
  /** What is added to the streams of an element. */
  readonly offset: Local;
  /** H and L, of which choices leave the rest. */
  readonly halves: readonly [Local, Local];
  readonly #z: Local;
  readonly #product: Local;
  /** Lists around, inside of which streams have an offset. */
  lists = 0;
  /** Streams of the record whose first draw is made already: where they begin, and the draw. */
  readonly #drawn: Map<Instruction, readonly [start: Local, draw: Local]> = new Map();
  /** Pushes the state where it is in no register. */
  #pushState: (() => void) | undefined;

  /** @param product a register for a few instructions each */
  constructor(code: Code, scratchAt: number, product: Local) {
    this.#code = code;
    this.#scratchAt = scratchAt;
    this.#product = product;
    const local = (): Local => code.local(i64);
    [this.recordGamma, this.base, this.state, this.offset] = [local(), local(), local(), local()];
    this.halves = [local(), local()];
    this.#z = local();
  }

  /** n on the stack → (n + 1) · γ */
  gammas(): void {
    const code = this.#code;
    code.i64(1n);
    code.binary64("add");
    code.i64(gamma);
    code.binary64("mul");
  }

  /** Starts a stream in the record that is made, or in another one. */
  startStream(high: number, low: number, record?: Local): void {
    const code = this.#code;
    if (record === undefined) this.streamStart(high, low);
    else {
      code.get(record);
      this.gammas();
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
    this.#code.get(this.recordGamma);
    this.#streamStart(high, low);
  }

  /** (n + 1) · γ of a record on the stack → the state with which a stream of it begins. */
  #streamStart(high: number, low: number): void {
    this.#code.i64(wide(high, low));
    this.#code.binary64("add");
    this.mix();
  }

  /**
   * Makes the first draws of the streams that every record has, before anything branches: what a processor began
   * behind a wrong guess is lost, and a stream's two chains of multiplications with it (measured: 0.92 of the time of
   * `title.basics`).
   */
  drawAhead(instructions: readonly Instruction[]): void {
    const code = this.#code;
    instructions.forEach((instruction, i) => {
      if (instruction.name !== "stream" || instructions[i + 1]?.name !== "draw") return;
      const [start, draw] = [code.local(i64), code.local(i64)];
      this.startStream(instruction.operands[0], instruction.operands[1]);
      code.move(start, this.base);
      this.next();
      code.set(draw);
      this.#drawn.set(instruction, [start, draw]);
    });
  }

  /** Starts a stream with its first draw, if that is made already. */
  takeDrawn(stream: Instruction): boolean {
    const drawn = this.#drawn.get(stream);
    if (drawn === undefined) return false;
    const code = this.#code;
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
    const code = this.#code;
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

  /** Writes what draws need in memory, before the first record. */
  prepare(): void {
    rounds.forEach(([, factor], round) => {
      if (factor !== undefined) this.#store(scratch.factors + 8 * round, () => this.#code.i64(factor));
    });
  }

  /** Keeps a state for who needs it later, in memory. */
  keepState(state: Local): void {
    this.#store(scratch.state, () => this.#code.get(state));
  }

  /** The state that was kept, on the stack. */
  keptState(): void {
    this.#load(scratch.state);
  }

  /**
   * Writes ops before which nothing has set the state, but a function that pushes it. Where only one of them asks for
   * it, and so in one of some cases, it is found there, with what else a draw needs: no register is taken for that.
   */
  from(pushState: () => void, instructions: readonly Instruction[], write: () => void): void {
    const draws = drawsIn(instructions);
    if (draws === 1) this.#pushState = pushState;
    else if (draws > 1) {
      pushState();
      this.#code.set(this.state);
    }
    write();
    this.#pushState = undefined;
  }

  #load(offset: number): void {
    this.#code.i32(this.#scratchAt);
    this.#code.load64(offset);
  }

  #store(offset: number, push: () => void): void {
    this.#code.i32(this.#scratchAt);
    push();
    this.#code.store64(offset);
  }

  /** The next draw, on the stack. */
  next(): void {
    const code = this.#code;
    if (this.#pushState === undefined) code.get(this.state);
    else this.#pushState();
    code.i64(gamma);
    code.binary64("add");
    code.tee(this.state);
    this.mix();
  }

  /** A draw on the stack becomes H and L. */
  split(): void {
    const code = this.#code;
    code.tee(this.#z);
    code.i64(32n);
    code.binary64("shrU");
    code.set(this.halves[0]);
    code.get(this.#z);
    code.i64(lowHalf);
    code.binary64("and");
    code.set(this.halves[1]);
  }

  /** The draw at the address in a local becomes H and L. */
  splitAt(address: Local): void {
    const code = this.#code;
    this.halves.forEach((half, k) => {
      code.get(address);
      code.load32(4 - 4 * k);
      code.extend();
      code.set(half);
    });
  }

  /** H and L as one fraction, on the stack. */
  fractions(): void {
    const code = this.#code;
    code.get(this.halves[0]);
    code.i64(32n);
    code.binary64("shl");
    code.get(this.halves[1]);
    code.binary64("or");
  }

  /** ⌊fraction · n⌋ as i64 on the stack, for a constant n or the i64 that a function pushes; the half keeps the rest. */
  choose(half: number, n: number | (() => void)): void {
    this.#times(half, n);
    this.#code.i64(32n);
    this.#code.binary64("shrU");
  }

  /** The place of slot ⌊fraction · n⌋ in a table, as i32 on the stack: one shift, as processors can do few at once. */
  chooseSlot(half: number, shift: number, n: number | (() => void)): void {
    const code = this.#code;
    this.#times(half, n);
    code.i64(BigInt(32 - shift));
    code.binary64("shrU");
    code.wrap();
    code.i32(-(1 << shift));
    code.binary32("and");
  }

  /** fraction · n on the stack; the half keeps what is below 1. */
  #times(half: number, n: number | (() => void)): void {
    const code = this.#code;
    code.get(this.halves[half]);
    if (typeof n === "number") code.i64(BigInt(n));
    else n();
    code.binary64("mul");
    code.tee(this.#product);
    code.i64(lowHalf);
    code.binary64("and");
    code.set(this.halves[half]);
    code.get(this.#product);
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
