// The holes of a record: what is dropped, with the comma that belongs to it.
//
//   {"a":1,"b":2,"c":3}      drops b          drops a
//         ^^^^^^              the comma before it
//    ^^^^^^                                   or, where no member before it stays, all up to the next member
//
// `src/walk/findings.ts` is the specification. Only members are dropped here; elements are left to the twin.

import { copySpan } from "./copy";
import { beforeBlanks, pastBlanks } from "./bytes";
import { countDropped, dropOf, nodeAt, selection } from "./selection";

const mostHoles: u32 = 1 << 14;
const holeBytes: u32 = 16;
export const holesBytes: u32 = mostHoles * holeBytes;

export namespace holes {
  export let at: usize = 0;
  /** After the last one. */
  export let end: usize = 0;
}

// A hole: its start, its end, its drop. They come in the order of the record, and never overlap.

// Of an object that is open, at `level`: where the hole of its current member begins, or 0; the drop; whether a member
// before it stays; and the hole that reaches to the next member, or 0.
export const dropsBytes: u32 = 16;

/** An object opens. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function clearDrops(level: usize): void {
  v128.store(level, i64x2.splat(0));
}

/** A member begins behind its separator; whether it is dropped. */
export function dropBegins(level: usize, child: u32, separator: usize): bool {
  const reaching = <usize>load<u32>(level, 12);
  const keyAt = pastBlanks(separator + 1);
  if (reaching != 0) {
    store<u32>(reaching, <u32>keyAt, 4);
    store<u32>(level, 0, 12);
  }
  const drop = child == 0 ? 0 : dropOf(nodeAt(child));
  const from = load<u32>(level, 8) != 0 ? separator : keyAt;
  store<u32>(level, drop == 0 ? 0 : <u32>from);
  store<u32>(level, drop, 4);
  return drop != 0;
}

/** The member ends, before blanks and `until`; false when there is no place for a hole. */
export function dropEnds(level: usize, until: usize): bool {
  const from = load<u32>(level);
  if (from == 0) {
    store<u32>(level, 1, 8);
    return true;
  }
  const hole = holes.end;
  if (hole == holes.at + <usize>holesBytes) return false;
  holes.end += holeBytes;
  store<u32>(hole, from);
  store<u32>(hole, <u32>beforeBlanks(until), 4);
  store<u32>(hole, load<u32>(level, 4), 8);
  if (load<u32>(level, 8) == 0) store<u32>(level, <u32>hole, 12);
  return true;
}

/** Copies what is between two places, without the holes; returns where the copy ends. */
export function copyAround(to: usize, start: usize, end: usize): usize {
  let at = start;
  for (let hole = holes.at; hole < holes.end; hole += holeBytes) {
    const from = <usize>load<u32>(hole);
    if (from < start) continue;
    if (from >= end) break;
    copySpan(to, at, from - at);
    to += from - at;
    at = <usize>load<u32>(hole, 4);
  }
  copySpan(to, at, end - at);
  return to + (end - at);
}

/** The record is written: its drops count. */
export function countHoles(): void {
  for (let hole = holes.at; hole < holes.end; hole += holeBytes) countDropped(load<u32>(hole, 8));
}
