/**
 * Translates a plan's program to the body of a WebAssembly function, op by op; `src/twin/` specifies each.
 *
 * What the interpreter finds in memory at run time is known here: operands become constants, blocks become
 * blocks, registers become locals, and literals become vector constants. Stores go to `at` plus an offset that
 * is known, so `at` moves only behind text whose length is not. Rare ops call the interpreter's own parts.
 *
 * Preconditions: as for the interpreter; what is copied too much behind `at` is overwritten by what follows.
 */

import { BugError } from "@backlot/runtime";
import { disassemble, type Instruction } from "../ops.ts";
import type { Plan } from "../plan.ts";
import { Code, type Local } from "./code.ts";
import { i32, i64, moduleBytes, type Import } from "./module.ts";

/** Where things are in memory. */
export interface Addresses {
  readonly image: number;
  readonly program: number;
  readonly columns: number;
  readonly taken: number;
}

const gamma = 0x9e3779b97f4a7c15n;
const mask = 0xffffffffn;

const integers = {
  integer: [i32, i64, i32],
  fixed: [i32, i64, i32],
  date: [i32, i64],
  time: [i32, i32],
  timestamp: [i32, i64],
};

/** What is called of the interpreter's parts: parameters, then the result. */
const parts = {
  bytes: [[i32, i32, i32], i32],
  long: [[i32, i32, i32, i32], i32],
  integer: [integers.integer, i32],
  fixed: [integers.fixed, i32],
  date: [integers.date, i32],
  time: [integers.time, i32],
  timestamp: [integers.timestamp, i32],
  hex: [[i32, i32, i32], i32],
  uuid: [[i32, i64, i64], i32],
  letters: [[i32, i32, i64], i32],
  closeCell: [[i32, i32, i32, i32, i32, i32], i32],
  indexLeft: [[i64, i32, i32], i64],
  probe: [[i64, i64, i32, i32], i64],
  permute: [[i64, i64, i32, i32], i64],
  placeInBlock: [[i32, i32, i64], i32],
  recordAtPlace: [[i32, i32, i64, i32], i64],
  scaleWide: [[i64, i64], i64],
  startsOf: [[i32, i32, i64], i32],
  parentOf: [[i32, i32], i32],
} as const;

type Part = keyof typeof parts;

const imports: readonly Import[] = Object.entries(parts).map(([name, [parameters, result]]) => ({
  name,
  parameters,
  results: [result],
}));
const partNames = Object.keys(parts);

/** A plan as a module: imports `kernel.memory` and the interpreter's parts, exports `make` and `made`. */
export function translate(plan: Plan, addresses: Addresses): Uint8Array<ArrayBuffer> {
  const translation = new Translation(plan, addresses);
  const body = translation.body();
  const signature = { parameters: [i32, i32, i64, i32], results: [i32] };
  return moduleBytes(imports, signature, translation.code.locals, body);
}

const wide = (high: number, low: number): bigint => (BigInt(high | 0) << 32n) | BigInt(low);

class Translation {
  readonly code = new Code(4);
  readonly #plan: Plan;
  readonly #addresses: Addresses;
  // Parameters: where to write, where no record may begin any more, the first record and how many.
  readonly #at: Local = { index: 0, type: i32 };
  readonly #limit: Local = { index: 1, type: i32 };
  readonly #first: Local = { index: 2, type: i64 };
  readonly #count: Local = { index: 3, type: i32 };
  // Registers.
  readonly #made: Local = this.code.local(i32);
  readonly #record: Local = this.code.local(i64);
  /** (record + 1) · γ, which every stream of the record needs. */
  readonly #recordGamma: Local = this.code.local(i64);
  readonly #parent: Local = this.code.local(i64);
  readonly #ordinal: Local = this.code.local(i64);
  readonly #siblings: Local = this.code.local(i64);
  readonly #base: Local = this.code.local(i64);
  readonly #state: Local = this.code.local(i64);
  readonly #offset: Local = this.code.local(i64);
  readonly #halves: readonly [Local, Local] = [this.code.local(i64), this.code.local(i64)];
  readonly #value: Local = this.code.local(i64);
  readonly #isNull: Local = this.code.local(i32);
  readonly #element: Local = this.code.local(i32);
  readonly #taken: Local = this.code.local(i32);
  readonly #takenCount: Local = this.code.local(i32);
  // Scratch.
  readonly #z: Local = this.code.local(i64);
  readonly #a: Local = this.code.local(i32);
  readonly #b: Local = this.code.local(i32);
  readonly #c: Local = this.code.local(i64);
  /** How far behind `at` the next byte goes. */
  #ahead = 0;
  /** Lists around, inside of which streams have an offset. */
  #lists = 0;

