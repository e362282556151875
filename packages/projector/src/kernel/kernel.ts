/**
 * The kernel: a chunk of whole records in, finished output bytes and an account of every record out.
 *
 * It owns its buffers, so that a file can be read straight into them and the output be written straight from them.
 */

import type { Scan } from "../extent/extent.ts";
import { kernelTwin } from "./kernel.twin.ts";
import { kernelWasm } from "./kernel.wasm.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";

/** Projects chunks of one input file. */
export interface Kernel {
  /**
   * The buffer to put a chunk into: at least so many bytes, from its start on. It is the same one until more is asked
   * for than it has; then it is a new one, with nothing in it.
   */
  room(bytes: number): Uint8Array;
  /**
   * Tells where records end between two places of the room, in front of which is `state`, as `extent.ts` does:
   * several GB a second.
   */
  scan(start: number, end: number, state: number): Scan;
  /**
   * Projects the whole records between two places of the room, and at most `limit` of them. Positions count from
   * `start`. The bytes of the output are readable until the next call.
   */
  project(start: number, end: number, limit: number, doubts?: Doubts): Projected;
  /**
   * Of tables with quotes: how many bytes of right rows start there, at most `limit` rows, with what is between
   * them. A row that reaches to `end` may be cut and does not count. The output is no longer readable.
   */
  rightBytes?(start: number, end: number, limit: number): number;
}

/** What is not certain of records that are to be projected. */
export interface Doubts {
  /** Whether there may be the front of another one behind them, which stays where it is; `consumed` tells where it starts. */
  readonly mayBeCut?: boolean;
  /** Whether a record need not start where the first one should: the first bad one ends them, for that is seldom one. */
  readonly isGuess?: boolean;
}

/** The kernels: `wasm` in WebAssembly, `twin` in plain TypeScript; both give the same. */
export type KernelName = "wasm" | "twin";

/** The kernel of a name for files of a shape. */
export function kernelFor(plan: Plan, shape: Shape, name: KernelName): Kernel {
  return name === "twin" ? kernelTwin(plan, shape) : kernelWasm(plan, shape);
}
