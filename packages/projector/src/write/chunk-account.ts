/**
 * The account of a chunk: what becomes of its records, read = written + filtered + rejected, and the bytes written.
 */

import type { Output } from "./output.ts";
import type { Plan, Projected, Rejection } from "../plan/plan.ts";
import { reason } from "../syntax/reason.ts";
import { endsRun } from "../rejection.ts";
import type { RecordWriter } from "./writer.ts";

/** What becomes of the records of a chunk. */
export class ChunkAccount {
  read = 0;
  written = 0;
  rejected = 0;
  /** Whether the run ends here. */
  stops = false;
  readonly found: number[];
  readonly repeated: number[];
  readonly dropped: number[];
  repeatedKeys = 0;
  firstRepeatedKey: Projected["firstRepeatedKey"];
  readonly out: Output;
  bytes: Uint8Array;
  readonly #plan: Plan;
  readonly #stopsAtBad: boolean;
  readonly #rejections: Rejection[] = [];

  /**
   * @param out where the records go; what is in it stays
   * @param stopsAtBad whether it ends with the first bad record, whatever the plan says
   */
  constructor(plan: Plan, bytes: Uint8Array, out: Output, stopsAtBad = false) {
    this.#plan = plan;
    this.#stopsAtBad = stopsAtBad;
    this.bytes = bytes;
    this.found = (plan.names ?? []).map(() => 0);
    this.repeated = this.found.slice();
    this.dropped = plan.selection.drops.map(() => 0);
    this.out = out;
  }

  /** Writes the record, or rejects it when it cannot be written; tells whether it was written. */
  writes<Walk>(writer: RecordWriter<Walk>, walk: Walk, start: number, end: number): boolean {
    const why = writer.write(this.bytes, walk, this.out);
    if (why !== reason.none) {
      this.reject(why, writer.at, start, end, this.#plan.names?.[writer.name]);
      return false;
    }
    this.written++;
    return true;
  }

  /** So many records were read and written. */
  writtenRecords(count: number): void {
    this.read += count;
    this.written += count;
  }

  /** Rejects the record from `start` to `end` for a defect at `at`. */
  reject(why: Rejection["reason"], at: number, start: number, end: number, name?: string): void {
    const { onError } = this.#plan;
    this.rejected++;
    this.stops = this.#stopsAtBad || endsRun(why, this.#plan);
    if (onError !== "quarantine" && this.rejected > 1 && !this.stops) return;
    const raw = onError === "quarantine" ? this.bytes.slice(start, end) : undefined;
    this.#rejections.push({ record: this.read, at, reason: why, name, raw });
  }

  /** The record has a key twice, the second time at `at`. */
  repeats(at: number): void {
    this.repeatedKeys++;
    this.firstRepeatedKey ??= { record: this.read, at };
  }

  /** What the chunk became, of which so many bytes were read. */
  close(consumed: number): Projected {
    return {
      bytes: this.out.take(),
      read: this.read,
      written: this.written,
      filtered: 0,
      rejected: this.rejected,
      rejections: this.#rejections,
      consumed: Math.min(consumed, this.bytes.length),
      found: this.found,
      repeated: this.repeated,
      repeatedKeys: this.repeatedKeys,
      firstRepeatedKey: this.firstRepeatedKey,
      dropped: this.dropped,
    };
  }
}
