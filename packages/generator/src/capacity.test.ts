/** What there is not enough of is refused before the first byte. */
import { memorySink } from "@backlot/runtime";
import {
  dateSeries,
  definePlugin,
  defineTable,
  key,
  ordinal,
  parent,
  reference,
  sequence,
  timestampSeries,
  type Plugin,
} from "@backlot/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { generate, recordBytes, records } from "./index.ts";

const order = defineTable("order", z.object({ id: key("o", { digits: 3, order: "permuted" }) }), {
  rows: (scale) => 1000 * scale,
});
const shop = definePlugin({ name: "shop", dataVersion: 1, tables: [order] });

test("a table that has more records than there are keys", async () => {
  await expect(generate({ table: shop.tables.order, to: memorySink(), scale: 5 })).rejects.toThrow(
    "Cannot make shop/order at scale 5:\n  order / id: 5,000 records are asked for, and there are 1,000 permuted keys of 3 digits",
  );
});

test("more records than there are keys, as rows, from a first one, and as bytes", async () => {
  const table = shop.tables.order;
  const refused =
    /Cannot make shop\/order:\n {2}order \/ id: [\d,]+ records are asked for, and there are 1,000 permuted/;
  const to = memorySink();
  await expect(generate({ table, to, rows: 1001 })).rejects.toThrow(refused);
  await expect(generate({ table, to, first: 990, rows: 11 })).rejects.toThrow(refused);
  await expect(generate({ table, to, bytes: 100_000 })).rejects.toThrow(refused);
  await expect(generate({ table, to, first: 2000, bytes: 10 })).rejects.toThrow(refused);
  await expect(recordBytes(table, { first: 1000 })).rejects.toThrow(refused);
  await expect(records(table, { first: 999, rows: 2 }).next()).rejects.toThrow(refused);
  const { written } = await generate({ table, to: memorySink(), bytes: 10_000 });
  expect(written).toBeGreaterThan(600);
});

test("children whose parents there are none of", async () => {
  const item = defineTable("item", z.object({ order: parent("id") }), { per: { table: "order", count: 2 } });
  const { tables }: Plugin = definePlugin({ name: "shop", dataVersion: 1, tables: [order, item] });
  expect((await recordBytes(tables["item"], { first: 1990, rows: 10 })).length).toBeGreaterThan(0);
  await expect(recordBytes(tables["item"], { first: 1990, rows: 11 })).rejects.toThrow("there are 2,000 permuted keys");
});

test("all that is short is told at once, also of tables that are referred to", async () => {
  const child = defineTable(
    "child",
    z.object({
      order: reference("order", "id"),
      day: dateSeries({ start: "9999-12-30", step: { days: 1 }, by: "ordinal" }),
      at: timestampSeries({ start: "0001-01-01T00:00:01Z", step: { seconds: -1 } }),
      n: sequence({ start: 2 ** 52 - 2, step: 1 }),
      fine: ordinal(),
    }),
    { per: { table: "order", count: { 1: 1, 3: 1 } } },
  );
  const { tables }: Plugin = definePlugin({ name: "shop", dataVersion: 1, tables: [order, child] });
  const error: unknown = await generate({ table: tables["child"], to: memorySink(), scale: 2.048 }).catch(
    (e: unknown) => e,
  );
  expect((error as Error).message.split("\n")).toEqual([
    "Cannot make shop/child at scale 2.048:",
    "  order / id: 2,048 records are asked for, and there are 1,000 permuted keys of 3 digits",
    "  child / day: 3 children of one parent are asked for, and there are 2 dates in the years 0001 to 9999",
    "  child / at: 4,096 records are asked for, and there are 2 timestamps in the years 0001 to 9999",
    "  child / n: 4,096 records are asked for, and there are 3 numbers within ±2^52",
  ]);
});
