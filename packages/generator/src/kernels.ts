/**
 * The kernels, by name.
 */

import type { Kernel } from "./kernel.ts";
import { twinKernel } from "./kernel.twin.ts";
import { compiledKernel, planKernel } from "./kernel.wasm.ts";
import type { Plan } from "./plan.ts";

/**
 * `twin` is the specification in plain TypeScript, `plan` interprets plans in WebAssembly, `compiled` translates
 * them to WebAssembly of their own. All give the same bytes.
 */
export type KernelName = "twin" | "plan" | "compiled";

/** Every kernel, the default first. */
export const kernelNames: readonly KernelName[] = ["compiled", "plan", "twin"];

const kernels: Readonly<Record<KernelName, (plan: Plan) => Kernel>> = {
  twin: twinKernel,
  plan: planKernel,
  compiled: compiledKernel,
};

/**
 * The kernel that has so many records first: translating a plan takes 10 to 50 ms, in which the interpreter makes
 * some hundreds.
 */
export function soonestKernel(records: number): KernelName {
  return records < 100 ? "plan" : "compiled";
}

/** A kernel for a plan. */
export function kernelFor(plan: Plan, name: KernelName = "compiled"): Kernel {
  return kernels[name](plan);
}
