/**
 * The check of what is asked for against what there is: before the first byte, and all that is wrong at once.
 */

import { InputError } from "@backlot/runtime";
import type { Plan, PlanLimit } from "./plan.ts";

/** What is asked of a field that has an end. */
export interface Demand extends PlanLimit {
  readonly asked: number;
  readonly of: "records" | "children of one parent";
}

/**
 * Checks that every field has as many values as are asked of it.
 *
 * @throws InputError with all that have not.
 */
export function checkDemands(tried: string, demands: readonly Demand[]): void {
  const short = demands.filter(({ asked, records }) => asked > records);
  if (short.length === 0) return;
  const lines = short.map(({ path, asked, of, records, what }) => {
    return `\n  ${path}: ${grouped(asked)} ${of} are asked for, and there are ${grouped(records)} ${what}`;
  });
  throw new InputError(`Cannot make ${tried}:${lines.join("")}`);
}

/**
 * Checks that the fields of a plan have values up to a record.
 *
 * @throws InputError with all that have not.
 */
export function checkRecords({ plugin, table, limits }: Plan, asked: number): void {
  checkDemands(
    `${plugin}/${table}`,
    limits.map((limit) => ({ ...limit, asked, of: "records" })),
  );
}

function grouped(n: number): string {
  return String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
