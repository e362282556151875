/**
 * The instruction set of the kernel.
 *
 * A program is a flat list of 32-bit words: an op's number, its operands, then the bodies of its blocks. All
 * control is by nested blocks whose lengths stand in the operands, so that a program can be run, printed and
 * compiled without searching for jumps. The machine has few registers:
 *
 *     record, parent, ordinal, siblings   which record is made, and its place among its parent's children
 *     base, state                         the start of the running stream, and its counter
 *     H, L                                two 32-bit fractions left of the last draw
 *     V, null                             the value just found, or that there is none
 *
 * A choice takes the whole part of fraction · n and leaves the rest for the next choice, so one draw of 64
 * bits serves several. Which half a choice takes is its operand `half` (0 = H, 1 = L).
 *
 * 64-bit and 53-bit constants are two words, the high one first. `table` and `text` are offsets in the image.
 *
 * An op is an entry here and a function of its name in the file of its group in `twin/`, in `../assembly/` and in
 * `compiled/`: `draws.ts`, `values.ts`, `places.ts`, `texts.ts` or `blocks.ts`. One that is missing somewhere is a
 * type error there, or stops the build of the interpreter.
 */

/** What an op takes: operands, how many blocks follow (`n`: as many as the first operand says), and what it does. */
type Shape = readonly [operands: readonly string[], blocks: number | "n", meaning: string];

/** The ops of each group, in the order of their numbers; a kernel has a file for each. */
export const groups = {
  /** Ops that start streams, and draw. */
  draws: {
    stream: [["keyHigh", "keyLow"], 0, "base = state = start of the stream in this record and element"],
    parentStream: [["keyHigh", "keyLow"], 0, "the same, in the parent's record"],
    draw: [[], 0, "state += γ; H, L = mix(state)"],
    index: [["half", "n"], 0, "V = ⌊fraction · n⌋"],
    indexWide: [["high", "low"], 0, "V = ⌊(H:L) · n⌋"],
    alias: [["half", "n", "table"], 0, "V = index by weight: alias table of (threshold, alias)"],
    bucket: [["n", "table"], 0, "V = start of a weighted bucket (by H) + uniform inside (by L)"],
    indexLeft: [["half", "n"], 0, "V = index among the n values not yet taken in this list"],
    weightLeft: [
      ["half", "total", "table"],
      0,
      "V = index by the table's weights, which have that total, among those not yet taken in this list",
    ],
    probe: [["high", "low"], 0, "V = V or the next value modulo n that is not yet taken in this list"],
    isChosen: [[], 0, "V = (⌊H · siblings⌋ = ordinal)"],
  },

  /** Ops that find V from what is known already. */
  values: {
    set: [["high", "low"], 0, "V = constant"],
    setNull: [[], 0, "null = true"],
    add: [["high", "low"], 0, "V += constant (two's complement)"],
    multiply: [["high", "low"], 0, "V ·= constant"],
    divide: [["high", "low"], 0, "V = ⌊V / constant⌋, both from 0"],
    remainder: [["high", "low"], 0, "V = V modulo constant, both from 0"],
    plus: [
      ["half", "minHigh", "minLow", "maxHigh", "maxLow", "limitHigh", "limitLow"],
      0,
      "V += a whole number from min to max, or to what is left up to the limit",
    ],
    lookup: [["table"], 0, "V = 32-bit word V of the table"],
    map: [["table"], 0, "V = byte V of the table"],
    record: [[], 0, "V = record"],
    parent: [[], 0, "V = parent"],
    ordinal: [[], 0, "V = ordinal, from 0"],
    element: [[], 0, "V = index of the element in the innermost list"],
  },

  /** Ops that find records: where they stand in permutations and blocks, and among others of their parent. */
  places: {
    permute: [["keyHigh", "keyLow", "high", "low"], 0, "V = permutation of each n numbers"],
    class: [["keyHigh", "keyLow", "table"], 0, "V = the table's word at the place of V in its 1,024-record block"],
    member: [["keyHigh", "keyLow", "n", "table"], 0, "V = record that is the V-th of some classes, n in each block"],
    children: [
      ["keyHigh", "keyLow", "total", "n", "counts", "classHigh", "classLow", "eligible"],
      0,
      "parent, ordinal, siblings of this record; counts of (children, threshold), eligible = 0xffffffff for all",
    ],
    childrenEven: [["n"], 0, "parent, ordinal, siblings, where each parent has n children"],
  },

  /** Ops that write text. */
  texts: {
    text: [["text", "length"], 0, "copy a literal"],
    pick: [["half", "n", "table", "shift"], 0, "copy slot ⌊fraction · n⌋; slots of 1 << shift bytes, length last"],
    pickLong: [["half", "n", "table"], 0, "copy text ⌊fraction · n⌋; entries of (offset, length)"],
    slot: [["table", "shift"], 0, "copy slot V"],
    long: [["table"], 0, "copy text V"],
    integer: [[], 0, "V in decimal"],
    padded: [["digits"], 0, "V in at least so many digits"],
    fixed: [["digits"], 0, "V with so many digits behind the point"],
    date: [[], 0, "V days since 1970-01-01 as YYYY-MM-DD"],
    time: [[], 0, "V seconds as HH:MM:SS"],
    timestamp: [[], 0, "V milliseconds since 1970 as YYYY-MM-DDTHH:MM:SS.mmmZ"],
    hex: [["digits"], 0, "so many hexadecimal digits, 16 per draw"],
    uuid: [[], 0, "a version 4 UUID, from two draws"],
    uuidv7: [[], 0, "a version 7 UUID of V milliseconds since 1970, from two draws"],
    ulid: [[], 0, "a ULID of V milliseconds since 1970, from two draws"],
    letters: [[], 0, "V lower-case letters, 4 from each half of a draw"],
    column: [["index"], 0, "copy this record's text of a computed column"],
  },

  /** Ops with blocks. */
  blocks: {
    switch: [["n"], "n", "run block V"],
    chance: [["half", "threshold"], 2, "run the first block if fraction < threshold, else the second"],
    ifNull: [[], 2, "run the first block if null, else the second; null = false"],
    list: [
      ["stepHigh", "stepLow", "separator"],
      1,
      "run the block V times, each with its own stream; take back the last separator, of so many bytes",
    ],
    at: [[], 1, "run the block as record V, then come back"],
    cell: [["quote", "delimiter", "null", "length"], 1, "enclose the cell in quotes if it needs them"],
    object: [["open", "close"], 1, "braces around members that each begin with a comma"],
    transform: [
      ["way", "letters", "escapes", "shift", "growth"],
      1,
      "make another text of the block's: transform.ts; letters and escapes are tables, of slots of 1 << shift bytes",
    ],
  },
} as const;

