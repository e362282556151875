/**
 * The kernels, by name.
 */

import type { Kernel } from "./kernel.ts";
import { twinKernel } from "./kernel.twin.ts";
import { wasmKernel } from "./kernel.wasm.ts";
import type { Plan } from "./plan.ts";

/** `twin` is the specification in plain TypeScript, `plan` the interpreter in WebAssembly; they give the same bytes. */
export type KernelName = "twin" | "plan";

/** Every kernel, the default first. */
export const kernelNames: readonly KernelName[] = ["plan", "twin"];

const kernels: Readonly<Record<KernelName, (plan: Plan) => Kernel>> = { twin: twinKernel, plan: wasmKernel };

/** A kernel for a plan. */
export function kernelFor(plan: Plan, name: KernelName = "plan"): Kernel {
  return kernels[name](plan);
}
