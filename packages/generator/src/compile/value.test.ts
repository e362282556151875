/** Spellings that depend on where a value stands: in JSON, in a cell, in a list that is joined, in a text. */
import { memorySink } from "@backlot/runtime";
import {
  compute,
  decimal,
  definePlugin,
  defineTable,
  integer,
  nullable,
  plus,
  sameAs,
  template,
  weighted,
  when,
  zipf,
  type Table,
  type TableDialect,
} from "@backlot/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { generate, type GenerateOptions } from "../index.ts";

function tableOf(shape: z.core.$ZodShape, dialect: TableDialect = {}): Table {
  const table = defineTable("t", z.object(shape), { dialects: { csv: dialect, tsv: dialect } });
  return definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t;
}

async function text(table: Table, options: Omit<GenerateOptions, "table" | "to">): Promise<string> {
  const sink = memorySink();
  await generate({ table, to: sink, rows: 1, ...options });
  return sink.text();
}

const cells = async (shape: z.core.$ZodShape, dialect: TableDialect, format: "csv" | "tsv" = "csv") =>
  (await text(tableOf(shape, { header: false, ...dialect }), { format })).slice(0, -1);

test("a table is spelled in a stock dialect by its name", async () => {
  const table = defineTable("t", z.object({ yes: z.literal(true) }), { dialects: { csv: "excel", tsv: "excel" } });
  const { t } = definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables;
  const sink = memorySink();
  await generate({ table: t, to: sink, rows: 1, format: "csv" });
  const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(sink.bytes());
  expect(whole).toBe("\ufeffyes\r\nTRUE\r\n");
  await expect(text(t, { format: "tsv" })).rejects.toThrow("Cannot write test/t: Cannot use tsv in the dialect excel");
});

test("the commas between numbers of a list need quotes around the cell", async () => {
  const list = z.array(integer(7, 7)).length(2);
  expect(await cells({ list }, {})).toBe('"[7,7]"');
  expect(await cells({ list }, { list: "," })).toBe('"7,7"');
  expect(await cells({ list }, { list: '"' })).toBe('"7""7"');
  expect(await cells({ list }, { list: "\t", quote: null, escape: "backslash", delimiter: "\t" }, "tsv")).toBe("7\\t7");
});

test("numbers and dates that hold the delimiter, or are null's text, stand in quotes", async () => {
  const fields = { a: integer(-7, -7), b: decimal(1.5, 1.5, 1), c: z.literal(7), d: nullable(z.int(), 1) };
  expect(await cells(fields, { delimiter: "-" })).toBe('"-7"-1.5-7-');
  expect(await cells(fields, { delimiter: "." })).toBe('-7."1.5".7.');
  expect(await cells(fields, { null: "7" })).toBe('-7,1.5,"7",7');
  expect(await cells(fields, { null: "-7" })).toBe('"-7",1.5,7,-7');
  expect(await cells({ a: z.literal(true) }, { null: "yes", booleans: ["no", "yes"] })).toBe('"yes"');
  expect(await cells({ a: z.string().length(2), b: z.null() }, { delimiter: "a", null: "zz" })).toMatch(/^"?..?"?azz$/);
});

test("tuples are joined as lists are, and what is nested in either is JSON", async () => {
  const tuple = z.tuple([
    z.literal("a"),
    z.null(),
    z.literal(true),
    z.tuple([z.literal("b")]),
    z.object({ c: z.null() }),
  ]);
  expect(await cells({ tuple }, { list: "|", booleans: ["0", "1"] })).toBe('"a||1|[""b""]|{""c"":null}"');
  expect(await cells({ empty: z.array(z.int()).length(0) }, { list: "|" })).toBe('""');
  expect(await cells({ empty: z.array(z.int()).length(0), b: z.null() }, { list: "|", quote: null, null: "-" })).toBe(
    ",-",
  );
});

test("a template says the same in every format, and lists and objects as JSON", async () => {
  const shape = {
    none: z.null(),
    yes: z.literal(true),
    list: z.array(z.literal('"')).length(1),
    object: z.object({ a: z.literal("b") }),
    line: template("{{none}} {{yes}} {{list}} {{object}}"),
  };
  const line = 'null true ["\\""] {"a":"b"}';
  const table = tableOf(shape, { null: "-", booleans: ["0", "1"], list: "|", header: false });
  const wanted = { pick: ["line"] };
  expect(JSON.parse(await text(table, { ...wanted, format: "ndjson" }))).toEqual({ line });
  expect(await text(table, { ...wanted, format: "csv" })).toBe(`"${line.replaceAll('"', '""')}"\n`);
  expect(await cells({ ...shape, list: z.array(template("{{object}}")).length(1) }, {})).toContain(
    '"[""{\\""a\\"":\\""b\\""}""]"',
  );
});

