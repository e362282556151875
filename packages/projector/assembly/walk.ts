// The walk over one record's structure, along the path trie.
//
// It goes from event to event with a stack of what is open. In containers that no path leads through it holds the
// structure to what `src/walk/structure.twin.ts` says; in objects on the way of a path it reads the keys, in arrays the
// elements between the brackets too, and notes the spans of what is wanted.
//
//   {"a":[1,{"b":2}],"c":{"d":3}}          picks a[*].b, c
//   {   :[  {   : }] ,   :{   : }}         events, and separators that the keys tell
//                ^       ^^^^^^^           spans
//
// Whatever is not plain sailing is "unclear": the twin takes the record.

import {
  beforeBlanks,
  closeArray,
  closeObject,
  colon,
  comma,
  isBlankAt,
  isOpening,
  openArray,
  openObject,
  pastBlanks,
  quote,
} from "./bytes";
import { clearDrops, dropBegins, dropEnds, dropsBytes, holes } from "./holes";
import { isOther, isUnclear, learnElement, repeatElement } from "./elements";
import { closesObject, key, readKey, separatorOf, valueAfter } from "./keys";
import {
  elementPicksOf,
  elementsOf,
  entersArray,
  entersObject,
  firstKeyOf,
  flagsOf,
  nodeAt,
  picksOf,
  presentPicksOf,
  seenIn,
  selection,
  setSeenIn,
} from "./selection";
import { addSpan, clearSpans, passages, setAllPresent, spans } from "./spans";
import { kindOf, placeOf } from "./structure";

/** How many containers may be open at once; the twin takes what is deeper. */
export const mostOpen: i32 = 1024;
// What is known of an open container: its bracket, its node, where it starts, its number; of its current child the
// node, where its value starts, the event before that, and where the container ends that starts there; of an object
// where the key is told that is expected next; of an array how far its elements are read; where its spans begin; and what
// is dropped of it.
const levelBytes: u32 = 48 + dropsBytes;
export const stackBytes: u32 = (<u32>mostOpen + 1) * levelBytes;

/** What came of a walk: the record ended, or the events did, or the twin must look. */
export enum Walked {
  whole,
  cut,
  unclear,
}

