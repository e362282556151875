/** What plugins and tables are made of, in JavaScript, where no type says so. */
import { expect, test } from "vitest";
import * as z from "zod";
import { defineTable, definePlugin, integer, issueText, key, PluginError, reference, slug } from "../index.ts";

function issues(plugin: unknown): readonly string[] {
  try {
    definePlugin(plugin as never);
  } catch (error) {
    if (error instanceof PluginError) return error.issues.map(issueText);
    throw error;
  }
  return [];
}

const type = z.object({ a: z.int(), b: key("b") });
const js = defineTable as unknown as (...told: readonly unknown[]) => unknown;
const withTable = (...told: readonly unknown[]) => ({ name: "p", dataVersion: 1, tables: [js(...told)] });
const table = defineTable("t", type);

test.each<readonly [what: string, plugin: unknown, message: string]>([
  ["nothing", undefined, "plugin: expected options of definePlugin(), { name, dataVersion,"],
  ["no name", { dataVersion: 1, tables: [table] }, "plugin: expected text as name of definePlugin(), found undefined"],
  [
    "one table",
    { name: "p", dataVersion: 1, tables: table },
    "plugin: expected a list of tables as tables of definePlugin()",
  ],
  ["no tables", { name: "p", dataVersion: 1 }, "plugin: expected a list of tables as tables of definePlugin()"],
  ["another name", { name: "p", dataversion: 1, tables: [table] }, 'found "dataversion"; did you mean dataVersion?'],
  [
    "a type as a table",
    { name: "p", dataVersion: 1, tables: [type] },
    "tables[0]: expected a table of defineTable(), found z.object()",
  ],
  [
    "a plain object",
    withTable("t", { a: z.int() }),
    't: expected a zod object, z.object({ … }), as type of defineTable(), found {"a":"z.number()"}',
  ],
  [
    "another type",
    withTable("t", z.string()),
    "t: expected a zod object, z.object({ … }), as type of defineTable(), found z.string()",
  ],
  ["no name of a table", withTable(type), "tables[0]: expected text as name of defineTable(), found z.object()"],
  [
    "options of another name",
    withTable("t", type, { row: 5 }),
    'an option of defineTable(): description, rows, key, unique, per, dialects, format, found "row"; did you mean rows?',
  ],
  [
    "rows as text",
    withTable("t", type, { rows: "5" }),
    't: expected a number, or a function of the scale, as rows of defineTable(), found "5"',
  ],
  [
    "a key that is no list",
    withTable("t", type, { key: "a" }),
    't: expected a list of texts as key of defineTable(), found "a"',
  ],
  [
    "unique that is no list",
    withTable("t", type, { unique: "a" }),
    'such as ["email", ["country", "code"]], as unique of defineTable(), found "a"',
  ],
  [
    "an unknown format",
    withTable("t", type, { format: "xml" }),
    't: expected ndjson or json or csv or tsv as format of defineTable(), found "xml"',
  ],
  [
    "per as text",
    withTable("t", type, { per: "x" }),
    't: expected { table, count } as per of defineTable(), found "x"',
  ],
  [
    "children without number",
    withTable("t", type, { per: { table: "t" } }),
    "t / per: expected a number, a range such as [1, 5] or weights such as { 1: 60, 2: 40 } as count of per, found undefined",
  ],
  ["children as text", withTable("t", type, { per: { table: "t", count: "3" } }), 'as count of per, found "3"'],
  [
    "weights of children as text",
    withTable("t", type, { per: { table: "t", count: { 1: "60" } } }),
    'as count of per, found {"1":"60"}',
  ],
  [
    "a distribution of another kind",
    withTable("t", type, { per: { table: "t", count: { min: 1, max: 2, distribution: "zipf" } } }),
    't / per / count: expected a distribution such as zipf(1), found "zipf"',
  ],
  [
    "a dialect of another format",
    withTable("t", type, { dialects: { json: {} } }),
    't / dialects: expected an option of dialects: csv, tsv, found "json"',
  ],
])("is refused: %s", (_, plugin, message) => {
  expect(issues(plugin).join("\n")).toContain(message);
});

test("options of another shape hide nothing in other tables, and make nothing wrong there", () => {
  const order = js("order", z.object({ id: key("o"), code: integer(1, 9) }), { unique: ["code"], rows: 9, per: "x" });
  const bill = defineTable("bill", z.object({ of: reference("order", "code", { type: z.int() }), at: slug("it") }), {
    unique: ["of"],
    rows: 9,
  });
  expect(issues({ name: "p", dataVersion: 0, tables: [order, bill] })).toEqual([
    'order: expected { table, count } as per of defineTable(), found "x"',
    "dataVersion: expected a whole number from 1, found 0",
    'bill / at: expected a field of the same table, found "it"; did you mean at?',
  ]);
});
