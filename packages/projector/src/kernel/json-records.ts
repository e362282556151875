/**
 * The records of an NDJSON file or a JSON array, one after the other, as the twin reads them.
 *
 * Where every byte is written or strictness is asked for, a record is walked by the whole grammar (json.twin.ts); else
 * by its structure (structure.twin.ts), and by the grammar only if that is not sound, to tell what is wrong and where.
 */

import { carriageReturn, comma, lineFeed } from "../syntax/bytes.ts";
import type { ChunkAccount } from "../write/chunk-account.ts";
import { JsonExtents } from "../extent/extent.ts";
import { JsonWalk } from "../walk/json.twin.ts";
import { blanksEnd, fails } from "../syntax/json-tokens.ts";
import { jsonWriter } from "../write/json-writer.ts";
import type { Records } from "./kernel.twin.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { reason } from "../syntax/reason.ts";
import { RepeatedKeys } from "../walk/repeated-keys.ts";
import { StructureWalk } from "../walk/structure.twin.ts";
import { Trie } from "../plan/trie.ts";
import type { JsonWalked, RecordWriter } from "../write/writer.ts";

/** Reads JSON records. */
export class JsonRecords implements Records {
  readonly #grammar: JsonWalk;
  readonly #structure: StructureWalk | undefined;
  readonly #writer: RecordWriter<JsonWalked>;
  readonly #isArray: boolean;

  constructor(plan: Plan, { format }: Shape) {
    const { selection, strict, maxDepth } = plan;
    const trie = new Trie(selection);
    this.#grammar = new JsonWalk(trie, maxDepth, strict ? new RepeatedKeys() : undefined);
    const whole = strict || selection.picks === null;
    this.#structure = whole ? undefined : new StructureWalk(trie, maxDepth, this.#grammar);
    this.#writer = jsonWriter(format, plan.output, plan.names);
    this.#isArray = format.name === "json";
  }

  next(at: number, account: ChunkAccount): number {
    const { bytes } = account;
    // A line of NDJSON ends at its line feed, or at CRLF; how far an array's element reaches, its walk will tell.
    const feed = this.#isArray ? -1 : bytes.indexOf(lineFeed, at);
    const lineEnd = feed === -1 ? bytes.length : feed;
    const end = feed > at && bytes[feed - 1] === carriageReturn ? feed - 1 : lineEnd;
    if (blanksEnd(bytes, at, end) === end) return lineEnd + 1;
    account.read++;

    let stopped = this.#structure?.record(bytes, at, end) ?? -1;
    if (this.#structure !== undefined && this.#endsAt(bytes, stopped, end)) {
      this.#write(account, this.#structure);
      return this.#isArray ? stopped + 1 : lineEnd + 1;
    }
    const grammar = this.#grammar;
    stopped = grammar.record(bytes, at, end);
    if (stopped >= 0 && !this.#endsAt(bytes, stopped, end)) stopped = fails(grammar, reason.textAfter, stopped);
    if (stopped >= 0) {
      this.#write(account, grammar);
      return this.#isArray ? stopped + 1 : lineEnd + 1;
    }
    const next = this.#isArray ? elementEnd(bytes, at) : lineEnd + 1;
    account.reject(grammar.reason, grammar.at, blanksEnd(bytes, at, end), this.#isArray ? next - 1 : end);
    return next;
  }

  /** Whether a record may end there: at the end, and in an array before a comma. */
  #endsAt(bytes: Uint8Array, stopped: number, end: number): boolean {
    return stopped === end || (this.#isArray && bytes[stopped] === comma);
  }

  #write(account: ChunkAccount, walk: JsonWalked): void {
    if (!account.writes(this.#writer, walk, walk.start, walk.end)) return;
    const { counts, repeated, dropCounts } = walk.findings;
    for (let pick = 0; pick < counts.length; pick++) {
      if (counts[pick] > 0) account.found[pick]++;
      account.repeated[pick] += repeated[pick];
    }
    for (let drop = 0; drop < dropCounts.length; drop++) account.dropped[drop] += dropCounts[drop];
    const keys = this.#grammar.repeated;
    if (keys !== undefined && keys.at >= 0) account.repeats(keys.at);
  }
}

/** After the comma of the array's element that starts at `start`, or one past the chunk's end. */
function elementEnd(bytes: Uint8Array, start: number): number {
  const found = new JsonExtents().first(bytes, start);
  // At a bracket that closes the array the chunk should have ended.
  return found <= start ? bytes.length + 1 : found;
}