export namespace walked {
  export let stack: usize = 0;
  /** The event of the brace that ends the record. */
  export let last: u32 = 0;
  /** Whether the next record may have the same structure and mean something else. */
  export let isPeculiar: bool = false;
  /** Counts objects. */
  export let objects: u32 = 0;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function bracketOf(level: usize): u8 {
  return <u8>load<u32>(level);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function nodeOf(level: usize): u32 {
  return load<u32>(level, 4);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function openedAt(level: usize): usize {
  return <usize>load<u32>(level, 8);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function numberOf(level: usize): u32 {
  return load<u32>(level, 12);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function childOf(level: usize): u32 {
  return load<u32>(level, 16);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function childStart(level: usize): usize {
  return <usize>load<u32>(level, 20);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function childEvent(level: usize): u32 {
  return load<u32>(level, 24);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function childEnd(level: usize): usize {
  return <usize>load<u32>(level, 28);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setChild(level: usize, node: u32, start: usize, event: u32): void {
  store<u32>(level, node, 16);
  store<u32>(level, <u32>start, 20);
  store<u32>(level, event, 24);
  store<u32>(level, 0, 28);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setChildEnd(level: usize, end: usize): void {
  store<u32>(level, <u32>end, 28);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function expectedKey(level: usize): usize {
  return <usize>load<u32>(level, 32);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setExpectedKey(level: usize, at: usize): void {
  store<u32>(level, <u32>at, 32);
}
/** How far the elements of an array are read, and what comes there: see {@link Elements}. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function readTo(level: usize): usize {
  return <usize>load<u32>(level, 36);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function stateOf(level: usize): u32 {
  return load<u32>(level, 40);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function setRead(level: usize, to: usize, state: u32): void {
  store<u32>(level, <u32>to, 36);
  store<u32>(level, state, 40);
}

/** What comes next in an array: an element or nothing, an element, a comma or nothing. */
const elementOrEnd: u32 = 0;
const element: u32 = 1;
const commaOrEnd: u32 = 2;

/** Walks the record whose brace is the event; what is found is in `spans`. */
export function walk(first: u32): Walked {
  clearSpans();
  holes.end = holes.at;
  // Where holes are, no template tells.
  walked.isPeculiar = selection.hasDrops;
  const mostDepth = min(selection.maxDepth, mostOpen);
  let event = first;
  let depth: i32 = 1;
  let level = walked.stack;
  if (!open(level, event, 1)) return kindOf(event + 1) == 0 ? Walked.cut : Walked.unclear;
  while (true) {
    event++;
    const kind = kindOf(event);
    const at = placeOf(event);
    if (kind == colon) {
      if (bracketOf(level) != openObject) return Walked.unclear;
      const node = nodeOf(level);
      if (node == 0) {
        if (separatorOf(event) == 0 || valueAfter(at) == 0) return Walked.unclear;
        continue;
      }
      const next = readKey(event, node, expectedKey(level));
      if (next == 0) return Walked.unclear;
      setExpectedKey(level, next);
      if (!childEnds(level, key.separator, event)) return Walked.unclear;
      let child = key.child;
      if (selection.hasDrops && dropBegins(level + 48, child, key.separator)) child = 0;
      setChild(level, child, key.value, event);
      if (child != 0) {
        // A key that the object had before: the twin knows what to do.
        if (seenIn(nodeAt(child)) == numberOf(level)) return Walked.unclear;
        setSeenIn(nodeAt(child), numberOf(level));
      }
    } else if (isOpening(kind)) {
      if (depth == mostDepth) return Walked.unclear;
      let node: u32 = 0;
      if (nodeOf(level) != 0) {
        if (bracketOf(level) == openArray) {
          if (!elements(level, at, true)) return Walked.unclear;
          const child = elementsOf(nodeAt(nodeOf(level)));
          setChild(level, child, at, event);
          if (kind == openObject && child != 0 && !selection.hasDrops) {
            const last = repeatElement(child, event);
            if (last == isUnclear) return Walked.unclear;
            if (last != isOther) {
              event = last;
              setRead(level, placeOf(last) + 1, commaOrEnd);
              if (!addSpan(picksOf(nodeAt(child)), at, placeOf(last) + 1, false, 0, 0)) return Walked.unclear;
              continue;
            }
            walked.isPeculiar = false;
          }
        }
        if (childStart(level) == at && childOf(level) != 0) {
          const flags = flagsOf(nodeAt(childOf(level)));
          if ((flags & (kind == openObject ? entersObject : entersArray)) != 0) node = childOf(level);
        } else if (childOf(level) != 0) return Walked.unclear;
      }
      depth++;
      level += levelBytes;
      if (!open(level, event, node)) return kindOf(event + 1) == 0 ? Walked.cut : Walked.unclear;
    } else if (kind == closeObject || kind == closeArray) {
      // `{` and `}`, `[` and `]` are two apart.
      if (bracketOf(level) + 2 != kind) return Walked.unclear;
      if (kind == closeObject && !closesObject(event)) return Walked.unclear;
      if (nodeOf(level) != 0) {
        const sound = kind == closeArray ? elements(level, at, false) : childEnds(level, at, event);
        if (!sound) return Walked.unclear;
      }
      depth--;
      if (depth == 0) {
        walked.last = event;
        return Walked.whole;
      }
      const opened = openedAt(level);
      level -= levelBytes;
      if (nodeOf(level) != 0 && childStart(level) == opened) {
        setChildEnd(level, at + 1);
        if (bracketOf(level) == openArray) {
          setRead(level, at + 1, commaOrEnd);
          const child = nodeAt(childOf(level));
          if (!walked.isPeculiar && kind == closeObject && childOf(level) != 0) {
            learnElement(childOf(level), childEvent(level), event, <usize>load<u32>(level + levelBytes, 44));
          }
          // How many elements there are differs from record to record, and so does the structure.
          walked.isPeculiar = true;
          const elementPicks = elementPicksOf(child);
          if (kind == closeArray && !addSpan(elementPicks, opened, at + 1, true, 0, 0)) return Walked.unclear;
          if (!addSpan(picksOf(child), opened, at + 1, false, 0, 0)) return Walked.unclear;
        }
      }
    } else return kind == 0 ? Walked.cut : Walked.unclear;
  }
}

/** Opens a container; false when it is an object that begins neither with a key nor with its end. */
function open(level: usize, event: u32, node: u32): bool {
  const kind = kindOf(event);
  store<u32>(level, kind);
  store<u32>(level, node, 4);
  store<u32>(level, <u32>placeOf(event), 8);
  store<u32>(level, ++walked.objects, 12);
  store<u32>(level, <u32>spans.end, 44);
  if (node != 0) {
    setChild(level, 0, 0, event);
    if (selection.hasDrops) clearDrops(level + 48);
    setExpectedKey(level, firstKeyOf(nodeAt(node)));
    setRead(level, placeOf(event) + 1, elementOrEnd);
    if (kind == openArray) {
      walked.isPeculiar = true;
      setAllPresent(presentPicksOf(nodeAt(node)));
    }
  }
  if (kind == openArray) return true;
  const next = kindOf(event + 1);
  return next == colon || next == closeObject;
}

/** The current member of an object reaches to the separator or bracket at `until`; notes it where it is wanted. */
function childEnds(level: usize, until: usize, event: u32): bool {
  const child = childOf(level);
  if (selection.hasDrops && childStart(level) != 0 && !dropEnds(level + 48, until)) return false;
  if (child == 0) return true;
  const node = nodeAt(child);
  const start = childStart(level);
  const end = beforeBlanks(until);
  const before = childEvent(level);
  const opening = load<u8>(start);
  const picks = picksOf(node);
  if (isOpening(opening)) {
    if (childEnd(level) != end) return false;
    const elementPicks = elementPicksOf(node);
    if (opening == openArray && !addSpan(elementPicks, start, end, true, before, event)) return false;
    if (!addSpan(passages, start, end, false, before, event)) return false;
  } else if (before + 1 != event) walked.isPeculiar = true;
  return addSpan(picks, start, end, false, before, event);
}

/**
 * Reads the elements of an array up to an opening bracket, which is an element, or to the closing one of the array:
 * none of them is a container.
 */
function elements(level: usize, until: usize, opens: bool): bool {
  const picks = picksOf(nodeAt(elementsOf(nodeAt(nodeOf(level)))));
  let state = stateOf(level);
  let p = readTo(level);
  // Between two containers there is a comma alone, most often.
  if (state == commaOrEnd && p + 1 == until && load<u8>(p) == comma) return opens;
  while (true) {
    p = pastBlanks(p);
    if (p >= until) return opens ? state != commaOrEnd : state != element;
    const byte = load<u8>(p);
    if (byte == comma) {
      if (state != commaOrEnd) return false;
      state = element;
      p++;
      continue;
    }
    if (state == commaOrEnd) return false;
    const start = p;
    if (byte == quote) {
      p++;
      while (load<u8>(p) != quote) p += load<u8>(p) == 0x5c ? 2 : 1;
      p++;
    } else {
      while (p < until && load<u8>(p) != comma && !isBlankAt(p)) {
        if (load<u8>(p) == quote) return false;
        p++;
      }
    }
    if (!addSpan(picks, start, p, false, 0, 0)) return false;
    state = commaOrEnd;
  }
}
