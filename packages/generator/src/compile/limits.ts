/**
 * The limits of a plan: what the tables ask of their fields, and how many records these have values for.
 */

import type { Table } from "@backlot/schema";
import type { Demand } from "../capacity.ts";
import type { PlanLimit } from "../plan.ts";
import { childrenOfFirst, mostChildren, tableRows } from "./rows.ts";
import { tableNamed, type Scope } from "./scope.ts";

/** What the tables ask of their fields at this scale. */
export function demandsOf({ limits, seed, scale }: Scope): Demand[] {
  return [...limits.values()].map(({ limit, table }): Demand => {
    return { limit, asked: limit.by === "record" ? tableRows(table, scale, seed) : mostChildren(table) };
  });
}

/** How many records of the scope's table there are values for. */
export function planLimits({ limits, table, seed }: Scope): PlanLimit[] {
  return [...limits.values()].flatMap(({ limit }) => {
    const records = limit.by === "record" ? recordsWithin(table, limit, seed) : undefined;
    return records === undefined ? [] : [{ ...limit, records }];
  });
}

/** How many records of a table there are within a limit of its own, or of its parents'. */
function recordsWithin(table: Table, limit: { table: string; values: number }, seed: string): number | undefined {
  if (table.name === limit.table) return limit.values;
  const { per } = table.options;
  const parents = per === undefined ? undefined : recordsWithin(tableNamed(table, per.table), limit, seed);
  return parents === undefined ? undefined : childrenOfFirst(table, parents, seed);
}
