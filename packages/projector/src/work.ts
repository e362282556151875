/**
 * What a worker does: one task after another, with a kernel per shape of file.
 */

import type { Answer, Setup } from "@backlot/runtime";
import { type Kernel, kernelFor, type KernelName } from "./kernel.ts";
import type { Plan, Projected, Task } from "./plan.ts";

/** What a worker is set up with. */
export interface WorkSetup {
  readonly plan: Plan;
  readonly kernel: KernelName;
}

/** Sets up a worker for a plan. */
export const projectTasks: Setup<WorkSetup, Task, Projected> = async ({ plan, kernel: name }) => {
  let shape = "";
  let kernel: Kernel | undefined;
  return (task): Answer<Projected> => {
    const { bytes: input, limit, keep } = task;
    const taskShape = JSON.stringify(task.shape);
    if (kernel === undefined || taskShape !== shape) kernel = kernelFor(plan, task.shape, name);
    shape = taskShape;
    const result = projectBytes(kernel, input, limit);
    const transfer = [result.bytes.buffer as ArrayBuffer];
    if (!keep) return { result, transfer };
    return { result: { ...result, input }, transfer: [...transfer, input.buffer as ArrayBuffer] };
  };
};

/** Projects records that are elsewhere; the output is a copy. */
export function projectBytes(kernel: Kernel, records: Uint8Array, limit: number): Projected {
  kernel.room(records.length).set(records);
  const projected = kernel.project(0, records.length, limit);
  return { ...projected, bytes: projected.bytes.slice() };
}
