/**
 * The kernels, by name.
 */

import { translate } from "./compiled/translate.ts";
import type { Kernel } from "./kernel.ts";
import { twinKernel } from "./kernel.twin.ts";
import { addressesOf, wasmKernel } from "./kernel.wasm.ts";
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
  plan: (plan) => wasmKernel(plan),
  compiled: (plan) => wasmKernel(plan, translated(plan)),
};

/** A plan as a WebAssembly module of its own, for all kernels that are to run it. */
export function translated(plan: Plan): Uint8Array<ArrayBuffer> {
  return translate(plan, addressesOf(plan));
}

/** A kernel for a plan. */
export function kernelFor(plan: Plan, name: KernelName = "compiled"): Kernel {
  return kernels[name](plan);
}
