/**
 * Records by a part of the kernel's module.
 *
 * A part writes records that are plain sailing, many in one call, and stops at any other one: the twin says what becomes
 * of that record, and the part goes on behind it.
 */

import { ChunkAccount } from "../write/chunk-account.ts";
import type { Scan } from "../extent/extent.ts";
import { type ExtentExports, wasmScan } from "../extent/extent.wasm.ts";
import { type Instance, isDone, isFull } from "./instance.wasm.ts";
import type { Doubts, Kernel } from "./kernel.ts";
import type { Records } from "./kernel.twin.ts";
import { Output } from "../write/output.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";

/** A part of the module, for one kind of records; places are addresses. */
export interface Part<Exports> {
  /** The module with room for so many bytes of input, set up for the plan. */
  load(input: number): Instance<Exports>;
  /** Makes ready for the records between two places; `mayBeCut` as of {@link Doubts}. */
  begin(exports: Exports, start: number, end: number, mayBeCut: boolean): void;
  /** Goes on at another place, behind a record that the twin has done. */
  resume(exports: Exports, at: number): void;
  /** Writes at most so many records between two places of the output, from where it has stopped before. */
  write(exports: Exports, out: number, outEnd: number, limit: number): Stop;
  /** Adds to the account what was found and dropped in the records of a chunk that it has written. */
  book(loaded: Instance<Exports>, account: ChunkAccount, records: number): void;
  /** Whether a cut record can be taken for a whole one, so that it has to be known before where the last whole one ends. */
  readonly takesCut: boolean;
}

/** Where a part has stopped, and why. */
interface Stop {
  readonly why: number;
  /** Where the next record starts. */
  readonly at: number;
  /** How many records it has written, and where their output ends. */
  readonly records: number;
  readonly outEnd: number;
}

/** The kernel for the records of a part. */
export class WasmRecords<Exports extends ExtentExports> implements Kernel {
  readonly #plan: Plan;
  readonly #shape: Shape;
  readonly #part: Part<Exports>;
  readonly #twin: Records;
  #loaded: Instance<Exports> | undefined;
  /** Where output has gone for which the memory was too small, to use again: left as garbage, several would pile up. */
  #larger: Uint8Array | undefined;

  constructor(plan: Plan, shape: Shape, part: Part<Exports>, twin: Records) {
    this.#plan = plan;
    this.#shape = shape;
    this.#part = part;
    this.#twin = twin;
  }

  room(bytes: number): Uint8Array {
    if (this.#loaded === undefined || this.#loaded.input.length < bytes) this.#loaded = this.#part.load(bytes);
    return this.#loaded.input;
  }

  scan(start: number, end: number, state: number): Scan {
    const { exports, input } = this.#loaded!;
    return wasmScan(this.#shape.format, exports, input.byteOffset, start, end, state);
  }

  rightBytes(start: number, end: number, limit: number): number {
    const { exports, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset;
    this.#part.begin(exports, base + start, base + end, true);
    return this.#part.write(exports, outputAt, outputEnd, limit).at - base - start;
  }

  project(start: number, to: number, limit: number, { mayBeCut = false, isGuess = false }: Doubts = {}): Projected {
    const part = this.#part;
    const { exports, memory, input, outputAt, outputEnd } = this.#loaded!;
    const base = input.byteOffset + start;
    const output = memory.subarray(outputAt, outputEnd);
    const out = new Output(output, this.#larger);
    const account = new ChunkAccount(this.#plan, input.subarray(start, to), out, isGuess);
    let isCut = mayBeCut;
    let booked = 0;
    let p = 0;
    const begin = (): void => part.begin(exports, base + p, base + account.bytes.length, isCut);
    const leaveCut = (): void => {
      const end = Math.max(start + p, this.scan(start + p, to, 0).last);
      account.bytes = input.subarray(start, end);
      isCut = false;
    };
    if (isCut && part.takesCut) leaveCut();
    begin();
    while (p < account.bytes.length && account.written < limit && !account.stops) {
      const isInPlace = out.bytes === output;
      const from = isInPlace ? outputAt + out.length : outputAt;
      const { why, at, records, outEnd } = part.write(
        exports,
        from,
        outputEnd,
        Math.min(limit - account.written, 0xffffffff),
      );
      const length = outEnd - from;
      if (isInPlace) out.length += length;
      else out.copy(output, 0, length);
      account.writtenRecords(records);
      booked += records;
      p = at - base;
      if (why === isDone) break;
      if (why === isFull && isInPlace && out.length > 0) out.need(outputEnd - outputAt);
      else if (why === isFull && length > 0) continue;
      else if (isCut) {
        // The next record is cut, or for the twin: which of them, and where the last whole one ends, a scan tells.
        leaveCut();
        begin();
      } else {
        p = this.#twin.next(p, account);
        part.resume(exports, base + p);
      }
    }
    part.book(this.#loaded!, account, booked);
    if (out.bytes !== output) this.#larger = out.bytes;
    return account.close(p);
  }
}
