/**
 * One JSON record without strict: is its structure sound, and where are the wanted values?
 *
 * A value that nobody wants is not read as a value; it is the bytes from its colon to the comma before the next key,
 * or to the `}`. What is checked over every byte are the tokens that the structure is made of:
 *
 * ```text
 * { "a" : 1 , "b" : [ x { } , ] , "c" : "," }        wanted: a, c
 *        ^^^                             ^^^^^       values of a and c: checked in full
 *                  ^^^^^^^^^^^^               value of b: strings end, brackets match, and that is all
 * ```
 *
 * - A string ends, a backslash in it escapes the next byte, and no control character is in it.
 * - Outside strings there is no backslash, and no control character but blanks.
 * - `{` is closed by `}` and `[` by `]`, and no more than so many are open.
 * - A colon stands in an object, after a string, which stands after a comma, or after the `{` if it is the first
 *   colon and only then. Blanks may be between.
 * - After a colon comes something that is no comma, colon or closing bracket.
 * - A `}` follows no comma; it closes an object with a colon, or one with nothing but blanks.
 *
 * On the way of a path, a value that has brackets is just what its first one and that one's partner enclose, and an
 * array is split at its own commas, none of which stands beside another one or a bracket of the array.
 *
 * Whatever is sound by the whole grammar is sound here, and the same is found in it (json.twin.ts).
 */

import {
  doubleQuote,
  comma,
  colon,
  openArray,
  backslash,
  closeArray,
  openObject,
  closeObject,
  isBlank,
} from "../syntax/bytes.ts";
import type { Findings } from "./findings.ts";
import type { JsonWalk } from "./json.twin.ts";
import { blanksEnd } from "../syntax/json-tokens.ts";
import { nowhere, root, type Trie } from "../plan/trie.ts";

/** A token that is no comma, colon or opening bracket; those are told by their bytes. */
const other = 0;

/** Walks records one at a time; what it found stays readable until the next one. */
export class StructureWalk {
  readonly findings: Findings;
  /** Where the record, without the blanks around it, starts and ends. */
  start = 0;
  end = 0;

  readonly #trie: Trie;
  readonly #grammar: JsonWalk;
  readonly #maxDepth: number;
  // Per depth, of the container that is open there: its bracket, where it is, its node, and whether it had a colon.
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #nodes: Int32Array;
  readonly #hasColon: Uint8Array;
  // And of its current member or element: the node, where the value begins, and where the container ends that
  // begins there.
  readonly #childNodes: Int32Array;
  readonly #childStarts: Int32Array;
  readonly #childEnds: Int32Array;

  /** @param grammar checks the values that are wanted; its findings are used */
  constructor(trie: Trie, maxDepth: number, grammar: JsonWalk) {
    const depths = maxDepth + 1;
    this.findings = grammar.findings;
    this.#trie = trie;
    this.#grammar = grammar;
    this.#maxDepth = maxDepth;
    this.#kinds = new Uint8Array(depths);
    this.#starts = new Int32Array(depths);
    this.#nodes = new Int32Array(depths);
    this.#hasColon = new Uint8Array(depths);
    this.#childNodes = new Int32Array(depths);
    this.#childStarts = new Int32Array(depths);
    this.#childEnds = new Int32Array(depths);
  }

  /**
   * Walks the record that starts at `start`, blanks before it allowed, and stays before `end`.
   * Returns where the blanks after it end, or -1 when it is not sound.
   */
  record(bytes: Uint8Array, start: number, end: number): number {
    this.findings.clear();
    this.start = blanksEnd(bytes, start, end);
    if (this.start >= end || bytes[this.start] !== openObject) return -1;
    this.end = this.#walk(bytes, this.start, end);
    return this.end < 0 ? -1 : blanksEnd(bytes, this.end, end);
  }

