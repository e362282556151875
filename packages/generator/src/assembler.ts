/**
 * Writes programs: ops in order, with the draws they need, and with literals fused into the tables beside them.
 *
 * A draw gives two 32-bit fractions. A choice among n takes the whole part of fraction · n and leaves the rest,
 * so a half can serve several choices as long as the product of their n stays below 2^22: then no choice is
 * off by more than one part in 1,024 of its chance. The assembler keeps these accounts, and asks for a new draw
 * when both halves are spent. They depend on the program alone, so every run makes the same draws.
 */

import { byteLength, joined, longestOf, slotShift, type Image } from "./image.ts";
import { aliasTable, threshold } from "./alias-table.ts";
import { opcodes, type OpName } from "./ops.ts";
import { repeated } from "./phrase.ts";
import { wide } from "./wide.ts";

/** Which half of a draw a choice takes. */
export type Half = 0 | 1;

const mostPerHalf = 2 ** 22;
/** No program is longer. */
const mostWords = 2 ** 20;
/** Blocks are not nested deeper: the stack of a kernel has an end. */
const deepest = 256;
const two32 = 2 ** 32;

/** One of some texts, and the literal behind it. */
interface Choice {
  readonly texts: readonly string[];
  /** The longest text, in bytes. */
  readonly longest: number;
  /** What chooses: a half of the draw, or V. */
  readonly by: Half | "value";
  suffix: string;
}

/** A body of ops, ready to be put into another. */
export interface Block {
  readonly words: readonly number[];
  /** At most so many bytes are written. */
  readonly most: number;
  /** Products of the choices taken from each half at the end. */
  readonly spent: readonly [number, number];
  /** Whether some text in it needs quotes in a cell, or nothing may be written at all. */
  readonly needsCare: boolean;
}

export class Assembler {
  readonly image: Image;
  /** Whether a piece of text needs quotes around its cell. */
  readonly special: (text: string) => boolean;
  /** Whether numbers, dates and other texts of letters, digits and `-.:` may need them too. */
  readonly specialDigits: boolean;
  #words: number[] = [];
  #spent: [number, number] = [two32, two32];
  #most = 0;
  #least = 0;
  #special = false;
  #depth = 0;
  /** A literal or a choice that may still grow. */
  #pending: { prefix: string; choice?: Choice } = { prefix: "" };

  constructor(image: Image, special: (text: string) => boolean, specialDigits: boolean) {
    this.image = image;
    this.special = special;
    this.specialDigits = specialDigits;
  }

