/** Records by a plan that is ready: there sooner than what compiles one is loaded. */
import { planBytes, seeded, type RecordBytesOptions } from "@backlot/generator";
import { readyPlan } from "./ready-plans.ts";

/** The bytes of records of `plugin/table`, if a plan is ready and all that is asked for is a seed. */
export async function readyBytes(
  name: string,
  { seed = "0", first = 0, rows = 1, format, scale = 1, locale, pick, computeSeconds }: RecordBytesOptions,
): Promise<Uint8Array | undefined> {
  if (scale !== 1 || [locale, pick, computeSeconds].some((option) => option !== undefined)) return undefined;
  const ready = readyPlan(name);
  if (ready === undefined || (format ?? ready.plan.format.name) !== ready.plan.format.name) return undefined;
  return await planBytes(seeded(ready, String(seed)), first, rows);
}