  constructor(plan: Plan, addresses: Addresses) {
    this.#plan = plan;
    this.#addresses = addresses;
  }

  body(): Uint8Array {
    const { code } = this;
    code.loop(() => {
      code.get(this.#made);
      code.get(this.#count);
      code.binary32("geU");
      code.leaveIf();
      code.get(this.#limit);
      code.get(this.#at);
      code.binary32("ltU");
      code.leaveIf();
      code.get(this.#first);
      code.get(this.#made);
      code.extend();
      code.binary64("add");
      this.#setRecord();
      code.i32(0);
      code.set(this.#isNull);
      code.i32(this.#addresses.taken);
      code.set(this.#taken);
      code.i32(0);
      code.set(this.#takenCount);
      this.#run(disassemble(this.#plan.words));
      this.#settle();
      code.get(this.#made);
      code.i32(1);
      code.binary32("add");
      code.set(this.#made);
      code.again();
    });
    code.get(this.#made);
    code.setGlobal(0);
    code.get(this.#at);
    return code.bytes();
  }

  /** The record on the stack is the one that is made. */
  #setRecord(): void {
    const { code } = this;
    code.tee(this.#record);
    code.i64(1n);
    code.binary64("add");
    code.i64(gamma);
    code.binary64("mul");
    code.set(this.#recordGamma);
  }

  #run(instructions: readonly Instruction[]): void {
    for (const instruction of instructions) this.#step(instruction);
  }

  /** `at` moves to where the next byte goes. */
  #settle(): void {
    if (this.#ahead === 0) return;
    const { code } = this;
    code.get(this.#at);
    code.i32(this.#ahead);
    code.binary32("add");
    code.set(this.#at);
    this.#ahead = 0;
  }

  #call(part: Part): void {
    this.code.call(partNames.indexOf(part));
  }

  /** z on the stack → splitmix64's finaliser of it. */
  #mix(): void {
    const { code } = this;
    for (const [shift, factor] of [
      [30n, 0xbf58476d1ce4e5b9n],
      [27n, 0x94d049bb133111ebn],
      [31n, undefined],
    ] as const) {
      code.tee(this.#z);
      code.get(this.#z);
      code.i64(shift);
      code.binary64("shrU");
      code.binary64("xor");
      if (factor !== undefined) {
        code.i64(factor);
        code.binary64("mul");
      }
    }
  }

  /** The next draw, on the stack. */
  #next(): void {
    const { code } = this;
    code.get(this.#state);
    code.i64(gamma);
    code.binary64("add");
    code.tee(this.#state);
    this.#mix();
  }

  /** A draw on the stack becomes H and L. */
  #split(): void {
    const { code } = this;
    code.tee(this.#z);
    code.i64(32n);
    code.binary64("shrU");
    code.set(this.#halves[0]);
    code.get(this.#z);
    code.i64(mask);
    code.binary64("and");
    code.set(this.#halves[1]);
  }

  /** ⌊fraction · n⌋ as i64 on the stack, for the i64 n that `push` pushes; the half keeps the rest. */
  #choose(half: number, push: () => void): void {
    const { code } = this;
    code.get(this.#halves[half]);
    push();
    code.binary64("mul");
    code.tee(this.#c);
    code.i64(mask);
    code.binary64("and");
    code.set(this.#halves[half]);
    code.get(this.#c);
    code.i64(32n);
    code.binary64("shrU");
  }

  #chooseOf(half: number, n: number): void {
    this.#choose(half, () => this.code.i64(BigInt(n)));
  }

  /** value = what is on the stack */
  #setValue(): void {
    this.code.set(this.#value);
  }

  /** A stream's start in a record whose (record + 1) · γ is on the stack. */
  #start(high: number, low: number): void {
    const { code } = this;
    code.i64(wide(high, low));
    code.binary64("add");
    this.#mix();
    if (this.#lists > 0) {
      code.get(this.#offset);
      code.binary64("add");
    }
    code.tee(this.#base);
    code.set(this.#state);
  }

  /** Copies a slot; its index, shifted to bytes, is on the stack as i32. */
  #copySlot(address: number, shift: number): void {
    const { code } = this;
    const width = 1 << shift;
    code.set(this.#a);
    for (let k = 0; k < width; k += 16) {
      code.get(this.#at);
      code.get(this.#a);
      code.loadVector(address + k);
      code.storeVector(this.#ahead + k);
    }
    code.get(this.#at);
    code.get(this.#a);
    code.load8(address + width - 1);
    code.binary32("add");
    if (this.#ahead > 0) {
      code.i32(this.#ahead);
      code.binary32("add");
    }
    code.set(this.#at);
    this.#ahead = 0;
  }

  /** i64 index on the stack → bytes of slots. */
  #toSlot(shift: number): void {
    this.code.wrap();
    this.code.i32(shift);
    this.code.binary32("shl");
  }

  /** Literal bytes of the image, as vector constants. */
  #literal(offset: number, length: number): void {
    const { code } = this;
    const { image } = this.#plan;
    // Long ones would bloat the code.
    if (length > 256) {
      this.#settle();
      code.get(this.#at);
      code.i32(this.#addresses.image + offset);
      code.i32(length);
      this.#call("bytes");
      code.set(this.#at);
      return;
    }
    for (let k = 0; k < length; k += 16) {
      const vector = new Uint8Array(16);
      vector.set(image.subarray(offset + k, Math.min(offset + length, offset + k + 16)));
      code.get(this.#at);
      code.vector(vector);
      code.storeVector(this.#ahead + k);
    }
    this.#ahead += length;
  }

  /** at = part(at, …), with what `push` pushes behind `at`. */
  #write(part: Part, push: () => void): void {
    const { code } = this;
    this.#settle();
    code.get(this.#at);
    push();
    this.#call(part);
    code.set(this.#at);
  }

  /** Alternatives: what is ahead at their beginning must be the same at their end. */
  #alternatives(bodies: readonly (readonly Instruction[])[]): (() => void)[] {
    this.#settle();
    return bodies.map((body) => () => {
      this.#run(body);
      this.#settle();
    });
  }

  #step(instruction: Instruction): void {
    const { code } = this;
    const { name, at, operands, blocks } = instruction;
    const [p0, p1, p2, p3, p4] = operands;
    const image = this.#addresses.image;
    switch (name) {
      case "stream":
        code.get(this.#recordGamma);
        return this.#start(p0, p1);
      case "parentStream":
        code.get(this.#parent);
        code.i64(1n);
        code.binary64("add");
        code.i64(gamma);
        code.binary64("mul");
        return this.#start(p0, p1);
      case "draw":
        this.#next();
        return this.#split();
      case "set":
        code.i64(wide(p0, p1));
        return this.#setValue();
      case "setNull":
        code.i32(1);
        return code.set(this.#isNull);
      case "index":
        this.#chooseOf(p0, p1);
        return this.#setValue();
      case "indexWide":
        this.#bothHalves();
        code.i64(wide(p0, p1));
        this.#call("scaleWide");
        return this.#setValue();
      case "alias":
        return this.#alias(p0, p1, image + p2);
      case "bucket":
        return this.#bucket(p0, image + p1);
      case "indexLeft":
        this.#choose(p0, () => {
          code.i32(p1);
          code.get(this.#takenCount);
          code.binary32("sub");
          code.extend();
        });
        code.get(this.#taken);
        this.#takeOne();
        this.#call("indexLeft");
        return this.#setValue();
      case "probe":
        code.get(this.#value);
        code.i64(wide(p0, p1));
        code.get(this.#taken);
        this.#takeOne();
        this.#call("probe");
        return this.#setValue();
      case "add":
      case "multiply":
        code.get(this.#value);
        code.i64(wide(p0, p1));
        code.binary64(name === "add" ? "add" : "mul");
        return this.#setValue();
      case "plus":
        return this.#plus(operands);
      case "lookup":
        this.#word(image + p0);
        return this.#setValue();
      case "map":
        code.get(this.#value);
        code.wrap();
        code.load8(image + p0);
        code.extend();
        return this.#setValue();
      case "record":
        return code.move(this.#value, this.#record);
      case "parent":
        return code.move(this.#value, this.#parent);
      case "ordinal":
        return code.move(this.#value, this.#ordinal);
      case "element":
        code.get(this.#element);
        code.extend();
        return this.#setValue();
      case "isChosen":
        this.#choose(0, () => code.get(this.#siblings));
        code.get(this.#ordinal);
        code.binary64("eq");
        code.extend();
        return this.#setValue();
      case "permute":
        return this.#permute(p0, p1, wide(p2, p3));
      case "class":
        code.i32(p0);
        code.i32(p1);
        code.get(this.#value);
        this.#call("placeInBlock");
        code.extend();
        this.#setValue();
        this.#word(image + p2);
        return this.#setValue();
      case "member":
        return this.#member(p0, p1, p2, image + p3);
      case "children":
        return this.#children(this.#addresses.program + at * 4, p2);
      case "childrenEven":
        code.i64(BigInt(p0));
        code.set(this.#siblings);
        code.get(this.#record);
        code.i64(BigInt(p0));
        code.binary64("divU");
        code.set(this.#parent);
        return this.#restOf(this.#record, this.#parent, BigInt(p0), this.#ordinal);

      case "text":
        return this.#literal(p0, p1);
      case "pick":
        this.#chooseOf(p0, p1);
        this.#toSlot(p3);
        return this.#copySlot(image + p2, p3);
      case "pickLong":
        this.#chooseOf(p0, p1);
        this.#setValueScratch();
        return this.#write("long", () => this.#longOf(image + p2, this.#c));
      case "slot":
        code.get(this.#value);
        this.#toSlot(p1);
        return this.#copySlot(image + p0, p1);
      case "long":
        return this.#write("long", () => this.#longOf(image + p0, this.#value));
      case "integer":
      case "padded":
      case "fixed":
        return this.#write(name === "fixed" ? "fixed" : "integer", () => {
          code.get(this.#value);
          code.i32(name === "integer" ? 1 : p0);
        });
      case "date":
      case "timestamp":
        return this.#write(name, () => code.get(this.#value));
      case "time":
        return this.#write(name, () => {
          code.get(this.#value);
          code.wrap();
        });
      case "hex":
        return this.#hex(p0);
      case "uuid":
        this.#next();
        code.set(this.#c);
        return this.#write("uuid", () => {
          code.get(this.#c);
          this.#next();
        });
      case "letters":
        this.#write("letters", () => {
          code.get(this.#value);
          code.wrap();
          code.get(this.#state);
        });
        code.get(this.#state);
        code.get(this.#value);
        code.i64(7n);
        code.binary64("add");
        code.i64(3n);
        code.binary64("shrU");
        code.i64(gamma);
        code.binary64("mul");
        code.binary64("add");
        return code.set(this.#state);
      case "column":
        return this.#column(this.#addresses.columns + p0 * 8);

      case "switch":
        return this.#switch(blocks);
      case "chance": {
        const [yes, no] = this.#alternatives(blocks);
        code.get(this.#halves[p0]);
        code.i64(BigInt(p1));
        code.binary64("ltU");
        return code.either(yes, no);
      }
      case "ifNull": {
        const [yes, no] = this.#alternatives(blocks);
        code.get(this.#isNull);
        code.i32(0);
        code.set(this.#isNull);
        return code.either(yes, no);
      }
      case "list":
        return this.#list(wide(p0, p1), p2, p3, blocks[0]);
      case "at":
        return this.#inRecord(blocks[0]);
      case "cell": {
        this.#settle();
        const begin = code.local(i32);
        code.move(begin, this.#at);
        this.#run(blocks[0]);
        this.#settle();
        code.get(begin);
        code.get(this.#at);
        code.i32(p0);
        code.i32(p1);
        code.i32(image + p2);
        code.i32(p3);
        this.#call("closeCell");
        return code.set(this.#at);
      }
      case "object":
        return this.#object(p0, p1, blocks[0]);
      default:
        throw new BugError(`The op ${String(p4 ?? name)} cannot be translated`);
    }
  }

  #bothHalves(): void {
    const { code } = this;
    code.get(this.#halves[0]);
    code.i64(32n);
    code.binary64("shl");
    code.get(this.#halves[1]);
    code.binary64("or");
  }

  /** The word V of a table, as i64 on the stack. */
  #word(table: number): void {
    const { code } = this;
    code.get(this.#value);
    code.wrap();
    code.i32(2);
    code.binary32("shl");
    code.load32(table);
    code.extend();
  }

  #takeOne(): void {
    const { code } = this;
    code.get(this.#takenCount);
    code.get(this.#takenCount);
    code.i32(1);
    code.binary32("add");
    code.set(this.#takenCount);
  }

  #setValueScratch(): void {
    this.code.set(this.#c);
  }

  /** The arguments of `long` behind `at`, for an index. */
  #longOf(table: number, index: Local): void {
    const { code } = this;
    code.i32(this.#addresses.image);
    code.i32(table);
    code.get(index);
    code.wrap();
  }

  #alias(half: number, n: number, table: number): void {
    const { code } = this;
    this.#chooseOf(half, n);
    code.tee(this.#value);
    code.wrap();
    code.i32(3);
    code.binary32("shl");
    code.set(this.#a);
    code.get(this.#value);
    code.get(this.#a);
    code.load32(table + 4);
    code.extend();
    code.get(this.#halves[half]);
    code.get(this.#a);
    code.load32(table);
    code.extend();
    code.binary64("ltU");
    code.select();
    this.#setValue();
  }

  /** Entries of six words: threshold, alias, start (high, low), size (high, low). */
  #bucket(n: number, table: number): void {
    const { code } = this;
    const pair = (offset: number): void => {
      code.get(this.#a);
      code.load32(table + offset);
      code.extend();
      code.i64(32n);
      code.binary64("shl");
      code.get(this.#a);
      code.load32(table + offset + 4);
      code.extend();
      code.binary64("or");
    };
    this.#chooseOf(0, n);
    code.wrap();
    code.i32(24);
    code.binary32("mul");
    code.tee(this.#a);
    code.get(this.#a);
    code.load32(table + 4);
    code.i32(24);
    code.binary32("mul");
    code.get(this.#halves[0]);
    code.get(this.#a);
    code.load32(table);
    code.extend();
    code.binary64("ltU");
    code.select();
    code.set(this.#a);
    pair(8);
    this.#setValue();
    pair(16);
    code.set(this.#c);
    code.i64(4194304n);
    code.get(this.#c);
    code.binary64("ltU");
    code.either(
      () => {
        this.#next();
        code.tee(this.#halves[0]);
        code.get(this.#c);
        this.#call("scaleWide");
        code.get(this.#value);
        code.binary64("add");
        this.#setValue();
        code.get(this.#halves[0]);
        this.#split();
      },
      () => {
        const size = code.local(i64);
        code.move(size, this.#c);
        this.#choose(1, () => code.get(size));
        code.get(this.#value);
        code.binary64("add");
        this.#setValue();
      },
    );
  }

  #plus([half, minHigh, minLow, maxHigh, maxLow, limitHigh, limitLow]: readonly number[]): void {
    const { code } = this;
    const [min, max, limit] = [wide(minHigh, minLow), wide(maxHigh, maxLow), wide(limitHigh, limitLow)];
    const most = code.local(i64);
    const smaller = (a: () => void, b: () => void, order: "ltS" | "gtS"): void => {
      a();
      b();
      a();
      b();
      code.binary64(order);
      code.select();
    };
    const left = (): void => {
      code.i64(limit);
      code.get(this.#value);
      code.binary64("sub");
    };
    smaller(() => code.i64(max), left, "ltS");
    code.set(most);
    smaller(
      () => code.i64(min),
      () => code.get(most),
      "gtS",
    );
    code.set(most);
    this.#choose(half, () => {
      code.get(most);
      code.i64(min - 1n);
      code.binary64("sub");
    });
    code.get(this.#value);
    code.binary64("add");
    code.i64(min);
    code.binary64("add");
    this.#setValue();
    smaller(
      () => code.get(this.#value),
      () => code.i64(limit),
      "ltS",
    );
    this.#setValue();
  }

  /** rest = whole − quotient · n */
  #restOf(whole: Local, quotient: Local, n: bigint, rest: Local): void {
    const { code } = this;
    code.get(whole);
    code.get(quotient);
    code.i64(n);
    code.binary64("mul");
    code.binary64("sub");
    code.set(rest);
  }

  #permute(keyHigh: number, keyLow: number, n: bigint): void {
    const { code } = this;
    const round = code.local(i64);
    const rest = code.local(i64);
    code.get(this.#value);
    code.i64(n);
    code.binary64("divU");
    code.set(round);
    this.#restOf(this.#value, round, n, rest);
    code.get(round);
    code.i64(n);
    code.binary64("mul");
    code.get(rest);
    code.i64(n);
    code.i32(keyHigh);
    code.i32(keyLow);
    this.#call("permute");
    code.binary64("add");
    this.#setValue();
  }

  #member(keyHigh: number, keyLow: number, perBlock: number, table: number): void {
    const { code } = this;
    const block = code.local(i64);
    const rest = code.local(i64);
    code.get(this.#value);
    code.i64(BigInt(perBlock));
    code.binary64("divU");
    code.set(block);
    this.#restOf(this.#value, block, BigInt(perBlock), rest);
    code.move(this.#value, rest);
    code.i32(keyHigh);
    code.i32(keyLow);
    code.get(block);
    this.#word(table);
    code.wrap();
    this.#call("recordAtPlace");
    this.#setValue();
  }

  #children(pc: number, total: number): void {
    const { code } = this;
    const block = code.local(i64);
    const child = code.local(i64);
    const before = (offset: number): void => {
      code.get(this.#b);
      code.load32(offset);
      code.extend();
    };
    code.get(this.#record);
    code.i64(BigInt(total));
    code.binary64("divU");
    code.set(block);
    this.#restOf(this.#record, block, BigInt(total), child);
    code.i32(pc);
    code.i32(this.#addresses.image);
    code.get(block);
    this.#call("startsOf");
    code.tee(this.#a);
    code.get(child);
    code.wrap();
    this.#call("parentOf");
    code.set(this.#b);
    code.get(block);
    code.i64(10n);
    code.binary64("shl");
    code.get(this.#b);
    code.extend();
    code.binary64("add");
    code.set(this.#parent);
    // b = the address of the parent's start
    code.get(this.#b);
    code.i32(2);
    code.binary32("shl");
    code.get(this.#a);
    code.binary32("add");
    code.set(this.#b);
    code.get(child);
    before(0);
    code.binary64("sub");
    code.set(this.#ordinal);
    before(4);
    before(0);
    code.binary64("sub");
    code.set(this.#siblings);
  }

  #hex(digits: number): void {
    const { code } = this;
    for (let left = digits; left > 0; left -= 16) {
      this.#next();
      this.#split();
      const first = Math.min(8, left);
      for (const [half, count] of [
        [0, first],
        [1, Math.min(8, left - first)],
      ] as const) {
        if (count === 0) continue;
        this.#write("hex", () => {
          code.get(this.#halves[half]);
          code.wrap();
          code.i32(32 - 4 * count);
          code.binary32("shrU");
          code.i32(count);
        });
      }
    }
  }

  /** A pair of addresses stands there: the texts, and where each record's ends. */
  #column(pair: number): void {
    const { code } = this;
    // a = the address of this record's end
    code.i32(pair);
    code.load32(4);
    code.get(this.#made);
    code.i32(2);
    code.binary32("shl");
    code.binary32("add");
    code.set(this.#a);
    // b = where its text begins
    code.i32(0);
    code.set(this.#b);
    code.get(this.#made);
    code.either(() => {
      code.get(this.#a);
      code.i32(4);
      code.binary32("sub");
      code.load32(0);
      code.set(this.#b);
    });
    this.#write("bytes", () => {
      code.i32(pair);
      code.load32(0);
      code.get(this.#b);
      code.binary32("add");
      code.get(this.#a);
      code.load32(0);
      code.get(this.#b);
      code.binary32("sub");
    });
  }

  #switch(blocks: readonly (readonly Instruction[])[]): void {
    const { code } = this;
    if (blocks.length === 2 && samePicks(blocks[0], blocks[1])) return this.#selected(blocks[0], blocks[1]);
    const bodies = this.#alternatives(blocks);
    const push = (): void => {
      code.get(this.#value);
      code.wrap();
    };
    if (bodies.length !== 2) return code.cases(push, bodies);
    push();
    code.either(bodies[1], bodies[0]);
  }

  /** Two blocks of the same picks from other tables: the tables are selected, and nothing branches. */
  #selected(zero: readonly Instruction[], one: readonly Instruction[]): void {
    const { code } = this;
    const isOne = code.local(i32);
    code.get(this.#value);
    code.wrap();
    code.set(isOne);
    zero.forEach(({ operands: [half, n, table, shift] }, i) => {
      const [, otherN, otherTable] = one[i].operands;
      this.#choose(half, () => {
        code.i64(BigInt(otherN));
        code.i64(BigInt(n));
        code.get(isOne);
        code.select();
      });
      this.#toSlot(shift);
      code.i32(otherTable);
      code.i32(table);
      code.get(isOne);
      code.select();
      code.binary32("add");
      this.#copySlot(this.#addresses.image, shift);
    });
  }

  #list(step: bigint, separator: number, separatorLength: number, body: readonly Instruction[]): void {
    const { code } = this;
    const [count, index] = [code.local(i32), code.local(i32)];
    const [base, state, element] = [code.local(i64), code.local(i64), code.local(i64)];
    const offset = code.local(i64);
    const [outerElement, taken, takenCount] = [code.local(i32), code.local(i32), code.local(i32)];
    const add = (local: Local): void => {
      code.get(local);
      code.i64(step);
      code.binary64("add");
      code.set(local);
    };
    this.#settle();
    code.get(this.#value);
    code.wrap();
    code.tee(count);
    code.i32(0);
    code.binary32("gtS");
    code.either(() => {
      code.move(base, this.#base);
      code.move(element, this.#base);
      code.move(state, this.#state);
      if (this.#lists === 0) {
        code.i64(0n);
        code.set(this.#offset);
      }
      code.move(offset, this.#offset);
      code.move(outerElement, this.#element);
      code.move(taken, this.#taken);
      code.move(takenCount, this.#takenCount);
      code.get(this.#taken);
      code.get(this.#takenCount);
      code.i32(3);
      code.binary32("shl");
      code.binary32("add");
      code.set(this.#taken);
      code.i32(0);
      code.set(this.#takenCount);
      code.i32(0);
      code.set(index);
      this.#lists++;
      code.loop(() => {
        add(element);
        add(this.#offset);
        code.move(this.#base, element);
        code.move(this.#state, element);
        code.move(this.#element, index);
        this.#run(body);
        // A separator behind each element, the last one too: it is taken back below.
        this.#literal(separator, separatorLength);
        this.#settle();
        code.get(index);
        code.i32(1);
        code.binary32("add");
        code.tee(index);
        code.get(count);
        code.binary32("eq");
        code.leaveIf();
        code.again();
      });
      this.#lists--;
      code.get(this.#at);
      code.i32(separatorLength);
      code.binary32("sub");
      code.set(this.#at);
      code.move(this.#base, base);
      code.move(this.#state, state);
      code.move(this.#offset, offset);
      code.move(this.#element, outerElement);
      code.move(this.#taken, taken);
      code.move(this.#takenCount, takenCount);
    });
  }

  #inRecord(body: readonly Instruction[]): void {
    const { code } = this;
    const kept = [
      this.#record,
      this.#recordGamma,
      this.#parent,
      this.#ordinal,
      this.#siblings,
      this.#base,
      this.#state,
      this.#offset,
    ].map((register) => ({ register, saved: code.local(register.type) }));
    for (const { register, saved } of kept) code.move(saved, register);
    code.get(this.#value);
    this.#setRecord();
    code.i32(0);
    code.set(this.#isNull);
    const lists = this.#lists;
    this.#lists = 0;
    this.#run(body);
    this.#lists = lists;
    for (const { register, saved } of kept) code.move(register, saved);
  }

  /** Each member begins with a comma; the brace takes the place of the first one. */
  #object(open: number, close: number, body: readonly Instruction[]): void {
    const { code } = this;
    this.#settle();
    const begin = code.local(i32);
    code.move(begin, this.#at);
    this.#run(body);
    this.#settle();
    code.get(this.#at);
    code.get(this.#at);
    code.get(begin);
    code.binary32("eq");
    code.binary32("add");
    code.set(this.#at);
    code.get(begin);
    code.i32(open);
    code.store8(0);
    code.get(this.#at);
    code.i32(close);
    code.store8(0);
    this.#ahead = 1;
  }
}

/** Whether two blocks are picks alone, from slots of the same size and by the same halves. */
function samePicks(a: readonly Instruction[], b: readonly Instruction[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, operands }, i) => {
      const other = b[i];
      return (
        name === "pick" &&
        other.name === "pick" &&
        operands[0] === other.operands[0] &&
        operands[3] === other.operands[3]
      );
    })
  );
}
