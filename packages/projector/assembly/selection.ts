// What is wanted, as the host has laid it out (src/kernel/selection.wasm.ts): nodes of the path trie, and picks.

export namespace selection {
  /** Whether anything is dropped; and how often it was, a word for each drop. */
  export let hasDrops: bool = false;
  export let dropped: usize = 0;
  export let nodes: usize = 0;
  export let nodeCount: u32 = 0;
  export let picks: usize = 0;
  export let pickCount: u32 = 0;
  export let maxDepth: i32 = 0;
  /** Whether line ends are taken out of values. */
  export let oneLine: bool = false;
  /** Whether records are written as they are. */
  export let isWhole: bool = false;
  /** Whether a record becomes a row of cells; and the room for one: so much for a byte of its value, and for any. */
  export let isCells: bool = false;
  export let cellWidest: usize = 0;
  export let cellSlack: usize = 0;
  /** Whether records are checked as a whole, so that no value of them need be. */
  export let isChecked: bool = false;
  /** What stands before and after a record, at most 16 bytes each. */
  export let before: usize = 0;
  export let beforeBytes: usize = 0;
  export let after: usize = 0;
  export let afterBytes: usize = 0;
}

// A node: what leads on from it, and lists of picks, each as the address of its count with the picks behind it.

/** An object at the node is looked into, or an array. */
export const entersObject: u32 = 1;
export const entersArray: u32 = 2;
const nodeBytes: u32 = 32;

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function nodeAt(node: u32): usize {
  return selection.nodes + <usize>(node * nodeBytes);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function flagsOf(node: usize): u32 {
  return load<u32>(node);
}
/** The drop that ends at the node, as its index plus one, or 0. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function dropOf(node: usize): u32 {
  return load<u32>(node) >> 8;
}
/** Counts a value that a drop took out. */
export function countDropped(drop: u32): void {
  const at = selection.dropped + ((<usize>drop - 1) << 2);
  store<u32>(at, load<u32>(at) + 1);
}
/** The node of the elements of an array. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function elementsOf(node: usize): u32 {
  return load<u32>(node, 4);
}
/** The picks of a value of the node. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function picksOf(node: usize): usize {
  return <usize>load<u32>(node, 8);
}
/** The picks of all elements of an array of the node, where nothing below them is wanted. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function elementPicksOf(node: usize): usize {
  return <usize>load<u32>(node, 12);
}
/** The picks that an array of the node makes present, whether or not a value is found. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function presentPicksOf(node: usize): usize {
  return <usize>load<u32>(node, 16);
}
/** The object that had the node's key last. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function seenIn(node: usize): u32 {
  return load<u32>(node, 20);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setSeenIn(node: usize, object: u32): void {
  store<u32>(node, object, 20);
}
/** Where the address is of the key that came first in the last object of the node, or 0. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function firstKeyOf(node: usize): usize {
  return node + 24;
}
/** The shape that elements of the node have, or 0. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function shapeOf(node: usize): usize {
  return <usize>load<u32>(node, 28);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setShapeOf(node: usize, shape: usize): void {
  store<u32>(node, <u32>shape, 28);
}

// A pick: the text before its value, and what this record has of it.

export const pickBytes: usize = 32;

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function textOf(pick: usize): usize {
  return <usize>load<u32>(pick);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function textBytesOf(pick: usize): usize {
  return <usize>load<u32>(pick, 4);
}
/** Whether it takes any number of values, which become an array. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isList(pick: usize): bool {
  return load<u32>(pick, 8) != 0;
}
/** Whether a value was found in this record. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setHasValue(pick: usize, has: bool): void {
  store<u32>(pick, <u32>has, 28);
}
/** Counts the record if a value was found in it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function countFound(pick: usize): void {
  store<u32>(pick, load<u32>(pick, 12) + load<u32>(pick, 28), 12);
}
/** So many more records have a value of it. */
export function addFound(pick: usize, records: u32): void {
  store<u32>(pick, load<u32>(pick, 12) + records, 12);
}
/** Whether the record has it, though maybe no value of it. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isPresent(pick: usize): bool {
  return load<u32>(pick, 16) != 0;
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setPresent(pick: usize, present: bool): void {
  store<u32>(pick, <u32>present, 16);
}
/** Its first and last span, or 0. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function firstSpan(pick: usize): usize {
  return <usize>load<u32>(pick, 20);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function lastSpan(pick: usize): usize {
  return <usize>load<u32>(pick, 24);
}
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function setSpans(pick: usize, first: usize, last: usize): void {
  store<u32>(pick, <u32>first, 20);
  store<u32>(pick, <u32>last, 24);
}