  /** An op without blocks; `most` is how many bytes it writes at the most, `least` at the least. */
  op(name: OpName, operands: readonly number[] = [], most = 0, least: number = most > 0 ? 1 : 0): void {
    // What writes nothing may go before a literal, which then still fuses with what follows. How long a computed
    // column is nobody knows beforehand.
    const writes = most > 0 || name === "column";
    if (writes || this.#pending.choice !== undefined) this.#flush();
    this.#words.push(opcodes[name], ...operands);
    this.#special ||= most > 0 && this.specialDigits;
    this.#most += most;
    this.#least += least;
  }

  /** How many words have been written in this block so far. */
  position(): number {
    return this.#words.length;
  }

  /** Literal text, as it is to be written. */
  literal(text: string): void {
    if (text === "") return;
    this.#special ||= this.special(text);
    this.#least++;
    const { choice } = this.#pending;
    if (choice === undefined) this.#pending.prefix += text;
    else if (fits(choice.longest, this.#pending.prefix, choice.suffix + text)) choice.suffix += text;
    else {
      this.#flush();
      this.#pending.prefix = text;
    }
  }

  /** One of the texts, with equal chances. */
  pick(texts: readonly string[]): void {
    if (texts.length === 1) return this.literal(texts[0]);
    this.#choose(texts, this.half(texts.length));
  }

  /** Whether one of the texts needs quotes: where all in one do not, none does. */
  #anySpecial(texts: readonly string[]): boolean {
    return this.special(joined(texts)) && texts.some(this.special);
  }

  /** The text numbered V. */
  textOfValue(texts: readonly string[]): void {
    this.#choose(texts, "value");
  }

  #choose(texts: readonly string[], by: Half | "value"): void {
    this.#special ||= this.#anySpecial(texts);
    this.#least += texts.includes("") ? 0 : 1;
    const { choice, prefix } = this.#pending;
    const longest = longestOf(texts);
    if (choice !== undefined || (prefix !== "" && !fits(longest, prefix, ""))) this.#flush();
    this.#pending.choice = { texts, longest, by, suffix: "" };
  }

  /** The half for a choice among n ≤ 2^22; draws if both are spent. */
  half(n: number): Half {
    for (const half of [0, 1] as const) {
      if (this.#spent[half] * n <= mostPerHalf) {
        this.#spent[half] *= n;
        return half;
      }
    }
    this.draw();
    this.#spent[0] = n;
    return 0;
  }

  /** A half from which nothing was taken yet, for a choice that takes all of it. */
  freshHalf(): Half {
    if (this.#spent[0] !== 1 && this.#spent[1] !== 1) this.draw();
    const half = this.#spent[0] === 1 ? 0 : 1;
    this.#spent[half] = two32;
    return half;
  }

  /** Takes a new draw. */
  draw(): void {
    this.op("draw");
    this.#spent = [1, 1];
  }

  /** Starts a stream, from which nothing is drawn yet; where its op stands in this block. */
  stream(key: { readonly high: number; readonly low: number }, name: "stream" | "parentStream" = "stream"): number {
    this.#put([]);
    this.op(name, [key.high, key.low]);
    this.#spent = [two32, two32];
    return this.#words.length - 3;
  }

  /** V = a whole number from 0 to n − 1. */
  index(n: number): void {
    if (n <= 1) this.op("set", [0, 0]);
    else if (n <= mostPerHalf) this.op("index", [this.half(n), n]);
    else {
      this.draw();
      this.#spent = [two32, two32];
      this.op("indexWide", wide(n));
    }
  }

  /** V = an index by weights. */
  weightedIndex(weights: readonly number[]): void {
    const shares = repeated(weights);
    if (shares === undefined) {
      this.op("alias", [this.freshHalf(), weights.length, this.image.words(aliasTable(weights).flat())]);
    } else {
      this.index(shares.length);
      if (shares.some((index, i) => index !== i)) this.op("map", [this.image.bytes(shares)]);
    }
  }

  /** Runs the first block with that probability, else the second. */
  chance(probability: number, yes: () => void, no: () => void): void {
    if (probability <= 0 || probability >= 1) return probability <= 0 ? no() : yes();
    const half = this.freshHalf();
    this.branch("chance", [half, threshold(probability)], [yes, no]);
  }

  /**
   * An op whose blocks are alternatives. The literal before them goes into each, where it fuses with what follows;
   * where none of them writes anything, it goes on waiting.
   */
  branch(name: OpName, operands: readonly number[], bodies: readonly (() => void)[]): void {
    if (this.#pending.choice !== undefined) this.#flush();
    const { prefix } = this.#pending;
    this.#pending = { prefix: "" };
    const built = bodies.map((body) => {
      let isSilent = false;
      const block = this.block(() => {
        this.literal(prefix);
        body();
        isSilent = prefix !== "" && this.#most === 0 && this.#pending.prefix === prefix && !this.#pending.choice;
        if (isSilent) this.#pending = { prefix: "" };
      });
      return { block, isSilent };
    });
    const areSilent = built.every(({ isSilent }) => isSilent);
    const blocks = built.map(({ block, isSilent }) => {
      if (areSilent || !isSilent) return block;
      const { offset, length } = this.image.literal(prefix);
      return { ...block, words: [...block.words, opcodes.text, offset, length], most: length };
    });
    this.#insert(name, operands, blocks);
    if (areSilent) this.#pending = { prefix };
  }

  /** An op around one block, which it runs `times` times at the most and adds `extra` bytes to. */
  around(name: OpName, operands: readonly number[], body: Block, times: number, extra: number): void {
    this.#flush();
    this.#words.push(opcodes[name], ...operands, body.words.length);
    this.#put(body.words);
    this.#most += body.most * times + extra;
    this.#least += times > 0 && !body.needsCare ? 1 : 0;
    this.#special ||= body.needsCare;
    this.#spent = ["cell", "object", "transform"].includes(name) ? [...body.spent] : [two32, two32];
  }

  /**
   * The ops that `write` makes with this assembler's state, on their own. The literal `behind` is one that is taken
   * back where nothing follows, so a block may need care in spite of it.
   */
  block(write: () => void, spent: readonly [number, number] = this.#spent, behind = ""): Block {
    // The body is written by the same callbacks, so the assembler lends them its own fields.
    if (this.#depth === deepest) throw new RangeError(`its blocks would be nested more than ${deepest} deep`);
    this.#depth++;
    this.#flush();
    // The words before it are put aside, not copied: a block may stand in hundreds of others.
    const saved = { words: this.#words, spent: this.#spent, most: this.#most, least: this.#least };
    const special = this.#special;
    this.#words = [];
    this.#spent = [...spent];
    this.#most = this.#least = 0;
    this.#special = false;
    write();
    this.#depth--;
    const needsCare = this.#special || this.#least === 0;
    this.literal(behind);
    this.#flush();
    const block: Block = { words: this.#words, most: this.#most, spent: this.#spent, needsCare };
    this.#words = saved.words;
    this.#spent = saved.spent;
    this.#most = saved.most;
    this.#least = saved.least;
    this.#special = special;
    return block;
  }

  /** Puts a finished block here. */
  append(block: Block): void {
    this.#flush();
    this.#put(block.words);
    this.#most += block.most;
    this.#least += block.needsCare ? 0 : 1;
    this.#special ||= block.needsCare;
    this.#spent = [...block.spent];
  }

  /** Writes words that are finished. Fields that follow from each other twice over double the program each time. */
  #put(words: readonly number[]): void {
    if (this.#words.length + words.length > mostWords)
      throw new RangeError(`its program would be longer than ${mostWords} words`);
    for (const word of words) this.#words.push(word);
  }

  #insert(name: OpName, operands: readonly number[], blocks: readonly Block[]): void {
    this.#words.push(opcodes[name], ...operands, ...blocks.map(({ words }) => words.length));
    for (const { words } of blocks) this.#put(words);
    this.#most += Math.max(...blocks.map(({ most }) => most));
    this.#least += blocks.every(({ needsCare }) => !needsCare) ? 1 : 0;
    this.#special ||= blocks.some(({ needsCare }) => needsCare);
    // Behind the branches only that is left of a half which every branch has left.
    this.#spent = [Math.max(...blocks.map(({ spent }) => spent[0])), Math.max(...blocks.map(({ spent }) => spent[1]))];
  }

  #flush(): void {
    const { prefix, choice } = this.#pending;
    if (prefix === "" && choice === undefined) return;
    this.#pending = { prefix: "" };
    if (choice === undefined) {
      const { offset, length } = this.image.literal(prefix);
      this.#words.push(opcodes.text, offset, length);
      this.#most += length;
      return;
    }
    const { texts, by, suffix } = choice;
    const { offset, shift, longest } = this.image.texts(texts, prefix, suffix);
    const [name, longName, operands] = by === "value" ? slotOps : ([...pickOps, [by, texts.length]] as const);
    if (shift === undefined) this.#words.push(opcodes[longName], ...operands, offset);
    else this.#words.push(opcodes[name], ...operands, offset, shift);
    this.#most += longest;
  }
}

const pickOps = ["pick", "pickLong"] as const;
const slotOps = ["slot", "long", []] as const;

/** Whether texts with more around them still stand in slots of the same size. */
function fits(longest: number, prefix: string, suffix: string): boolean {
  const shift = slotShift(longest);
  return shift !== undefined && slotShift(longest + byteLength(prefix + suffix)) === shift;
}
