/**
 * A table as wide as is wanted, for the cost of a record against its width: ten everyday kinds of fields, over and
 * over. Fields are independent, so that the first of them are a narrower table.
 */

import { date, decimal, definePlugin, defineTable, fake, integer, key, weighted } from "@backlot/schema";
import * as z from "zod";

/** How many fields it has; a multiple of the number of kinds. */
const fields = 320;

const kinds = {
  id: key("r", { digits: 9 }),
  name: fake("person.fullName"),
  amount: integer(0, 99_999),
  price: decimal(0, 1000, 2),
  day: date("2000-01-01", "2025-12-31"),
  state: weighted({ paid: 8, open: 1, overdue: 1 }),
  city: fake("location.city"),
  active: z.boolean(),
  token: z.uuid(),
  slogan: fake("company.catchPhrase"),
} as const;

const shape: Record<string, z.ZodType> = {};
for (let block = 0; Object.keys(shape).length < fields; block++) {
  for (const [name, type] of Object.entries(kinds)) shape[`${name}${block}`] = type;
}

const plugin = definePlugin({
  name: "bench",
  dataVersion: 1,
  tables: [defineTable("wide", z.object(shape), { rows: (scale) => 1_000_000 * scale })],
});

/** The table; its fields are named for their kind and their block of ten. */
export const { wide } = plugin.tables;

/** The names of its fields, in order. */
export const wideFields: readonly string[] = Object.keys(shape);
