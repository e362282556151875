/**
 * Plans for any seed: all that a seed changes in a program are the keys of its streams.
 */

import type { Plan } from "./plan.ts";
import { streamKey } from "./stream-key.ts";

/** A stream of a plan, and where in its program the high words of its key stand, with the low ones behind them. */
export interface PlanStream {
  readonly table: string;
  readonly path: string;
  readonly at: readonly number[];
}

/** A plan, and where its seed is. */
export interface SeedablePlan {
  readonly plan: Plan;
  readonly streams: readonly PlanStream[];
}

/**
 * The plan for another seed, but for `tableRows`, which may depend on it where a table has parents.
 *
 * @example
 * ```ts
 * import { format } from "@backlot/formats";
 * import { compileForSeeds, planBytes, seeded } from "@backlot/generator";
 * import { definePlugin, defineTable, fake } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const guest = defineTable("guest", z.object({ name: fake("person.fullName") }));
 * const party = definePlugin({ name: "party", dataVersion: 1, tables: [guest] });
 * const plan = await compileForSeeds(party.tables.guest, { seed: "0", scale: 1, format: format("ndjson") });
 * const [one, other] = await Promise.all(["1", "2"].map((seed) => planBytes(seeded(plan, seed), 0, 1)));
 * console.log(Buffer.compare(one, other) !== 0); // true
 * ```
 */
export function seeded({ plan, streams }: SeedablePlan, seed: string): Omit<Plan, "tableRows"> {
  const { tableRows: _, ...same } = plan;
  const words = plan.words.slice();
  for (const { table, path, at } of streams) {
    const { high, low } = streamKey(seed, plan.plugin, plan.dataVersion, table, path);
    for (const place of at) words.set([high, low], place);
  }
  return { ...same, seed, words };
}
