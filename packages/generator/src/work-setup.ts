/** What the workers of a run are set up with. */

import { format } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { compilePlan } from "./compile/compile.ts";
import { isComputed } from "./compile/reach.ts";
import type { GenerateOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import type { WorkSetup } from "./work.ts";

type SetupOptions = Pick<GenerateOptions, "table" | "module" | "kernel" | "computeSeconds">;

/** What workers need; computed fields see all others, whether they are picked or not. */
export async function workSetup(
  plan: Plan,
  { table, module, kernel, computeSeconds: seconds = 10 }: SetupOptions,
): Promise<WorkSetup> {
  if (!(seconds > 0 && seconds <= 86_400))
    throw new InputError(`Cannot use ${seconds} as the seconds of a computed field: they must be above 0, up to a day`);
  const code = (kernel ?? "compiled") === "compiled" ? (await import("./kernels.ts")).translated(plan) : undefined;
  if (plan.columns.length === 0) return { plan, kernel, code };
  const pick = table.fields.flatMap(({ name, field }) => (isComputed(table, field) ? [] : [name]));
  const { seed, scale, locale } = plan;
  const wanted = { seed, scale, locale, format: format("ndjson"), pick };
  const others = pick.length === 0 ? undefined : await compilePlan(table, wanted);
  return { plan, kernel, code, computing: { module, table, others, seconds } };
}

/** A table holds functions, which no worker can be sent. */
export function forWorkers(setup: WorkSetup): WorkSetup {
  if (setup.computing === undefined) return setup;
  const { table: _, ...computing } = setup.computing;
  return { ...setup, computing };
}
