/** What the code of computed fields leaves behind: it may fail when its fields are long made. */

import { InputError, StrayError } from "@backlot/runtime";
import type { Computing } from "./computed.ts";
import type { Plan } from "./plan.ts";

/** An error of a run with computed fields: one that nobody waited for is the code's, and no other is touched. */
export function ofCode(error: unknown, { plugin, table }: Plan, { module }: Computing): unknown {
  if (!(error instanceof StrayError)) return error;
  const what = "code of the plugin failed after its field was made";
  return new InputError(`Cannot compute ${plugin}/${table}: ${what}: ${error.message}`, { file: module, cause: error });
}
