import { expect, test } from "vitest";
import * as z from "zod";
import { compute, definePlugin, defineTable, fake, key, pluginData, pluginOf, reference, weighted } from "./index.ts";

const customer = defineTable(
  "customer",
  z.object({ id: key("c"), name: fake("person.fullName"), state: weighted({ active: 9, gone: 1 }) }),
  { rows: 500, key: ["id"], dialects: { csv: { delimiter: ";" } } },
);
const order = defineTable("order", z.object({ customer: reference("customer", "id") }));

test("data become a plugin with the same fields and options, and nothing but data", () => {
  const shop = definePlugin({ name: "shop", dataVersion: 3, description: "A shop", tables: [customer, order] });
  const again = pluginOf(JSON.parse(JSON.stringify(pluginData(shop))));
  expect(again).toMatchObject({ contract: 1, name: "shop", dataVersion: 3, description: "A shop" });
  expect(Object.keys(again.tables)).toEqual(["customer", "order"]);
  for (const { name, fields, options } of Object.values(shop.tables)) {
    const table = again.tables[name];
    expect(table).toEqual({ name, fields, options, plugin: again });
    expect(table.fields).toEqual(JSON.parse(JSON.stringify(fields)));
  }
});

test.each([
  ["a computed field", defineTable("t", z.object({ id: key("t"), more: compute(z.int(), () => 1) })), "more"],
  ["rows that are a function", defineTable("t", z.object({ id: key("t") }), { rows: Math.sqrt }), "rows"],
])("%s is code, which data cannot hold", (_, table, what) => {
  const plugin = definePlugin({ name: "p", dataVersion: 1, tables: [table] });
  expect(() => pluginData(plugin)).toThrow(`Cannot make data of p/t: ${what} is code`);
});
