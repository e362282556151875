// The interpreter: runs a plan's program as src/kernel.twin.ts does.
//
//   for each record, while the longest one possible still fits:
//     run the program from its first word to its last; an op with blocks runs them in turn
//
// Preconditions: the words are a program as the compiler writes it, offsets lie inside the image, blocks are
// nested 256 deep at the most, and `padding` bytes behind the end of the output can be written.

import { keepChildrenAt } from "./children";
import { m } from "./machine";
import { step } from "./steps.generated";

let program: usize = 0;
let programEnd: usize = 0;
let taken: usize = 0;

/** Where things are: the host has put them there. */
export function setup(
  imageAt: usize,
  programAt: usize,
  programBytes: usize,
  columnsAt: usize,
  takenAt: usize,
  childrenAt: usize,
): void {
  m.image = imageAt;
  program = programAt;
  programEnd = programAt + programBytes;
  m.columns = columnsAt;
  taken = takenAt;
  keepChildrenAt(childrenAt);
}

/** How many records the last call made. */
export let made: u32 = 0;

/** Runs the ops from one place to before another. */
export function run(pc: usize, end: usize): void {
  while (pc < end) pc = step(pc);
}

/** Makes records from `first` on, up to `count`, while they begin at `limit` or before; the place behind them. */
export function make(out: usize, limit: usize, first: u64, count: u32): usize {
  m.at = out;
  m.taken = taken;
  m.takenCount = 0;
  for (m.made = 0; m.made < count && m.at <= limit; m.made++) {
    m.record = first + m.made;
    m.offset = 0;
    m.isNull = false;
    run(program, programEnd);
  }
  made = m.made;
  return m.at;
}
