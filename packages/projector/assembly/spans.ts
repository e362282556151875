// The spans of a record: where the values are that are wanted, a list per pick.

import { firstSpan, lastSpan, pickBytes, selection, setPresent, setSpans } from "./selection";

/** How many spans a record may have; the twin takes one with more. */
const mostSpans: u32 = 1 << 16;
export const spanBytes: usize = 32;
export const spansBytes: u32 = mostSpans * <u32>spanBytes;

export namespace spans {
  export let at: usize = 0;
  /** After the last one. */
  export let end: usize = 0;
}

// A span: start and end of the value, the next one, whether it is an array whose elements are meant, and the events
// that the places follow from: the colon before it, and the colon or bracket after it; and the pick.

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function startOf(span: usize): usize {
  return <usize>load<u32>(span);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function endOf(span: usize): usize {
  return <usize>load<u32>(span, 4);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function nextOf(span: usize): usize {
  return <usize>load<u32>(span, 8);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function meansElements(span: usize): bool {
  return load<u32>(span, 12) != 0;
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function eventBefore(span: usize): u32 {
  return load<u32>(span, 16);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function eventAfter(span: usize): u32 {
  return load<u32>(span, 20);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function pickOf(span: usize): usize {
  return <usize>load<u32>(span, 24);
}

/** No pick, but the containers that lead on to picks: a list of this one. */
export const passage: usize = memory.data(32);
export const passages: usize = memory.data(8);
store<u32>(passages, 1);
store<u32>(passages, <u32>passage, 4);

/** Forgets the record before. */
export function clearSpans(): void {
  spans.end = spans.at;
  setSpans(passage, 0, 0);
  const end = selection.picks + <usize>selection.pickCount * pickBytes;
  for (let pick = selection.picks; pick < end; pick += pickBytes) {
    setPresent(pick, false);
    setSpans(pick, 0, 0);
  }
}

/** Adds a value to a list of picks; false when there is no place for it. */
export function addSpan(picks: usize, start: usize, end: usize, elements: bool, before: u32, after: u32): bool {
  for (let left = load<u32>(picks); left > 0; left--) {
    picks += 4;
    if (!addSpanOf(<usize>load<u32>(picks), start, end, elements, before, after)) return false;
  }
  return true;
}

/** Adds a value to a pick; false when there is no place for it. */
export function addSpanOf(pick: usize, start: usize, end: usize, elements: bool, before: u32, after: u32): bool {
  if (spans.end == spans.at + <usize>spansBytes) return false;
  const span = spans.end;
  spans.end += spanBytes;
  store<u32>(span, <u32>start);
  store<u32>(span, <u32>end, 4);
  store<u32>(span, 0, 8);
  store<u32>(span, <u32>elements, 12);
  store<u32>(span, before, 16);
  store<u32>(span, after, 20);
  store<u32>(span, <u32>pick, 24);
  const last = lastSpan(pick);
  if (last != 0) store<u32>(last, <u32>span, 8);
  setSpans(pick, last == 0 ? span : firstSpan(pick), span);
  setPresent(pick, true);
  return true;
}

/** The record has these picks, though maybe no value of them. */
export function setAllPresent(picks: usize): void {
  for (let left = load<u32>(picks); left > 0; left--) {
    picks += 4;
    setPresent(<usize>load<u32>(picks), true);
  }
}
