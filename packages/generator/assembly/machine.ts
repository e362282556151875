// The machine that a program runs on: its registers, and where things are in memory; src/ops.ts tells what they mean.

import { mix, next } from "./random";

/** Registers, and places that the host has set. */
export namespace m {
  export let image: usize = 0;
  export let columns: usize = 0;

  /** Where the next byte goes. */
  export let at: usize = 0;
  export let record: u64 = 0;
  export let parent: u64 = 0;
  export let ordinal: u64 = 0;
  export let siblings: u64 = 0;
  /** The start of the running stream, and its counter. */
  export let base: u64 = 0;
  export let state: u64 = 0;
  /** What the lists around add to the start of a stream. */
  export let offset: u64 = 0;
  export let value: i64 = 0;
  export let isNull: bool = false;
  /** The index in the innermost list, and the values that are distinct in it so far. */
  export let element: u32 = 0;
  export let taken: usize = 0;
  export let takenCount: usize = 0;
  /** How many records this call has made. */
  export let made: u32 = 0;
}

/** H and L, 32 bits each. */
const halves = memory.data(8);

/** Operand number `k`, counted from 1, of the op that stands at `pc`. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function operand(pc: usize, k: usize): u32 {
  return load<u32>(pc + (k << 2));
}

/** Operands `k` and the next one as one number. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function wide(pc: usize, k: usize): i64 {
  return ((<i64>operand(pc, k)) << 32) | (<i64>operand(pc, k + 1));
}

/** The place in the image that operand `k` tells. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function place(pc: usize, k: usize): usize {
  return m.image + operand(pc, k);
}

/** H or L. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function fraction(half: u32): u32 {
  return load<u32>(halves + ((<usize>half) << 2));
}

/** Both halves as one fraction of 64 bits. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function fractions(): u64 {
  return ((<u64>fraction(0)) << 32) | (<u64>fraction(1));
}

/** Two fresh fractions, from the next draw; both as one number too. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function draw(): u64 {
  m.state = next(m.state);
  const drawn = mix(m.state);
  store<u32>(halves, <u32>(drawn >> 32));
  store<u32>(halves, <u32>drawn, 4);
  return drawn;
}

/** A whole number below n ≤ 2^32 from a half, which keeps the rest. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function choose(half: u32, n: u64): u64 {
  const at = halves + ((<usize>half) << 2);
  const product = <u64>load<u32>(at) * n;
  store<u32>(at, <u32>product);
  return product >> 32;
}
