/**
 * The accounts of a run: read = written + filtered + rejected, kept in the order of the input.
 */

import type { Progress, Source } from "@backlot/runtime";
import type { Opened } from "./inputs.ts";
import type { Plan, Projected } from "./plan/plan.ts";
import { blanksEnd } from "./syntax/json-tokens.ts";
import { reason } from "./syntax/reason.ts";
import type { Rejected } from "./rejection.ts";
import type { Done } from "./work.ts";

/** The input that a piece is of. */
export type BookedInput = Pick<Opened, "name" | "format">;

const told = ({ name, format }: BookedInput): Pick<Rejected, "file" | "format"> => ({
  file: name,
  format: format.name,
});

/** Where the record starts whose front was read: blanks before JSON are none of it. */
function recordStart(front: Uint8Array, { format }: BookedInput): number {
  const start = format.dialect === undefined ? blanksEnd(front, 0, front.length) : 0;
  return start < front.length ? start : 0;
}

/** What a run has done so far. */
export class Accounts {
  read = 0;
  written = 0;
  filtered = 0;
  rejected = 0;
  /** Per name of the plan: in how many records it was found. */
  readonly found: number[];
  /** Per name of the plan: in how many records a key on its path came more than once. */
  readonly repeated: number[];
  /** With strict: how many records have a key more than once in an object, and where the first one has. */
  repeatedKeys = 0;
  firstRepeatedKey: Pick<Rejected, "file" | "record" | "byte"> | undefined;
  /** Per drop: how many values it took out. */
  readonly dropped: number[];
  firstRejected: Rejected | undefined;
  /** The input that the last records are from, and how far it is read. */
  #file = 0;
  #fileRecords = 0;
  #fileBytes = 0;
  #bytesBefore = 0;

  constructor(plan: Plan) {
    this.found = (plan.names ?? []).map(() => 0);
    this.repeated = this.found.slice();
    this.dropped = plan.selection.drops.map(() => 0);
  }

  /** How many bytes of the inputs are done with. */
  get bytesIn(): number {
    return this.#bytesBefore + this.#fileBytes;
  }

  /** Books what has become of a piece of a file, up to a limit of records; tells its rejected records. */
  book({ file, byte, projected, oversize }: Done, input: BookedInput, limit: number): Rejected[] {
    if (file !== this.#file) {
      this.#file = file;
      this.#bytesBefore += this.#fileBytes;
      this.#fileRecords = 0;
    }
    const rejected: Rejected[] = projected === undefined ? [] : this.#bookRecords(projected, input, byte);
    if (oversize !== undefined && this.written < limit) {
      this.read++;
      this.rejected++;
      this.#fileRecords++;
      this.#fileBytes = oversize.byte + oversize.bytes.length;
      const start = recordStart(oversize.bytes, input);
      const raw = oversize.bytes.subarray(start);
      const at = oversize.byte + start;
      rejected.push({ ...told(input), record: this.#fileRecords, byte: at, reason: reason.tooLong, raw });
    }
    this.firstRejected ??= rejected[0];
    return rejected;
  }

  #bookRecords(result: Omit<Projected, "bytes">, input: BookedInput, byte: number): Rejected[] {
    const rejected = result.rejections.map(({ record, at, reason: why, name, raw }) => ({
      ...told(input),
      record: this.#fileRecords + record,
      byte: byte + at,
      reason: why,
      field: name,
      raw,
    }));
    const key = result.firstRepeatedKey;
    if (key !== undefined) {
      this.firstRepeatedKey ??= { file: input.name, record: this.#fileRecords + key.record, byte: byte + key.at };
    }
    this.repeatedKeys += result.repeatedKeys;
    this.read += result.read;
    this.written += result.written;
    this.filtered += result.filtered;
    this.rejected += result.rejected;
    this.#fileRecords += result.read;
    this.#fileBytes = byte + result.consumed;
    for (const [pick, count] of result.found.entries()) this.found[pick] += count;
    for (const [pick, count] of result.repeated.entries()) this.repeated[pick] += count;
    for (const [drop, count] of result.dropped.entries()) this.dropped[drop] += count;
    return rejected;
  }

  /** How far the run is, in so many files; the one it is in tells its size, or which part of it is read. */
  progress(files: number, { size, part: read }: Pick<Source, "size" | "part">): Progress {
    const part = size === undefined ? read : this.#fileBytes / Math.max(1, size);
    return {
      records: this.read,
      bytes: this.bytesIn,
      ...(part !== undefined && { done: Math.min(1, (this.#file + part) / files) }),
    };
  }
}