/** Ops that start streams, and draw. */
export type DrawOp = keyof typeof groups.draws;
/** Ops that find V from what is known already. */
export type ValueOp = keyof typeof groups.values;
/** Ops that find records. */
export type PlaceOp = keyof typeof groups.places;
/** Ops that write text. */
export type TextOp = keyof typeof groups.texts;
/** Ops with blocks. */
export type BlockOp = keyof typeof groups.blocks;
/** The name of an op; the kernel has a step for each. */
export type OpName = DrawOp | ValueOp | PlaceOp | TextOp | BlockOp;

/** One op: its number is its place in `ops`. */
export interface OpShape {
  readonly name: OpName;
  readonly operands: readonly string[];
  /** How many blocks follow: their lengths are the last operands. `n`: as many as the first operand says. */
  readonly blocks: number | "n";
  readonly meaning: string;
}

const shapes: Readonly<Record<OpName, Shape>> = {
  ...groups.draws,
  ...groups.values,
  ...groups.places,
  ...groups.texts,
  ...groups.blocks,
};

/** All ops, by number. */
export const ops: readonly OpShape[] = Object.entries(shapes).map(([name, [operands, blocks, meaning]]) => ({
  name: name as OpName,
  operands,
  blocks,
  meaning,
}));

/** The number of each op, by name. */
export const opcodes: Readonly<Record<OpName, number>> = Object.fromEntries(
  ops.map(({ name }, code) => [name, code]),
) as Record<OpName, number>;

/** An op as it stands in a program. */
export interface Instruction {
  readonly name: OpName;
  /** The place of its first word. */
  readonly at: number;
  readonly operands: readonly number[];
  readonly blocks: readonly (readonly Instruction[])[];
}

/** A program, or a part of it, as a tree of instructions. */
export function disassemble(words: Uint32Array, from = 0, to: number = words.length): Instruction[] {
  const instructions: Instruction[] = [];
  let at = from;
  while (at < to) {
    const shape = ops[words[at]];
    const begin = at;
    const operands = [...words.subarray(at + 1, at + 1 + shape.operands.length)];
    at += 1 + operands.length;
    const count = shape.blocks === "n" ? operands[0] : shape.blocks;
    const lengths = [...words.subarray(at, at + count)];
    at += count;
    const blocks = lengths.map((length) => {
      at += length;
      return disassemble(words, at - length, at);
    });
    instructions.push({ name: shape.name, at: begin, operands, blocks });
  }
  return instructions;
}

/** The number of two operands, in two's complement. */
export const wide = (high: number, low: number): bigint => (BigInt(high | 0) << 32n) | BigInt(low);
