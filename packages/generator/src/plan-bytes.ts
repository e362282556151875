/**
 * The bytes of a range of records, framed as a file of its own: with a header in CSV, with brackets in JSON.
 */

import { framing } from "@backlot/formats";
import { checkRecords } from "./capacity.ts";
import type { Plan } from "./plan.ts";
import { rangeMaker, soonestKernel, type Make } from "./work.ts";

/**
 * The bytes of some records of a plan that is there already: what `recordBytes` makes, without compiling it anew.
 *
 * @param plan as `compilePlan` makes it, of a table without computed fields
 * @param first the number of the first record, from 0
 * @throws InputError when a field has no values for so many records.
 * @example
 * ```ts
 * import { compilePlan, planBytes } from "@backlot/generator";
 * import { format } from "@backlot/formats";
 * import { definePlugin, defineTable, key } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const guest = defineTable("guest", z.object({ id: key("g", { digits: 3 }) }));
 * const party = definePlugin({ name: "party", dataVersion: 1, tables: [guest] });
 * const plan = await compilePlan(party.tables.guest, { seed: "0", scale: 1, format: format("ndjson") });
 * console.log(new TextDecoder().decode(await planBytes(plan, 6, 1))); // {"id":"g007"}
 * ```
 */
export async function planBytes(plan: Omit<Plan, "tableRows">, first: number, count: number): Promise<Uint8Array> {
  // No kernel asks how many records the table has.
  const whole = plan as Plan;
  return framedBytes(whole, await rangeMaker({ plan: whole, kernel: soonestKernel(count) }), first, count);
}

/** The same, of who makes them. */
export function framedBytes(plan: Plan, make: Make, first: number, count: number): Uint8Array {
  checkRecords(plan, first + count);
  const { open, close, before, first: firstBefore } = framing(plan.format);
  const encoder = new TextEncoder();
  const pieces = [encoder.encode(open + plan.header)];
  for (const { bytes } of make({ first, count, skip: before.length - firstBefore.length })) pieces.push(bytes.slice());
  pieces.push(encoder.encode(close));
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
