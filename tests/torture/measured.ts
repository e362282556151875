/** Runs whose memory is measured, each in a process of its own. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Measured, MeasuredOrder } from "./measured-run.ts";

export const mebibyte: number = 1 << 20;

/** The longest record. */
const limit = 64 * mebibyte;

/**
 * The most memory beyond that of an idle process: the longest record, what a worker may have beside it, and what a
 * window that grows may have beside itself.
 */
export const mostBytes: number = limit + 2 * 64 * mebibyte;

/** Runs `measured-run.ts`. */
export async function measured(order: Omit<MeasuredOrder, "maxRecordBytes">): Promise<Measured> {
  const words = [join(import.meta.dirname, "measured-run.ts"), JSON.stringify({ ...order, maxRecordBytes: limit })];
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@backlot/source", ...words]);
  return JSON.parse(stdout) as Measured;
}
