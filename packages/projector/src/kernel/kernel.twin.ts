/**
 * The kernel's readable twin: plain TypeScript, and the specification of the fast one, which must return the same
 * for every chunk. Codes and positions leave it, never text.
 *
 * ```text
 * chunk ─▶ a record (json-records, row-records) ─▶ walk ─▶ spans ─▶ writer ─▶ output bytes
 *                                                    └─▶ defect ─▶ rejection, and on from the record's end
 * ```
 */

import { ChunkAccount } from "../write/chunk-account.ts";
import { extentsOf, scan } from "../extent/extent.ts";
import { JsonRecords } from "./json-records.ts";
import type { Kernel } from "./kernel.ts";
import { Output } from "../write/output.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";
import { lineFeed } from "../syntax/bytes.ts";
import { reason } from "../syntax/reason.ts";
import { RowRecords } from "./row-records.ts";
import { RowWalk } from "../walk/csv.twin.ts";

/** The records of one file, one after the other. */
export interface Records {
  /** Reads the record at `at` of the account's bytes, or passes over blanks, and tells where the next one may be. */
  next(at: number, account: ChunkAccount): number;
}

/** The twin's way to read the records of files of a shape. */
function recordsOf(plan: Plan, shape: Shape): Records {
  return shape.format.dialect === undefined ? new JsonRecords(plan, shape) : new RowRecords(plan, shape);
}

/** Projects the records of a chunk. */
export type Twin = (bytes: Uint8Array, limit: number, isGuess?: boolean) => Projected;

/** The twin for files of a shape. */
export function twinOf(plan: Plan, shape: Shape): Twin {
  const records = recordsOf(plan, shape);
  return (bytes, limit, isGuess) => {
    const account = new ChunkAccount(plan, bytes, new Output(outputBytes(plan, bytes.length)), isGuess);
    let p = 0;
    while (p < bytes.length && account.written < limit && !account.stops) p = records.next(p, account);
    return account.close(p);
  };
}

/** About how many bytes so many become. */
function outputBytes(plan: Plan, length: number): number {
  return Math.ceil(length * (plan.names === null ? 1.01 : 0.5));
}

/** The twin as a kernel. */
export function kernelTwin(plan: Plan, shape: Shape): Kernel {
  const project = twinOf(plan, shape);
  const extents = extentsOf(shape.format);
  let room = new Uint8Array(0);
  return {
    room: (bytes) => (room.length < bytes ? (room = new Uint8Array(bytes)) : room),
    scan: (start, end, state) => scan(extents, room, start, end, state),
    project(start, end, limit, { mayBeCut = false, isGuess = false } = {}) {
      const whole = mayBeCut ? Math.max(start, this.scan(start, end, 0).last) : end;
      return project(room.subarray(start, whole), limit, isGuess);
    },
    rightBytes: (start, end, limit) => rightBytes(room.subarray(start, end), shape, limit),
  };
}

/** How many bytes of right rows bytes start with; see `Kernel`. */
export function rightBytes(bytes: Uint8Array, { format, columns }: Shape, limit: number): number {
  const row = new RowWalk(format.dialect!);
  let at = 0;
  for (let rows = 0; rows < limit;) {
    const next = row.row(bytes, at, bytes.length);
    if (next === at || bytes[next - 1] !== lineFeed) break;
    if (!row.isComment && (!row.isBlank || columns!.count === 1)) {
      if (row.reason !== reason.none || row.count !== columns!.count) break;
      rows++;
    }
    at = next;
  }
  return at;
}