test("three braces are a brace and a name in two", async () => {
  expect(await text(tableOf({ a: z.literal("x"), b: template("{{{a}}}") }), { pick: ["b"] })).toBe('{"b":"{x}"}\n');
});

test("plus is null where any layer of the other field is", async () => {
  const table = tableOf({ a: nullable(nullable(integer(1, 9), 1), 0), b: nullable(plus("a", { min: 1, max: 1 }), 0) });
  expect(await text(table, {})).toBe('{"a":null,"b":null}\n');
});

test("a value of its own, where the other is exact, is one of the same words", async () => {
  const table = tableOf({ a: weighted({ x: 1, y: 1 }, { exact: true }), b: sameAs("a", { except: 0.5 }) });
  const both = (await text(table, { rows: 200 })).trimEnd().split("\n");
  expect(new Set(both)).toEqual(new Set(["xx", "xy", "yx", "yy"].map(([a, b]) => JSON.stringify({ a, b }))));
});

test("a case among more than 256 is the right one", async () => {
  const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
  const cases = Object.fromEntries(words.map((word) => [word, z.literal(word)]));
  const table = tableOf({ a: z.enum(words), b: when("a", cases, null) });
  for (const line of (await text(table, { rows: 500 })).trimEnd().split("\n")) {
    const { a, b } = JSON.parse(line) as { a: string; b: string };
    expect(b).toBe(a);
  }
});

test("decimals keep to limits that are between their digits", async () => {
  const lines = await text(tableOf({ a: decimal(4.9460775650140905, 5, 15, { distribution: zipf(10) }) }), {
    rows: 50,
  });
  for (const line of lines.trimEnd().split("\n"))
    expect((JSON.parse(line) as { a: number }).a).toBeGreaterThanOrEqual(4.9460775650140905);
});

test("fields whose names look like paths have streams of their own", async () => {
  const object = z.object({ b: integer(0, 1e9), "b.c": integer(0, 1e9) });
  const table = tableOf({ a: object, "a.b": integer(0, 1e9), "a.b.c": integer(0, 1e9) });
  const { a, ...rest } = JSON.parse(await text(table, {})) as { a: Record<string, number> };
  expect(new Set([...Object.values(a), ...Object.values(rest)]).size).toBe(4);
});

test("what computed fields see, and are, does not depend on which others are picked", async () => {
  const words = z.array(z.string());
  const [a, b] = [1, 2].map(() => compute(words, (record) => Object.keys(record)));
  const table = tableOf({ a, b, c: z.int() }, { list: "|", header: false });
  expect(await text(table, { pick: ["b", "a"] })).toBe('{"b":["c"],"a":["c"]}\n');
  expect(await text(table, { pick: ["b", "a"], format: "csv" })).toBe("c,c\n");
});

test("workers are none where code cannot be loaded by them", async () => {
  const table = tableOf({ a: compute(z.string(), () => "x") });
  expect(await text(table, { workers: 2 })).toBe('{"a":"x"}\n');
});

test.each<[string, z.core.$ZodShape, TableDialect]>([
  ["cannot be written", { a: z.literal("x\ty") }, { quote: null, escape: null, delimiter: "\t" }],
  ["delimiter is not one", { a: z.int() }, { delimiter: "::" }],
  ["another meaning", { a: z.int() }, { delimiter: '"' }],
  ["null has a delimiter", { a: z.int() }, { null: "a,b" }],
  ["stands in numbers", { a: z.int() }, { quote: null, delimiter: "-" }],
  ["line end", { a: z.int() }, { null: "\n" }],
  ["both quotes and escapes", { a: z.int() }, { quote: "'", escape: "backslash" }],
  ["nested 6 deep", { a: Array.from({ length: 7 }).reduce<z.ZodType>((of) => z.record(z.string(), of), z.int()) }, {}],
  ["longer than", { a: z.string().length(1), b: template("{{a}}".repeat(600)), c: template("{{b}}".repeat(600)) }, {}],
])("what %s is refused", async (why, shape, dialect) => {
  const made = cells(shape, dialect);
  await expect(made).rejects.toMatchObject({ name: "InputError" });
  await expect(made).rejects.toThrow(why === "cannot be written" ? "Cannot make t / a: Cannot write" : why);
});
