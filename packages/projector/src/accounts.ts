/**
 * The accounts of a run: read = written + filtered + rejected, kept in the order of the input.
 */

import type { Progress } from "@backlot/runtime";
import { framing } from "@backlot/formats";
import type { Ticket } from "./inputs.ts";
import { kernelFor } from "./kernel.ts";
import type { Plan, Projected } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Rejected } from "./rejection.ts";
import { projectBytes, type WorkSetup } from "./work.ts";

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
  #fileSize: number | undefined;
  #filePart: number | undefined;
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

  /** Books a chunk; returns its rejected records, placed in their file. */
  book(ticket: Ticket, result: Projected): Rejected[] {
    this.#goTo(ticket, result.consumed);
    const rejected = result.rejections.map(({ record, at, reason: why, name, raw }) => ({
      file: ticket.name,
      record: this.#fileRecords + record,
      byte: ticket.byte + at,
      reason: why,
      field: name,
      raw,
    }));
    this.firstRejected ??= rejected[0];
    const key = result.firstRepeatedKey;
    if (key !== undefined) {
      const record = this.#fileRecords + key.record;
      this.firstRepeatedKey ??= { file: ticket.name, record, byte: ticket.byte + key.at };
    }
    this.repeatedKeys += result.repeatedKeys;
    this.read += result.read;
    this.written += result.written;
    this.filtered += result.filtered;
    this.rejected += result.rejected;
    this.#fileRecords += result.read;
    for (const [pick, count] of result.found.entries()) this.found[pick] += count;
    for (const [pick, count] of result.repeated.entries()) this.repeated[pick] += count;
    for (const [drop, count] of result.dropped.entries()) this.dropped[drop] += count;
    return rejected;
  }

  /** Books a record that was too long to be read. */
  bookOversize(ticket: Ticket): Rejected {
    this.#goTo(ticket, ticket.length);
    this.read++;
    this.rejected++;
    this.#fileRecords++;
    const { name: file, byte, oversize: raw } = ticket;
    const rejected = { file, record: this.#fileRecords, byte, reason: reason.tooLong, raw };
    this.firstRejected ??= rejected;
    return rejected;
  }

  /** How far the run is. */
  progress(files: number): Progress {
    const part = this.#fileSize === undefined ? this.#filePart : this.#fileBytes / Math.max(1, this.#fileSize);
    return {
      records: this.read,
      bytes: this.bytesIn,
      ...(part !== undefined && { done: Math.min(1, (this.#file + part) / files) }),
    };
  }

  #goTo(ticket: Ticket, consumed: number): void {
    if (ticket.file !== this.#file) {
      this.#file = ticket.file;
      this.#bytesBefore += this.#fileBytes;
      this.#fileRecords = 0;
    }
    this.#fileSize = ticket.size;
    this.#filePart = ticket.part;
    this.#fileBytes = ticket.byte + consumed;
  }
}

/** What a step of the run writes, and rejects. */
interface Step {
  readonly bytes: Uint8Array;
  readonly rejected: readonly Rejected[];
}

/**
 * Books the results in order, with the records that were passed over between them, and tells what to write; ends
 * when the limit is reached.
 */
export async function* inOrder(
  results: AsyncIterable<Projected>,
  tickets: Ticket[],
  accounts: Accounts,
  setup: WorkSetup,
  limit: number,
): AsyncGenerator<Step, void, undefined> {
  const { before, first } = framing(setup.plan.output);
  for await (const result of results) {
    yield* oversize(tickets, accounts);
    const ticket = tickets.shift()!;
    const left = limit - accounts.written;
    const part = left < limit && result.written >= left ? upTo(left, setup, ticket, result) : result;
    // Only the first record of all is framed by `first`, with which `before` ends.
    const skipped = accounts.written === 0 && part.written > 0 ? before.length - first.length : 0;
    const rejected = accounts.book(ticket, part);
    yield { bytes: part.bytes.subarray(skipped), rejected };
    if (accounts.written >= limit) return;
  }
  yield* oversize(tickets, accounts);
}

/** The records that were passed over before the next chunk. */
function* oversize(tickets: Ticket[], accounts: Accounts): Generator<Step> {
  while (tickets[0]?.oversize !== undefined) {
    yield { bytes: new Uint8Array(0), rejected: [accounts.bookOversize(tickets.shift()!)] };
  }
}

/** The chunk's result again, up to its record that reaches the limit. */
function upTo(limit: number, { plan, kernel }: WorkSetup, { shape }: Ticket, { input }: Projected): Projected {
  return projectBytes(kernelFor(plan, shape, kernel), input!, limit);
}
