/** Plans for any seed are those that are compiled for it. */
import { format } from "@backlot/formats";
import {
  definePlugin,
  defineTable,
  fake,
  hex,
  integer,
  key,
  list,
  nullable,
  parent,
  reference,
  template,
  weighted,
} from "@backlot/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { compileForSeeds, compilePlan, planBytes, recordBytes, seeded } from "./index.ts";

const shop = definePlugin({
  name: "shop",
  dataVersion: 3,
  tables: [
    defineTable(
      "customer",
      z.object({
        id: key("c", { digits: 6 }),
        kind: weighted({ private: 3, trade: 1 }, { exact: true }),
        name: fake("person.fullName"),
        email: fake("internet.email"),
        code: hex(12),
        tags: list(fake("word.noun"), { min: 0, max: 4 }),
        note: nullable(template("{{name}}: {{word.verb}}"), 0.5),
      }),
      { rows: () => 5000 },
    ),
    defineTable(
      "order",
      z.object({
        customer: parent("id"),
        by: reference("customer", "id", { where: { field: "kind", values: ["trade"] } }),
        amount: integer(1, 10_000),
      }),
      { per: { table: "customer", count: { min: 0, max: 4 } } },
    ),
  ],
});

test.each(Object.values(shop.tables).map((table) => [table.name, table] as const))("of %s", async (_, table) => {
  const wanted = { scale: 1, format: format("ndjson") };
  const plan = await compileForSeeds(table, { ...wanted, seed: "0" });
  expect(plan.streams.length).toBeGreaterThan(2);
  for (const seed of ["0", "42", "another"]) {
    const { tableRows: __, ...expected } = await compilePlan(table, { ...wanted, seed });
    const found = seeded(plan, seed);
    expect(found).toEqual(expected);
    expect(await planBytes(found, 10, 7)).toEqual(await recordBytes(table, { seed, first: 10, rows: 7 }));
  }
  // The plan itself stays as it was.
  expect(plan.plan).toEqual(await compilePlan(table, { ...wanted, seed: "0" }));
});
