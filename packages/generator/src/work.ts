/**
 * What a worker does: ranges of records in, finished bytes out.
 */

import type { Answer, Setup } from "@backlot/runtime";
import { computing, type Computing } from "./computed.ts";
import { kernelFor, type KernelName } from "./kernels.ts";
import type { Plan } from "./plan.ts";

/** What every worker is told once. */
export interface WorkSetup {
  readonly plan: Plan;
  readonly kernel?: KernelName;
  /** What computed fields need; absent where there are none. */
  readonly computing?: Computing;
}

/** A range of records, and a buffer to write them into. */
export interface Range {
  readonly first: number;
  readonly count: number;
  readonly buffer?: ArrayBuffer;
}

/** The bytes of a range, at the front of the buffer. */
export interface Bytes {
  readonly buffer: ArrayBuffer;
  readonly length: number;
  readonly records: number;
}

/** Prepares a kernel for a plan; each call then makes a range of records, whole. */
export const makeRecords: Setup<WorkSetup, Range, Bytes> = async ({ plan, kernel: name, computing: needs }) => {
  const kernel = kernelFor(plan, name);
  const columns = needs === undefined ? undefined : await computing(plan, needs);
  return ({ first, count, buffer }: Range): Answer<Bytes> => {
    let out = new Uint8Array(buffer ?? new ArrayBuffer(Math.max(1 << 20, plan.recordBytes)));
    const computed = columns?.(first, count) ?? [];
    let length = 0;
    let records = 0;
    for (;;) {
      const rest = computed.map(({ bytes, ends }) => {
        const skip = records === 0 ? 0 : ends[records - 1];
        return { bytes: bytes.subarray(skip), ends: ends.subarray(records).map((end) => end - skip) };
      });
      const made = kernel.make(out, length, first + records, count - records, rest);
      length = made.end;
      records += made.records;
      if (records === count) break;
      // The range is longer than it was thought to be.
      const larger = new Uint8Array(out.length * 2);
      larger.set(out.subarray(0, length));
      out = larger;
    }
    const result = { buffer: out.buffer, length, records };
    return { result, transfer: [result.buffer] };
  };
};
