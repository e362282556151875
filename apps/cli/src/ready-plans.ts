/**
 * Plans of the built-in tables that are compiled already: for any seed, at scale 1, all fields in the tables' own formats.
 * The build makes them and puts what reads them in place of this module (`tools/ready-plans.ts`); sources have none.
 */
import type { SeedablePlan } from "@backlot/generator";

/** The plan of `plugin/table`, if it is there. */
export function readyPlan(_name: string): SeedablePlan | undefined {
  return undefined;
}