  /** Walks the object that opens at `at`; returns where it ends, or -1. */
  #walk(bytes: Uint8Array, at: number, end: number): number {
    const findings = this.findings;
    const kinds = this.#kinds;
    const nodes = this.#nodes;
    const hasColon = this.#hasColon;
    let p = at;
    let depth = 0;
    /** The two tokens before this one. */
    let last = other;
    let lastButOne = other;
    /** The last string and the last comma. */
    let stringAt = 0;
    let stringEndsAt = -1;
    let commaAt = 0;
    for (;;) {
      p = blanksEnd(bytes, p, end);
      if (p >= end) return -1;
      const c = bytes[p];
      if (c < 0x20 || c === backslash) return -1;

      const afterColon = last === colon;
      const inElements = kinds[depth] === openArray && nodes[depth] !== nowhere;
      if (afterColon) {
        if (c === comma || c === colon || c === closeArray || c === closeObject) return -1;
        this.#childStarts[depth] = p;
      } else if (inElements && (last === openArray || last === comma) && !(c === closeArray && last === openArray)) {
        if (c === comma || c === closeArray) return -1;
        this.#childNodes[depth] = findings.elementStarts(depth, nodes[depth], p);
        this.#childStarts[depth] = p;
        this.#childEnds[depth] = -1;
      }

      let token = other;
      if (c === doubleQuote) {
        stringAt = p;
        p = stringEnd(bytes, p, end);
        if (p < 0) return -1;
        stringEndsAt = p;
      } else if (c === comma) {
        token = comma;
        commaAt = p;
        if (inElements) {
          if (!this.#childIsSound(bytes, depth, p)) return -1;
          findings.commaAt(depth, p);
        }
        p++;
      } else if (c === colon) {
        token = colon;
        if (last !== other || blanksEnd(bytes, stringEndsAt, end) !== p || kinds[depth] !== openObject) return -1;
        const isFirst = lastButOne === openObject;
        if (!isFirst && (lastButOne !== comma || hasColon[depth] === 0)) return -1;
        if (nodes[depth] !== nowhere) {
          if (!isFirst) {
            if (!this.#childIsSound(bytes, depth, commaAt)) return -1;
            findings.commaAt(depth, commaAt);
          }
          this.#childNodes[depth] = findings.memberStarts(depth, nodes[depth], bytes, stringAt, stringEndsAt - 1);
          this.#childEnds[depth] = -1;
        }
        hasColon[depth] = 1;
        p++;
      } else if (c === openObject || c === openArray) {
        token = c;
        if (depth === this.#maxDepth) return -1;
        // On the way of a path is the bracket that a value begins with.
        const child = depth === 0 ? root : nodes[depth] === nowhere ? nowhere : this.#childNodes[depth];
        // What is wanted could be in it, and be missed.
        if (child !== nowhere && depth > 0 && this.#childStarts[depth] !== p) return -1;
        let node = child;
        if (c === openArray && this.#trie.elements[node] === nowhere) node = nowhere;
        depth++;
        kinds[depth] = c;
        this.#starts[depth] = p;
        nodes[depth] = node;
        hasColon[depth] = 0;
        if (node !== nowhere) findings.containerStarts(depth, node, c);
        p++;
      } else if (c === closeArray || c === closeObject) {
        // `{` and `}`, `[` and `]` are two apart.
        if (c !== kinds[depth] + 2) return -1;
        if (c === closeObject && (hasColon[depth] === 1 ? last === comma : last !== openObject)) return -1;
        if (nodes[depth] !== nowhere && last !== openArray && last !== openObject) {
          if (!this.#childIsSound(bytes, depth, p)) return -1;
        }
        p++;
        depth--;
        if (depth === 0) return p;
        if (this.#childStarts[depth] === this.#starts[depth + 1]) this.#childEnds[depth] = p;
      } else p++;
      lastButOne = last;
      last = token;
    }
  }

  /** The value of the current member or element reaches to `until`, blanks left out: is it what a path needs? */
  #childIsSound(bytes: Uint8Array, depth: number, until: number): boolean {
    const node = this.#childNodes[depth];
    const start = this.#childStarts[depth];
    let end = until;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (node !== nowhere) {
      const opens = bytes[start] === openObject || bytes[start] === openArray;
      if (opens && this.#childEnds[depth] !== end) return false;
      if (this.#trie.picksAt[node].length > 0) {
        if (this.#grammar.value(bytes, start, end) !== end) return false;
        this.findings.found(node, start, end);
      }
    }
    this.findings.childEnds(depth, end);
    return true;
  }
}

/** After the closing quote of the string at `at`, or -1. */
function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let p = at + 1; p < end; p++) {
    const c = bytes[p];
    if (c === doubleQuote) return p + 1;
    if (c < 0x20) return -1;
    // What is escaped is not looked at, but for control characters.
    if (c === backslash && p + 1 < end && bytes[p + 1] >= 0x20) p++;
  }
  return -1;
}
