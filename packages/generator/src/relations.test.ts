/** Fields of other records: several of the same one, and through several tables. */
import {
  definePlugin,
  defineTable,
  exponential,
  fake,
  integer,
  key,
  list,
  normal,
  nullable,
  optional,
  ordinal,
  parent,
  reference,
  tree,
  zipf,
  type ChildRange,
  type Per,
  type Table,
} from "@backlot/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { records, tableRows } from "./index.ts";

async function collect<T>(some: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of some) found.push(one);
  return found;
}

const all = (table: Table, rows?: number): Promise<Record<string, unknown>[]> => collect(records(table, { rows }));

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

describe("children per parent by a distribution", () => {
  const means = { zipf: 10 / (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6 + 1 / 7 + 1 / 8 + 1 / 9 + 1 / 10) - 1 };
  test.each<[string, ChildRange, number]>([
    ["Zipf", { min: 0, max: 9, distribution: zipf(1) }, means.zipf],
    ["normal", { min: 0, max: 40, distribution: normal({ mean: 20, deviation: 4 }) }, 20],
    ["exponential", { min: 1, max: 200, distribution: exponential({ mean: 6 }) }, 6],
    ["uniform", { min: 2, max: 5 }, 3.5],
  ])("%s", async (_, count, mean) => {
    const film = defineTable("film", z.object({ id: key("f") }), { rows: 2048 + 100 });
    const role = defineTable("role", z.object({ film: parent("id"), nr: ordinal() }), {
      per: { table: "film", count },
    });
    const { tables } = definePlugin({ name: "p", dataVersion: 1, tables: [film, role] });
    const families = new Map<string, number>();
    for await (const { film: id, nr } of records(tables.role)) families.set(id, nr);
    const sizes = Array.from({ length: 2148 }, (__, i) => families.get(`f${String(i + 1).padStart(7, "0")}`) ?? 0);
    const sum = (from: number, to: number): number => sizes.slice(from, to).reduce((a, b) => a + b, 0);
    // Each block has the same total, which is the mean's.
    expect(sum(0, 1024)).toBe(sum(1024, 2048));
    expect(Math.abs(sum(0, 1024) / 1024 / mean - 1)).toBeLessThan(0.002);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(count.min);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(count.max);
    expect(sum(0, 2148)).toBe(tableRows(tables.role));
  });

  test("is checked as those of fields are", () => {
    const film = defineTable("film", z.object({ id: key("f") }));
    const per = (count: Per["count"]) => () =>
      definePlugin({
        name: "p",
        dataVersion: 1,
        tables: [film, defineTable("role", z.object({ film: parent("id") }), { per: { table: "film", count } })],
      });
    expect(per({ min: 3, max: 1 })).toThrow("role / per / count: expected whole numbers from 0 to 65,535");
    expect(per({ min: 0, max: 9, distribution: zipf(-1) })).toThrow("role / per / count: expected an exponent above 0");
    expect(per({ min: 0, max: 9, distribution: normal({ mean: 11, deviation: 1 }) })).toThrow("a mean in the range");
  });
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

const treeOf = (options: { fanout?: number; within?: number; roots?: number }): Table => {
  const t = defineTable(
    "t",
    z.object({ n: key("", { digits: 1 }), parent: tree("n", options), other: nullable(tree("n", options), 0.5) }),
  );
  return definePlugin({ name: "p", dataVersion: 1, tables: [t] }).tables.t;
};
/** The parent's place of each record, from 0; -1 for roots. */
const parents = async (table: Table, rows = 1000): Promise<number[]> =>
  (await all(table, rows)).map(({ parent: n }) => (n === null ? -1 : Number(n) - 1));

describe("trees", () => {
  test("with a fanout, each record has so many children", async () => {
    expect(await parents(treeOf({ fanout: 3 }), 14)).toEqual([-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]);
    expect(await parents(treeOf({ fanout: 2, roots: 3 }), 10)).toEqual([-1, -1, -1, 0, 0, 1, 1, 2, 2, 3]);
    expect(await parents(treeOf({ fanout: 1 }), 4)).toEqual([-1, 0, 1, 2]);
  });

  test.each([
    [{}, 1],
    [{ roots: 5 }, 5],
    [{ within: 10 }, 1],
    [{ within: 1 }, 1],
  ])("drawn with %j, parents come before their children", async (options, roots) => {
    const found = await parents(treeOf(options));
    const { within = 1000 } = options as { within?: number };
    found.forEach((parent_, i) => {
      expect(parent_ === -1).toBe(i < roots);
      expect(parent_).toBeLessThan(i);
      if (parent_ >= 0) expect(i - parent_).toBeLessThanOrEqual(within);
    });
    const distances = new Set(found.map((at, i) => i - at));
    expect(distances.size).toBeGreaterThan(within === 1 ? 0 : Math.min(within, 500) * 0.6);
    // Every lower number is as likely: a tree that is drawn is 2 ln n deep at the most.
    const depth: number[] = [];
    found.forEach((at, i) => (depth[i] = at < 0 ? 0 : depth[at] + 1));
    const deepest = Math.max(...depth);
    if (within === 1000) expect(deepest).toBeLessThan(25);
    if (within === 1) expect(deepest).toBe(999);
  });

  test("all fields of one tree are of one parent, in any record alone", async () => {
    const employee = defineTable(
      "employee",
      z.object({
        id: key("e", { order: "permuted" }),
        name: fake("person.fullName"),
        boss: nullable(tree("id"), 0.1),
        bossName: nullable(tree("name"), 0.1),
        mentor: tree("id", { as: "mentor", within: 50 }),
      }),
    );
    const { tables } = definePlugin({ name: "firm", dataVersion: 1, tables: [employee] });
    const found = await all(tables.employee);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    for (const { boss, bossName } of found) expect(bossName).toBe(boss === null ? null : names.get(boss));
    expect(found.filter(({ boss }) => boss === null).length / 1000).toBeCloseTo(0.1, 1);
    expect(found.filter(({ boss, mentor }) => boss === mentor).length).toBeLessThan(30);
    for await (const record of records(tables.employee, { first: 700, rows: 1 })) expect(record).toEqual(found[700]);
  });

  test("far records have parents too", async () => {
    for (const options of [{}, { fanout: 2 ** 40 }, { within: 2 ** 32 - 1 }]) {
      const [{ n, parent: of }] = await collect(records(treeOf(options), { first: 2 ** 52, rows: 1 }));
      expect(Number(of)).toBeGreaterThan(0);
      expect(Number(of)).toBeLessThan(Number(n));
    }
  });
});
