/** What there is not enough of is refused before the first byte. */
import { InputError, memorySink } from "@backlot/runtime";
import {
  dateSeries,
  definePlugin,
  defineTable,
  key,
  fake,
  integer,
  list,
  nullable,
  ordinal,
  parent,
  reference,
  sameAs,
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
    "Cannot make shop/order at scale 5: order.id has 1,000 permuted keys of 3 digits; 5,000 were asked for",
  );
});

test("more records than there are keys, as rows, from a first one, and as bytes", async () => {
  const table = shop.tables.order;
  const refused = /Cannot make shop\/order: order\.id has 1,000 permuted keys of 3 digits; [\d,]+ were asked for/;
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
  await expect(recordBytes(tables["item"], { first: 1990, rows: 11 })).rejects.toThrow(
    "order.id has 1,000 permuted keys of 3 digits, enough for 2,000 records of item; 2,001 were asked for",
  );
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
    "Cannot make shop/child: 4 problems",
    "  order.id has 1,000 permuted keys of 3 digits; 2,048 were asked for",
    "  child.day has 2 dates in the years 0001 to 9999; 3 were asked for among the children of one parent",
    "  child.at has 2 timestamps in the years 0001 to 9999; 4,096 were asked for",
    "  child.n has 3 numbers within ±2^52; 4,096 were asked for",
  ]);
});

test("a field that stands in another one, too, is told once", async () => {
  const shape = z.object({
    copy: sameAs("id", { except: 0.5, type: z.nullable(z.string()) }),
    id: nullable(key("t", { digits: 1, order: "permuted" }), 0.1),
    again: sameAs("copy", { type: z.nullable(z.string()) }),
  });
  const ticket = defineTable("ticket", shape, { rows: 11 });
  const { tables } = definePlugin({ name: "p", dataVersion: 1, tables: [ticket] });
  await expect(recordBytes(tables.ticket)).rejects.toThrow(
    /^Cannot make p\/ticket at scale 1: ticket\.id has 10 permuted keys of 1 digits; 11 were asked for$/,
  );
});

test("unique values of parents are values of their children, too", async () => {
  const animal = defineTable("animal", z.object({ type: fake("animal.type") }), { rows: 40, unique: ["type"] });
  const pet = defineTable("pet", z.object({ type: parent("type") }), { per: { table: "animal", count: 2 } });
  const { tables } = definePlugin({ name: "zoo", dataVersion: 1, tables: [animal, pet] });
  expect((await recordBytes(tables.pet, { rows: 88 })).length).toBeGreaterThan(0);
  await expect(recordBytes(tables.pet, { rows: 89 })).rejects.toThrow(
    "Cannot make zoo/pet: animal.type has 44 values, enough for 88 records of pet; 89 were asked for",
  );
});

test("what only compiling finds is told of all fields, those inside of objects as well", async () => {
  const guest = defineTable("guest", z.object({ id: key("g", { digits: 1, order: "permuted" }) }), { rows: 2 });
  const party = defineTable(
    "party",
    z.object({
      hosts: list(reference("guest", "id"), { min: 3, max: 3, distinct: true }),
      place: z.object({ room: fake("lorem.words", { min: 5, max: 1 }), tables: integer(1, 9) }),
      motto: fake("lorem.words", { min: 2, max: 1 }),
      day: dateSeries({ start: "9999-12-31", step: { days: 1 } }),
    }),
  );
  const { tables } = definePlugin({ name: "p", dataVersion: 1, tables: [guest, party] });
  const refused = async (pick: readonly string[]): Promise<readonly string[]> => {
    const error: unknown = await recordBytes(tables.party, { pick }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message.split("\n");
  };
  expect(await refused(["hosts", "place", "plaec", "day", "place.tables", "moto", "motto"])).toEqual([
    "Cannot make p/party: 6 problems",
    '  Cannot pick "plaec": p/party has no such field (Did you mean place?)',
    '  Cannot pick "moto": p/party has no such field (Did you mean motto?)',
    "  Cannot refer to guest / id from party / hosts[]: 3 records are needed, and at scale 1 there are 2 (Use a larger --scale)",
    expect.stringMatching(/^ {2}party \/ place\.room: faker's lorem\.words: /),
    expect.stringContaining("party.day has 1 dates in the years 0001 to 9999; 1,000 were asked for"),
    expect.stringMatching(/^ {2}party \/ motto: faker's lorem\.words: /),
  ]);
  expect(await refused(["place"])).toEqual([expect.stringMatching(/^Cannot make party \/ place\.room: faker's/)]);
  expect(await refused(["place.tables", "x"])).toEqual(['Cannot pick "x": p/party has no such field']);
});
