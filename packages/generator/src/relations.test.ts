/** Fields of other records: several of the same one, and through several tables. */
import {
  definePlugin,
  defineTable,
  fake,
  integer,
  key,
  list,
  nullable,
  optional,
  parent,
  reference,
  zipf,
  type Table,
} from "@backlot/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { records } from "./index.ts";

async function all(table: Table, rows?: number): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const record of records(table, { rows })) found.push(record);
  return found;
}

const buyer = { as: "buyer", distribution: zipf(0.5) };
const some = { as: "some" };
const shop = definePlugin({
  name: "shop",
  dataVersion: 1,
  tables: [
    defineTable("customer", z.object({ id: key("c"), name: fake("person.fullName"), age: integer(18, 99) }), {
      rows: () => 700,
    }),
    defineTable(
      "order",
      z.object({
        id: key("o"),
        buyerId: reference("customer", "id", buyer),
        buyer: z.object({ name: reference("customer", "name", buyer) }),
        buyerAge: reference("customer", "age", { ...buyer, type: z.int() }),
        sellerId: reference("customer", "id", { as: "seller" }),
        friendId: nullable(reference("customer", "id", { as: "friend" }), 0.4),
        friendName: optional(reference("customer", "name", { as: "friend" }), 0.4),
        others: list(z.object({ id: reference("customer", "id", some), name: reference("customer", "name", some) }), {
          min: 2,
          max: 4,
        }),
      }),
      { rows: () => 900 },
    ),
    defineTable("line", z.object({ order: parent("id"), buyer: parent("buyerId"), seller: parent("sellerId") }), {
      per: { table: "order", count: 2 },
    }),
    defineTable(
      "shipment",
      z.object({
        order: reference("line", "order", { as: "line" }),
        buyer: reference("line", "buyer", { as: "line" }),
        seller: reference("line", "seller", { as: "line" }),
      }),
    ),
  ],
});

test("references by one name are to the same record, wherever they stand", async () => {
  const customers = new Map((await all(shop.tables.customer)).map((one) => [one["id"], one]));
  let [strangers, friends] = [0, 0];
  for await (const order of records(shop.tables.order)) {
    expect(customers.get(order.buyerId)).toMatchObject({ name: order.buyer.name, age: order.buyerAge });
    if (order.buyerId !== order.sellerId) strangers++;
    // What is missing is missing together.
    expect(order.friendName).toBe(customers.get(order.friendId)?.["name"]);
    if (order.friendId !== null) friends++;
    for (const other of order.others) expect(customers.get(other.id)?.["name"]).toBe(other.name);
    expect(new Set(order.others.map(({ id }) => id)).size).toBeGreaterThan(1);
  }
  expect(strangers).toBeGreaterThan(850);
  expect(friends / 900).toBeCloseTo(0.6, 1);
});

test("a reference to what is a reference itself gives what stands there", async () => {
  const orders = new Map((await all(shop.tables.order)).map((one) => [one["id"], one]));
  for await (const { order, buyer: buyerId, seller } of records(shop.tables.shipment))
    expect(orders.get(order)).toMatchObject({ buyerId, sellerId: seller });
});
