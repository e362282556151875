/** How many records there are, where the numbers are odd. */
import { memorySink } from "@backlot/runtime";
import { definePlugin, defineTable, fake, ordinal, parent, reference, key, type Per } from "@backlot/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { generate, records, tableRows } from "../index.ts";

function children(count: Per["count"], rows = 1500) {
  const parents = defineTable("parents", z.object({ id: key("p") }), { rows: (scale) => rows * scale });
  const some = z.object({ of: parent("id"), nr: ordinal() });
  const table = defineTable("children", some, { per: { table: "parents", count } });
  return definePlugin({ name: "test", dataVersion: 1, tables: [parents, table] }).tables;
}

test("a number of children that is hardly ever drawn is not drawn always", async () => {
  const { children: table } = children({ 0: 1e-12, 2: 1, 3: 1 });
  const counts = new Map<string, number>();
  for await (const { of } of records(table)) counts.set(of, (counts.get(of) ?? 0) + 1);
  expect([...counts.values()].reduce((a, b) => a + b, 0)).toBe(tableRows(table));
  expect(counts.size).toBe(1500);
  expect(new Set(counts.values())).toEqual(new Set([2, 3]));
});

test("fewer than one child in a block is refused", async () => {
  const { children: table } = children({ 0: 1e6, 1: 1 });
  await expect(generate({ table, to: memorySink(), rows: 3 })).rejects.toThrow(
    "Cannot make test/children: 1024 records",
  );
});

test.each([1e300, 2 ** 45])("scale %d, with more records than can be counted, is refused", async (scale) => {
  const { children: table } = children(2);
  await expect(generate({ table, to: memorySink(), scale, rows: 1 })).rejects.toThrow(
    /Cannot use the scale .* would have/,
  );
});

test("tables that refer to each other in a long row are refused before the stack of a kernel ends", async () => {
  const tables = Array.from({ length: 300 }, (_, i) => {
    const before = reference(`t${i - 1}`, "id", { type: z.any() });
    return defineTable(`t${i}`, z.object({ id: i === 0 ? key("k") : z.array(before).length(1) }));
  });
  const plugin = definePlugin({ name: "test", dataVersion: 1, tables });
  const made = generate({ table: Object.values(plugin.tables).at(-1)!, to: memorySink(), rows: 1 });
  await expect(made).rejects.toThrow(/Cannot make t\d+ \/ id\[\]: its blocks would be nested/);
});

test("what faker throws comes with the field", async () => {
  const table = defineTable(
    "t",
    z.object({ a: fake("string.alpha", { length: { min: 5, max: 1 } }), b: reference("t", "a") }),
  );
  const { t } = definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables;
  await expect(generate({ table: t, to: memorySink() })).rejects.toThrow("Cannot make t / a: faker's string.alpha");
});
