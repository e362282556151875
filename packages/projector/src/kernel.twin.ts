/**
 * The kernel's readable twin: plain TypeScript, and the specification of the fast one, which must return the same
 * for every chunk. Codes and positions leave it, never text.
 *
 * ```text
 * chunk ─▶ extent of a record ─▶ walk (json.twin, csv.twin) ─▶ spans ─▶ writer ─▶ output bytes
 *                                  └─▶ defect ─▶ rejection, and on from the record's end
 * ```
 */

import { RowWalk } from "./csv.twin.ts";
import { extentsOf, JsonExtents, scan } from "./extent.ts";
import { JsonWalk } from "./json.twin.ts";
import { blanksEnd, fails } from "./json-tokens.ts";
import { jsonWriter } from "./json-writer.ts";
import { Output } from "./output.ts";
import type { Kernel } from "./kernel.ts";
import type { Plan, Projected, Rejection, Shape } from "./plan.ts";
import { reason } from "./reason.ts";
import { rowWriter } from "./row-writer.ts";
import { Trie } from "./trie.ts";
import type { RecordWriter } from "./writer.ts";

/** Projects the records of a chunk. */
export type Twin = (bytes: Uint8Array, limit: number) => Projected;

/** The twin for files of a shape. */
export function twinOf(plan: Plan, shape: Shape): Twin {
  return shape.format.dialect === undefined ? jsonTwin(plan, shape) : rowTwin(plan, shape);
}

/** The twin as a kernel. */
export function kernelTwin(plan: Plan, shape: Shape): Kernel {
  const project = twinOf(plan, shape);
  const extents = extentsOf(shape.format);
  let room = new Uint8Array(0);
  return {
    room: (bytes) => (room.length < bytes ? (room = new Uint8Array(bytes)) : room),
    scan: (start, end, state) => scan(extents, room, start, end, state),
    project: (start, end, limit) => project(room.subarray(start, end), limit),
  };
}

function jsonTwin(plan: Plan, shape: Shape): Twin {
  const walk = new JsonWalk(new Trie(plan.selection), plan.maxDepth);
  const writer = jsonWriter(shape.format, plan.output, plan.names);
  const isArray = shape.format.name === "json";
  return (bytes, limit) => {
    const account = new Account(plan, bytes);
    walk.findings.dropCounts.fill(0);
    let p = 0;
    while (p < bytes.length && account.written < limit) {
      // A line of NDJSON ends at its line feed; how far an array's element reaches, its walk will tell.
      const lineFeed = isArray ? -1 : bytes.indexOf(0x0a, p);
      const end = lineFeed === -1 ? bytes.length : lineFeed;
      if (blanksEnd(bytes, p, end) === end) {
        p = end + 1;
        continue;
      }
      account.read++;
      const start = p;
      let stopped = walk.record(bytes, start, end);
      if (stopped >= 0 && stopped < end && !(isArray && bytes[stopped] === comma)) {
        stopped = fails(walk, reason.textAfter, stopped);
      }
      p = stopped >= 0 ? stopped + 1 : isArray ? elementEnd(bytes, start) : end + 1;
      if (walk.reason !== reason.none) {
        account.reject(walk.reason, walk.at, blanksEnd(bytes, start, end), isArray ? p - 1 : end);
      } else if (account.writes(writer, walk, walk.start, walk.end)) {
        const { counts } = walk.findings;
        for (let pick = 0; pick < counts.length; pick++) if (counts[pick] > 0) account.found[pick]++;
      }
      if (account.stops) break;
    }
    return account.close(p, Array.from(walk.findings.dropCounts));
  };
}

const comma = 0x2c;

/** After the comma of the array's element that starts at `start`, or one past the chunk's end. */
function elementEnd(bytes: Uint8Array, start: number): number {
  const found = new JsonExtents().first(bytes, start);
  return found === -1 ? bytes.length + 1 : found;
}

function rowTwin(plan: Plan, shape: Shape): Twin {
  const { count, picked } = shape.columns!;
  const row = new RowWalk(shape.format.dialect!);
  const writer = rowWriter(shape.format.dialect!, plan.output, plan.names ?? [], picked);
  return (bytes, limit) => {
    const account = new Account(plan, bytes);
    let p = 0;
    while (p < bytes.length && account.written < limit) {
      const start = p;
      p = row.row(bytes, start, bytes.length);
      if (row.isComment || (row.isBlank && count !== 1)) continue;
      account.read++;
      if (row.reason !== reason.none) account.reject(row.reason, row.at, start, row.end);
      else if (row.count < count) account.reject(reason.tooFewCells, row.end, start, row.end);
      else if (row.count > count) account.reject(reason.tooManyCells, row.starts[count], start, row.end);
      else account.writes(writer, row, start, row.end);
      if (account.stops) break;
    }
    account.found.fill(account.written);
    // Columns that are dropped are there, or the run would not have begun.
    return account.close(
      p,
      plan.selection.drops.map(() => account.read),
    );
  };
}

/** What becomes of the records of a chunk: read = written + filtered + rejected. */
class Account {
  read = 0;
  written = 0;
  rejected = 0;
  /** Whether the run ends here. */
  stops = false;
  readonly found: number[];
  readonly out: Output;
  readonly #plan: Plan;
  readonly #bytes: Uint8Array;
  readonly #rejections: Rejection[] = [];

  constructor(plan: Plan, bytes: Uint8Array) {
    this.#plan = plan;
    this.#bytes = bytes;
    this.found = (plan.names ?? []).map(() => 0);
    this.out = new Output(Math.ceil(bytes.length * (plan.names === null ? 1.01 : 0.5)));
  }

  /** Writes the record, or rejects it when it cannot be written; tells whether it was written. */
  writes<Walk>(writer: RecordWriter<Walk>, walk: Walk, start: number, end: number): boolean {
    const why = writer.write(this.#bytes, walk, this.out);
    if (why !== reason.none) {
      this.reject(why, writer.at, start, end, this.#plan.names?.[writer.name]);
      return false;
    }
    this.written++;
    return true;
  }

  /** Rejects the record from `start` to `end` for a defect at `at`. */
  reject(why: Rejection["reason"], at: number, start: number, end: number, name?: string): void {
    const { onError } = this.#plan;
    this.rejected++;
    if (onError === "fail") this.stops = true;
    if (onError !== "quarantine" && this.rejected > 1) return;
    const raw = onError === "quarantine" ? this.#bytes.slice(start, end) : undefined;
    this.#rejections.push({ record: this.read, at, reason: why, name, raw });
  }

  close(consumed: number, dropped: readonly number[]): Projected {
    return {
      bytes: this.out.take(),
      read: this.read,
      written: this.written,
      filtered: 0,
      rejected: this.rejected,
      rejections: this.#rejections,
      consumed: Math.min(consumed, this.#bytes.length),
      found: this.found,
      dropped,
    };
  }
}
