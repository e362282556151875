/**
 * One JSON record: is it valid, and where are the wanted values?
 *
 * A walk over the record's bytes that checks the whole grammar of RFC 8259 and the UTF-8 of every byte, follows
 * the path trie, and tells the findings. It makes no objects, copies nothing, and keeps its own stack, so that
 * deep nesting is a clean rejection.
 *
 * The walk is a machine that goes from token to token:
 *
 * ```text
 *            { ──▶ before key ──▶ before value ──▶ after value ──, (object)──▶ before key
 *            [ ──▶ before element ──────────────▶ after value ──, (array)───▶ before element
 *                                                 after value ──} ]──▶ after value, one level up
 * ```
 */

import { doubleQuote, comma, colon, openArray, closeArray, openObject, closeObject } from "../syntax/bytes.ts";
import { Findings } from "./findings.ts";
import {
  blanksEnd,
  type Defect,
  fails,
  isNumberStart,
  literalEnd,
  scalarEnd,
  stringEnd,
} from "../syntax/json-tokens.ts";
import { type Reason, reason } from "../syntax/reason.ts";
import type { RepeatedKeys } from "./repeated-keys.ts";
import { nowhere, root, type Trie } from "../plan/trie.ts";

const beforeKey = 0;
const beforeElement = 1;
const beforeValue = 2;
const afterValue = 3;

/** Walks records one at a time; what it found stays readable until the next one. */
export class JsonWalk implements Defect {
  readonly findings: Findings;
  /** The keys that objects have more than once, where they are wanted. */
  readonly repeated?: RepeatedKeys;
  /** Where the record, without the blanks around it, starts and ends. */
  start = 0;
  end = 0;
  /** The defect of the last record. */
  reason: Reason = reason.none;
  at = 0;

  readonly #maxDepth: number;
  // Per depth, of the container that is open there: its bracket, where it is, and its node.
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #nodes: Int32Array;

  /** @param maxDepth how many objects and arrays may be open at once, the record included */
  constructor(trie: Trie, maxDepth: number, repeated?: RepeatedKeys) {
    this.findings = new Findings(trie, maxDepth);
    this.repeated = repeated;
    this.#maxDepth = maxDepth;
    this.#kinds = new Uint8Array(maxDepth + 1);
    this.#starts = new Int32Array(maxDepth + 1);
    this.#nodes = new Int32Array(maxDepth + 1);
  }

  /**
   * Walks the record that starts at `start`, blanks before it allowed, and stays before `end`.
   * Returns where the blanks after it end, or -1 after a defect.
   */
  record(bytes: Uint8Array, start: number, end: number): number {
    this.findings.clear();
    this.repeated?.clear();
    this.reason = reason.none;
    this.start = blanksEnd(bytes, start, end);
    this.end = this.#object(bytes, this.start, end);
    return this.end < 0 ? -1 : blanksEnd(bytes, this.end, end);
  }

  /** Where the value that starts at `at` ends, or -1 after a defect. Nothing is looked for in it. */
  value(bytes: Uint8Array, at: number, end: number): number {
    const opens = at < end && (bytes[at] === openObject || bytes[at] === openArray);
    return opens ? this.#walk(bytes, at, end, nowhere) : scalarEnd(bytes, at, end, this);
  }

  #object(bytes: Uint8Array, at: number, end: number): number {
    const first = bytes[at];
    if (at >= end || first === comma) return fails(this, reason.noValue, at);
    if (first === openObject) return this.#walk(bytes, at, end, root);
    if (first === openArray) return fails(this, reason.isArray, at);
    if (first === doubleQuote) return fails(this, reason.isString, at);
    if (isNumberStart(first)) return fails(this, reason.isNumber, at);
    if (literalEnd(bytes, at, end, this) < 0) return -1;
    return fails(this, reason.isLiteral, at);
  }

  /** Walks the container that opens at `at` and is the value of `top`; returns where it ends, or -1 after a defect. */
  #walk(bytes: Uint8Array, at: number, end: number, top: number): number {
    const { findings, repeated } = this;
    const kinds = this.#kinds;
    const nodes = this.#nodes;
    const starts = this.#starts;
    let p = at;
    let depth = 0;
    let state = beforeValue;
    /** The trie's node of the value that comes or has come. */
    let node = top;
    /** Where that value starts, and where it ends. */
    let valueStart = at;
    for (;;) {
      if (p < end && bytes[p] <= 0x20) p = blanksEnd(bytes, p, end);
      if (p >= end) return fails(this, reason.unclosedContainer, end);
      const c = bytes[p];

      if (state === afterValue) {
        const kind = kinds[depth];
        if (c === comma) {
          if (nodes[depth] !== nowhere) findings.commaAt(depth, p);
          p++;
          state = kind === openObject ? beforeKey : beforeElement;
          continue;
        }
        if (c !== kind + 2) {
          // `{` and `}`, `[` and `]` are two apart.
          return fails(this, c === closeArray || c === closeObject ? reason.wrongBracket : reason.noComma, p);
        }
        p++;
        node = nodes[depth];
        valueStart = starts[depth];
        depth--;
        if (depth === 0) return p;
      } else {
        if (state === beforeKey) {
          if (c !== doubleQuote) return fails(this, c === closeObject ? reason.trailingComma : reason.noKey, p);
          const keyAt = p;
          p = stringEnd(bytes, p, end, this);
          if (p < 0) return -1;
          repeated?.key(depth, bytes, keyAt, p);
          node = nodes[depth];
          if (node !== nowhere) node = findings.memberStarts(depth, node, bytes, keyAt, p - 1);
          p = blanksEnd(bytes, p, end);
          if (p >= end) return fails(this, reason.unclosedContainer, end);
          if (bytes[p] !== colon) return fails(this, reason.noColon, p);
          p++;
          state = beforeValue;
          continue;
        }
        if (state === beforeElement) {
          node = nodes[depth];
          if (node !== nowhere) node = findings.elementStarts(depth, node, p);
        }
        valueStart = p;
        if (c === openObject || c === openArray) {
          if (depth === this.#maxDepth) return fails(this, reason.tooDeep, p);
          depth++;
          kinds[depth] = c;
          starts[depth] = p;
          nodes[depth] = node;
          if (node !== nowhere) findings.containerStarts(depth, node, c);
          repeated?.containerStarts(depth);
          p = blanksEnd(bytes, p + 1, end);
          if (p >= end || bytes[p] !== c + 2) {
            state = c === openObject ? beforeKey : beforeElement;
            continue;
          }
          p++;
          depth--;
          if (depth === 0) return p;
        } else if (c === closeArray && state === beforeElement) return fails(this, reason.trailingComma, p);
        else p = scalarEnd(bytes, p, end, this);
        if (p < 0) return -1;
      }

      // A value has ended at p.
      if (node !== nowhere) findings.found(node, valueStart, p);
      if (nodes[depth] !== nowhere) findings.childEnds(depth, p);
      state = afterValue;
    }
  }
}
