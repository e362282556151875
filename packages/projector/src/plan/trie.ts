/**
 * The path trie: all paths of a selection merged, so that one walk over a record finds them together.
 *
 * Nodes are numbers. 0 stands for "no path goes here", 1 for the record itself. A node leads on by key, or by
 * `[*]` to the elements of an array.
 */

import { backslash } from "../syntax/bytes.ts";
import { decodeJsonString, writeCodePoint } from "@backlot/formats";
import type { Path } from "./path.ts";
import type { Selection } from "./selection.ts";

/** The node of values that no path leads through. */
export const nowhere = 0;
/** The node of the record. */
export const root = 1;

const buckets = 64;

/** The paths of a selection, merged. */
export class Trie {
  /** The picks that end at a node. */
  readonly picksAt: number[][] = [[], []];
  /** The picks that end at a node or below it. */
  readonly picksBelow: number[][] = [[], []];
  /** The drop that ends at a node, as its index plus one, or 0. */
  readonly dropped: number[] = [0, 0];
  /** The node of the elements, or 0. */
  readonly elements: number[] = [0, 0];
  /** Whether a pick's path has a `[*]`, so that it finds any number of values. */
  readonly isList: boolean[] = [];
  readonly dropCount: number;
  readonly #keys: Uint8Array[] = [new Uint8Array(0), new Uint8Array(0)];
  /** Children of a node in a small hash table: its first child per bucket, then each child's next sibling. */
  readonly #first: Int32Array[] = [new Int32Array(buckets), new Int32Array(buckets)];
  readonly #sibling: number[] = [0, 0];
  #decoded: Uint8Array = new Uint8Array(256);

  constructor(selection: Selection) {
    for (const [pick, { path }] of (selection.picks ?? []).entries()) {
      const nodes = this.#add(path);
      this.picksAt[nodes.at(-1)!].push(pick);
      for (const node of nodes) this.picksBelow[node].push(pick);
      this.isList.push(path.includes("*"));
    }
    this.dropCount = selection.drops.length;
    for (const [drop, path] of selection.drops.entries()) this.dropped[this.#add(path).at(-1)!] = drop + 1;
  }

  get size(): number {
    return this.dropped.length;
  }

  /** The child of `node` for the decoded key in `bytes`, or 0. */
  child(node: number, bytes: Uint8Array, start: number, end: number): number {
    let child = this.#first[node][bucket(bytes, start, end)];
    while (child !== nowhere && !equal(this.#keys[child], bytes, start, end)) child = this.#sibling[child];
    return child;
  }

  /** The child of `node` for a key as it is spelled in JSON, without its quotes, or 0. */
  childOfKey(node: number, bytes: Uint8Array, start: number, end: number): number {
    if (!hasEscape(bytes, start, end)) return this.child(node, bytes, start, end);
    if (this.#decoded.length < end - start) this.#decoded = new Uint8Array(2 * (end - start));
    const length = decodeJsonString(bytes, start, end, this.#decoded, 0);
    return this.child(node, this.#decoded, 0, length);
  }

  /** Whether a node leads on by keys. */
  hasKeys(node: number): boolean {
    return this.#first[node].some((child) => child !== nowhere);
  }

  #add(path: Path): number[] {
    const nodes: number[] = [];
    let node = root;
    for (const segment of path) {
      if (segment === "*") {
        if (this.elements[node] === nowhere) this.elements[node] = this.#node();
        node = this.elements[node];
      } else {
        const key = encodeText(segment.key);
        let next = this.child(node, key, 0, key.length);
        if (next === nowhere) {
          next = this.#node();
          const slot = bucket(key, 0, key.length);
          this.#keys[next] = key;
          this.#sibling[next] = this.#first[node][slot];
          this.#first[node][slot] = next;
        }
        node = next;
      }
      nodes.push(node);
    }
    return nodes;
  }

  #node(): number {
    this.picksAt.push([]);
    this.picksBelow.push([]);
    this.elements.push(nowhere);
    this.#keys.push(new Uint8Array(0));
    this.#first.push(new Int32Array(buckets));
    this.#sibling.push(nowhere);
    return this.dropped.push(0) - 1;
  }
}

function bucket(bytes: Uint8Array, start: number, end: number): number {
  return start === end ? 0 : ((end - start) * 7 + bytes[start] * 5 + bytes[end - 1]) & (buckets - 1);
}

function equal(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}

function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === backslash) return true;
  return false;
}

/** The text as UTF-8, unpaired surrogates as WTF-8, so that every JSON key has its own bytes. */
function encodeText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) at = writeCodePoint(character.codePointAt(0)!, bytes, at);
  return bytes.slice(0, at);
}
