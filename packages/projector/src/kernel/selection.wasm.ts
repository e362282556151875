/**
 * What is wanted, laid out for the kernel's module (assembly/selection.ts).
 *
 * ```text
 * nodes │ picks │ lists of picks │ counts of drops │ texts
 * ```
 *
 * A node has what leads on from it and lists of picks, a pick the text of its key and what a record has of it.
 */

import type { Dialect } from "@backlot/formats";
import type { Plan } from "../plan/plan.ts";
import { nowhere, type Trie } from "../plan/trie.ts";
import { frame, memberKey } from "../write/writer.ts";

const nodeBytes = 32;
const pickBytes = 32;
/** Texts are read 64 bytes at a time. */
const textGap = 64;

const entersObject = 1;
const entersArray = 2;

/** Where the parts are, counted from the first. */
export interface SelectionLayout {
  readonly words: Uint32Array;
  readonly bytes: Uint8Array;
  readonly nodeCount: number;
  readonly picks: number;
  readonly pickCount: number;
  /** How many values each drop took out, a word for each. */
  readonly dropped: number;
  readonly before: readonly [at: number, length: number];
  readonly after: readonly [at: number, length: number];
}

/** The selection as it stands at an address. */
export function layOutSelection(plan: Plan, trie: Trie, address: number): SelectionLayout {
  const names = plan.names ?? [];
  const { before, after } = frame(plan.output);
  const { dialect } = plan.output;
  const keys =
    dialect === undefined ? names.map((name) => concat(commaBytes, memberKey(name))) : cellKeys(dialect, names);
  const texts = [before, after, ...keys];
  const picksAt = trie.size * nodeBytes;
  const listsAt = picksAt + names.length * pickBytes;
  const lists: number[] = [0];
  const listOf = (picks: readonly number[]): number => {
    if (picks.length === 0) return address + listsAt;
    const at = address + listsAt + 4 * lists.length;
    lists.push(picks.length, ...picks.map((pick) => address + picksAt + pick * pickBytes));
    return at;
  };
  const nodes = Array.from({ length: trie.size }, (_, node) => {
    const elements = trie.elements[node];
    // Where all elements of an array are wanted and nothing below them, the array is one value.
    const isLeaf = elements !== nowhere && !trie.hasKeys(elements) && trie.elements[elements] === nowhere;
    const enters = (trie.hasKeys(node) ? entersObject : 0) | (elements !== nowhere && !isLeaf ? entersArray : 0);
    return [
      enters | (trie.dropped[node] << 8),
      elements,
      listOf(node === nowhere ? [] : trie.picksAt[node]),
      listOf(isLeaf ? trie.picksAt[elements] : []),
      listOf(elements === nowhere ? [] : trie.picksBelow[elements]),
    ];
  });
  const droppedAt = listsAt + 4 * lists.length;
  const textsAt = Math.ceil((droppedAt + 4 * trie.dropCount) / 16) * 16;
  const places: number[] = [];
  let end = textsAt;
  for (const text of texts) {
    places.push(end);
    end += text.length + textGap;
  }
  const bytes = new Uint8Array(Math.ceil(end / 16) * 16);
  const words = new Uint32Array(bytes.buffer);
  for (const [node, fields] of nodes.entries()) words.set(fields, (node * nodeBytes) / 4);
  for (const pick of names.keys()) {
    const isList = trie.isList[pick] ? 1 : 0;
    words.set([address + places[pick + 2], texts[pick + 2].length, isList], (picksAt + pick * pickBytes) / 4);
  }
  words.set(lists, listsAt / 4);
  for (const [i, text] of texts.entries()) bytes.set(text, places[i]);
  return {
    words,
    bytes,
    nodeCount: trie.size,
    picks: picksAt,
    pickCount: names.length,
    dropped: droppedAt,
    before: [places[0], before.length],
    after: [places[1], after.length],
  };
}

/** How many values each drop took out since it was asked the last time. */
export function takeDropped(memory: Uint8Array, droppedAt: number, dropCount: number): number[] {
  const words = new Uint32Array(memory.buffer, droppedAt, dropCount);
  const counts = Array.from(words);
  words.fill(0);
  return counts;
}

/** How many records had a value of each pick since it was asked the last time. */
export function takeFound(memory: Uint8Array, picksAt: number, pickCount: number): number[] {
  const words = new Uint32Array(memory.buffer, picksAt, (pickCount * pickBytes) / 4);
  return Array.from({ length: pickCount }, (_, pick) => {
    const at = (pick * pickBytes + 12) / 4;
    const count = words[at];
    words[at] = 0;
    return count;
  });
}

/** What stands before each cell of a row. */
function cellKeys({ delimiter }: Dialect, names: readonly string[]): Uint8Array[] {
  return names.map((_, i) => Uint8Array.from(i === 0 ? "" : delimiter, (c) => c.charCodeAt(0)));
}

const commaBytes = Uint8Array.of(0x2c);

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
