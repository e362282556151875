/**
 * The check of what is asked for against what there is.
 */

import { InputError } from "@backlot/runtime";
import { shortage, type Limit } from "@backlot/schema";
import type { Plan, PlanLimit } from "./plan.ts";
import { refuse, type Problem } from "./problems.ts";

/** Fields of which more values are asked for than there may be. */
export interface Demand {
  readonly limit: Limit;
  readonly asked: number;
}

/** The demands that there are too few values for. */
export function shortages(tried: string, demands: readonly Demand[]): Problem[] {
  const short = demands.filter(({ limit, asked }) => shortage(limit, asked) !== undefined);
  const asks = (by: Limit["by"]): boolean => short.some(({ limit }) => limit.by === by);
  const less = [...(asks("record") ? ["a smaller --scale"] : []), ...(asks("ordinal") ? ["fewer children"] : [])];
  return short.flatMap(({ limit, asked }) => problemOf(tried, shortage(limit, asked), less.join(", ")));
}

/**
 * Checks that the fields of a plan have values up to a record: so many are needed, those before the first one
 * included.
 *
 * @throws InputError with all that have not.
 */
export function checkRecords({ plugin, table, limits }: Plan, records: number): void {
  const tried = `${plugin}/${table}`;
  const found = (limit: PlanLimit): string | undefined =>
    shortage(limit, records, limit.table === table ? undefined : { table, records: limit.records });
  refuse(
    tried,
    limits.flatMap((limit) => problemOf(tried, found(limit), "fewer records")),
  );
}

function problemOf(tried: string, line: string | undefined, less: string): Problem[] {
  if (line === undefined) return [];
  const hint = `Use ${less}, or fields with more values`;
  return [{ line, error: new InputError(`Cannot make ${tried}: ${line}`, { hint }) }];
}
