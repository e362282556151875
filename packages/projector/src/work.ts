/**
 * What a worker does: one task after another, with a kernel per shape of file.
 */

import type { Answer, Setup } from "@backlot/runtime";
import { type Kernel, kernelTwin } from "./kernel.twin.ts";
import type { Plan, Projected, Task } from "./plan.ts";

/** Sets up a worker for a plan. */
export const projectTasks: Setup<Plan, Task, Projected> = async (plan) => {
  let shape = "";
  let kernel: Kernel | undefined;
  return (task): Answer<Projected> => {
    const taskShape = JSON.stringify(task.shape);
    if (kernel === undefined || taskShape !== shape) kernel = kernelTwin(plan, task.shape);
    shape = taskShape;
    const result = kernel(task);
    const transfer = [result.bytes.buffer as ArrayBuffer];
    if (!task.keep) return { result, transfer };
    return { result: { ...result, input: task.bytes }, transfer: [...transfer, task.bytes.buffer as ArrayBuffer] };
  };
};
