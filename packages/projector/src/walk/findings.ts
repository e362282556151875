/**
 * What a walk over a JSON record finds: spans of the picks, holes of the drops.
 *
 * ```text
 * {"a":{"b":1},"c":[{"d":2},{"d":3}]}      picks a.b, c[*].d     drops a
 *           ^            ^       ^         spans
 *  ^^^^^^^^^^^^^                           hole
 * ```
 *
 * The walk tells of the containers and members on the way of a path only. A dropped member takes one comma with
 * it: the one before it, or, when no member before it stays, all up to the next member.
 *
 * Duplicate keys: the last one wins, as in `JSON.parse`. What was found below a key is forgotten when the same
 * object has the key again.
 */

import { openArray } from "../syntax/bytes.ts";
import { nowhere, type Trie } from "../plan/trie.ts";

/** Spans and holes of one record; they stay readable until the next one. */
export class Findings {
  /** Per pick: how many values were found; -1 when the path is not in the record. */
  readonly counts: Int32Array;
  /** Per pick: start and end of each value found, in document order. */
  readonly spans: Int32Array[];
  /** Start and end of each hole, in document order, never overlapping. */
  holes: Int32Array = new Int32Array(64);
  holeCount = 0;

  /** Per pick: whether an object has a key on its path more than once. */
  readonly repeated: Uint8Array;
  /** Per drop: how many values it takes out. */
  readonly dropCounts: Int32Array;

  readonly #trie: Trie;
  // Per depth, of the container that is open there:
  /** Whether a member before the current one stays. */
  readonly #kept: Uint8Array;
  /** Where the comma before the current member is. */
  readonly #commas: Int32Array;
  /** Where the hole of the current member begins, or -1 when the member stays. */
  readonly #dropFrom: Int32Array;
  /** The hole that reaches to the next member, as its index plus one, or 0. */
  readonly #reaching: Int32Array;
  /** The container's own number, to tell whether it had a key before. */
  readonly #serials: Int32Array;
  #serial = 0;
  // Per node of the trie:
  /** The container that had the node's key last. */
  readonly #seenIn: Int32Array;
  /** The counts of the picks below when it came for the first time. */
  readonly #countsBefore: Int32Array[];

  constructor(trie: Trie, maxDepth: number) {
    const depths = maxDepth + 1;
    this.#trie = trie;
    this.counts = new Int32Array(trie.isList.length);
    this.repeated = new Uint8Array(trie.isList.length);
    this.dropCounts = new Int32Array(trie.dropCount);
    this.spans = trie.isList.map(() => new Int32Array(2));
    this.#kept = new Uint8Array(depths);
    this.#commas = new Int32Array(depths);
    this.#dropFrom = new Int32Array(depths);
    this.#reaching = new Int32Array(depths);
    this.#serials = new Int32Array(depths);
    this.#seenIn = new Int32Array(trie.size);
    this.#countsBefore = trie.picksBelow.map((picks) => new Int32Array(picks.length));
  }

  /** Forgets the record before. */
  clear(): void {
    this.counts.fill(-1);
    this.repeated.fill(0);
    this.dropCounts.fill(0);
    this.holeCount = 0;
  }

  /** Whether a pick finds any number of values, for its path has a `[*]`. */
  isList(pick: number): boolean {
    return this.#trie.isList[pick];
  }

  /** The first hole that starts at `at` or later. */
  firstHole(at: number): number {
    let low = 0;
    let high = this.holeCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.holes[2 * middle] < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** An object or array of `node` opens. */
  containerStarts(depth: number, node: number, kind: number): void {
    this.#kept[depth] = 0;
    this.#dropFrom[depth] = -1;
    this.#reaching[depth] = 0;
    this.#serial = (this.#serial + 1) | 0;
    this.#serials[depth] = this.#serial;
    const elements = this.#trie.elements[node];
    if (kind !== openArray || elements === nowhere) return;
    // The array is there: its picks are found, though maybe no value of theirs.
    for (const pick of this.#trie.picksBelow[elements]) if (this.counts[pick] < 0) this.counts[pick] = 0;
  }

  /** A comma between two members. */
  commaAt(depth: number, at: number): void {
    this.#commas[depth] = at;
  }

  /** A member's key, from its opening quote at `at` to its closing one at `end`; returns the node of its value. */
  memberStarts(depth: number, node: number, bytes: Uint8Array, at: number, end: number): number {
    const child = this.#trie.childOfKey(node, bytes, at + 1, end);
    if (child !== nowhere) this.#forgetEarlier(depth, child);
    return this.#childStarts(depth, child, at);
  }

  /** An array's element that starts at `at`; returns its node. */
  elementStarts(depth: number, node: number, at: number): number {
    return this.#childStarts(depth, this.#trie.elements[node], at);
  }

  /** The current member's or element's value ends. */
  childEnds(depth: number, valueEnd: number): void {
    const from = this.#dropFrom[depth];
    if (from < 0) {
      this.#kept[depth] = 1;
      return;
    }
    if (this.holes.length < 2 * this.holeCount + 2) {
      const grown = new Int32Array(2 * this.holes.length);
      grown.set(this.holes);
      this.holes = grown;
    }
    this.holes[2 * this.holeCount] = from;
    this.holes[2 * this.holeCount + 1] = valueEnd;
    this.holeCount++;
    if (this.#kept[depth] === 0) this.#reaching[depth] = this.holeCount;
  }

  /** A value of `node`, from its first byte to after its last. */
  found(node: number, start: number, end: number): void {
    for (const pick of this.#trie.picksAt[node]) {
      const count = this.#trie.isList[pick] ? this.counts[pick] : 0;
      let spans = this.spans[pick];
      if (spans.length < 2 * count + 2) {
        const grown = new Int32Array(2 * spans.length);
        grown.set(spans);
        spans = this.spans[pick] = grown;
      }
      spans[2 * count] = start;
      spans[2 * count + 1] = end;
      this.counts[pick] = count + 1;
    }
  }

  #childStarts(depth: number, child: number, at: number): number {
    const reaching = this.#reaching[depth];
    if (reaching !== 0) {
      this.holes[2 * reaching - 1] = at;
      this.#reaching[depth] = 0;
    }
    const drop = this.#trie.dropped[child];
    if (drop === 0) {
      this.#dropFrom[depth] = -1;
      return child;
    }
    this.dropCounts[drop - 1]++;
    this.#dropFrom[depth] = this.#kept[depth] === 1 ? this.#commas[depth] : at;
    return nowhere;
  }

  #forgetEarlier(depth: number, child: number): void {
    const picks = this.#trie.picksBelow[child];
    const before = this.#countsBefore[child];
    if (this.#seenIn[child] === this.#serials[depth]) {
      for (let i = 0; i < picks.length; i++) {
        this.counts[picks[i]] = before[i];
        this.repeated[picks[i]] = 1;
      }
    } else {
      this.#seenIn[child] = this.#serials[depth];
      for (let i = 0; i < picks.length; i++) before[i] = this.counts[picks[i]];
    }
  }
}
