import { describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import {
  chosen,
  compute,
  date,
  decimal,
  definePlugin,
  defineTable,
  fake,
  integer,
  isPlugin,
  issueText,
  key,
  list,
  nullable,
  optional,
  ordinal,
  parent,
  PluginError,
  plus,
  reference,
  sameAs,
  subset,
  template,
  timestamp,
  weighted,
  when,
  zipf,
  type Issue,
  type RecordOf,
  type TableDefinition,
} from "./index.ts";

const customer = defineTable("customer", z.object({ id: key("c"), name: fake("person.fullName") }));

function issues(...tables: TableDefinition[]): readonly Issue[] {
  try {
    definePlugin({ name: "shop", dataVersion: 1, tables });
    return [];
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return error.issues;
  }
}

test("a sound plugin has its tables by name, with the type of their records", () => {
  const shop = definePlugin({ name: "shop", dataVersion: 1, tables: [customer] });
  const record: RecordOf<typeof shop.tables.customer> = { id: "c0000001", name: "Ada" };
  expect(record.name).toBe("Ada");
  expect(shop.tables.customer.plugin.name).toBe("shop");
  expect(isPlugin(shop)).toBe(true);
  expect(isPlugin({ tables: [] })).toBe(false);
});

test("code may say what the fields are that it uses", () => {
  const total = compute(z.number(), ({ price, count }: { price: number; count: number }) => price * count);
  expectTypeOf(total).toEqualTypeOf<z.ZodNumber>();
  const roll = compute(z.int(), (_, random: { readonly dice: () => number }) => random.dice());
  expectTypeOf(roll).toEqualTypeOf<z.ZodInt>();
  compute(z.string(), ({ name }, random) => {
    expectTypeOf(name).toEqualTypeOf<unknown>();
    expectTypeOf(random).toEqualTypeOf<unknown>();
    return "";
  });
  // What it gives is held to the type when it is made: TypeScript would take "x" for any text here.
  compute(z.enum(["x", "y"]), () => "x");
  compute(z.tuple([z.int(), z.string()]), () => [1, "a"]);
});

test("a field may depend on which child is the chosen one", () => {
  const name = defineTable(
    "name",
    z.object({ main: chosen(), name: when("main", { true: parent("name") }, fake("person.fullName")) }),
    { per: { table: "customer", count: [1, 3] } },
  );
  expect(issues(customer, name)).toEqual([]);
});

describe("all issues come at once, each with its path and a suggestion", () => {
  test("an unknown table, field, method and value", () => {
    const order = defineTable(
      "order",
      z.object({
        a: reference("custmer", "id"),
        b: reference("customer", "idd"),
        c: fake("person.fulName" as "person.fullName"),
        d: weighted({ open: 1, paid: 2 }),
        e: when("d", { opne: z.int() }, null),
        f: template("{{person.firstNam}}"),
        g: sameAs("aa"),
      }),
      { key: ["id"] },
    );
    expect(issues(customer, order).map((i) => [i.path, i.suggestion])).toEqual([
      ["order / key", "d"],
      ["order / a", "customer"],
      ["order / b", "id"],
      ["order / c", "person.fullName"],
      ["order / e", "open"],
      ["order / f", "person.firstName"],
      ["order / g", "a"],
    ]);
  });

  test.each<[string, TableDefinition]>([
    ["min above max", defineTable("t", z.object({ a: integer(5, 4) }))],
    ["a share above 1", defineTable("t", z.object({ a: nullable(z.int(), 1.5) }))],
    ["more distinct values than there are", defineTable("t", z.object({ a: subset(["x"], { min: 1, max: 2 }) }))],
    ["no field", defineTable("t", z.object({}))],
    ["an empty enum", defineTable("t", z.object({ a: z.enum([]) }))],
    ["rows below 0", defineTable("t", z.object({ a: z.int() }), { rows: () => -1 })],
    ["a type without values", defineTable("t", z.object({ a: z.map(z.string(), z.string()) }))],
    ["a parent in a table without per", defineTable("t", z.object({ a: parent("x") }))],
    ["an ordinal in a table without per", defineTable("t", z.object({ a: ordinal() }))],
    ["plus on a text", defineTable("t", z.object({ a: key("x"), b: plus("a", { min: 1, max: 2 }) }))],
    ["itself as parent", defineTable("t", z.object({ a: ordinal() }), { per: { table: "t", count: 2 } })],
    ["no children at all", defineTable("t", z.object({ a: ordinal() }), { per: { table: "customer", count: 0 } })],
    ["a ring", defineTable("t", z.object({ a: sameAs("b"), b: sameAs("c"), c: sameAs("a") }))],
    ["plus of half a number", defineTable("t", z.object({ a: z.int(), b: plus("a", { min: 0.5, max: 2 }) }))],
    [
      "a limit that is no number",
      defineTable("t", z.object({ a: z.int(), b: plus("a", { min: 1, max: 2, limit: NaN }) })),
    ],
    ["sums beyond 2^53", defineTable("t", z.object({ a: integer(0, 2 ** 53 - 1), b: plus("a", { min: 1, max: 2 }) }))],
    ["a decimal between its digits", defineTable("t", z.object({ a: decimal(0.001, 0.002, 2) }))],
    ["a decimal that is too large to count", defineTable("t", z.object({ a: decimal(1e15, 1e15 + 1, 10) }))],
    ["a day with a time", defineTable("t", z.object({ a: date("2024-01-01T12:00:00Z", "2024-01-02") }))],
    ["a day that is not", defineTable("t", z.object({ a: date("2023-02-29", "2024-01-02") }))],
    ["a time without a zone", defineTable("t", z.object({ a: timestamp("2024-01-01T12:00", "2024-01-02") }))],
    ["a value that JSON has not", defineTable("t", z.object({ a: z.literal(5n) }))],
    ["text that UTF-8 has not", defineTable("t", z.object({ a: z.literal("\ud800") }))],
    ["a name that UTF-8 has not", defineTable("t", z.object({ "\ud800": z.int() }))],
    ["weights without a sum", defineTable("t", z.object({ a: weighted({ a: 1e308, b: 1e308 }) }))],
    ["a word twice in a subset", defineTable("t", z.object({ a: subset(["x", "x"], { min: 1, max: 2 }) }))],
    [
      "more distinct values than can be kept apart",
      defineTable("t", z.object({ a: list(reference("customer", "id"), { min: 0, max: 20_000, distinct: true }) })),
    ],
    ["exact inside", defineTable("t", z.object({ a: nullable(weighted({ a: 1 }, { exact: true }), 0.5) }))],
    [
      "code inside",
      defineTable(
        "t",
        z.object({
          a: nullable(
            compute(z.string(), () => ""),
            0.5,
          ),
        }),
      ),
    ],
    ["what follows from code", defineTable("t", z.object({ a: compute(z.string(), () => ""), b: sameAs("a") }))],
    ["an optional element", defineTable("t", z.object({ a: z.array(optional(z.int(), 0.5)) }))],
    [
      "rows that throw",
      defineTable("t", z.object({ a: z.int() }), {
        rows: () => {
          throw new Error("no");
        },
      }),
    ],
    ["a ring through a reference", defineTable("t", z.object({ a: reference("t", "a") }))],
    [
      "an endless number of children",
      defineTable("t", z.object({ a: ordinal() }), { per: { table: "customer", count: { 1: Infinity } } }),
    ],
    [
      "where on a field that is not exact",
      defineTable("t", z.object({ a: reference("customer", "id", { where: { field: "name", values: ["x"] } }) })),
    ],
  ])("%s", (_, table) => {
    expect(issues(customer, table)).toHaveLength(1);
  });

  test("a declared type that the values it follows do not have", () => {
    const film = defineTable("film", z.object({ id: key("f"), year: z.nullable(z.int()), rating: z.number() }));
    const t = defineTable(
      "t",
      z.object({
        a: parent("year"), // text, as nothing is declared
        b: parent("year", z.int()), // not null
        c: parent("year", z.nullable(z.int())),
        d: nullable(parent("year", z.number()), 0.5),
        e: reference("film", "rating", { type: z.int() }),
        f: z.array(reference("film", "id", { type: z.int() })),
        g: sameAs("c", { type: z.any() }),
        h: sameAs("c"),
        i: z.object({ optional: optional(z.int(), 0.5) }),
      }),
      { per: { table: "film", count: 1 } },
    );
    expect(issues(film, t).map(({ path, expected, received }) => [path, expected, received])).toEqual([
      ["t / a", "a type that takes what year has: integer, null", "string"],
      ["t / b", "a type that takes what year has: integer, null", "integer"],
      ["t / e", "a type that takes what rating has: number", "integer"],
      ["t / f", "a type that takes what id has: string", "integer"],
      ["t / h", "a type that takes what c has: integer, null", "string"],
    ]);
  });

  test("a sum with what may be null or missing, which takes no null", () => {
    const amount = { min: 0, max: 3 };
    const t = defineTable(
      "t",
      z.object({
        start: nullable(integer(1, 9), 0.5),
        late: optional(integer(1, 9), 0.5),
        a: plus("start", amount),
        b: plus("late", amount),
        c: nullable(plus("start", amount), 0),
        d: plus("c", amount),
        e: z.array(plus("start", amount)),
        f: nullable(z.union([plus("start", amount), plus("late", amount)]), 0),
        g: z.union([plus("start", amount), z.array(nullable(plus("start", amount), 0))]),
        h: z.union([plus("start", amount), nullable(z.string(), 0.5)]),
        i: when("k", { a: plus("start", amount) }, null),
        j: when("k", { a: sameAs("start", { type: z.int() }) }, null),
        k: z.enum(["a", "b"]),
      }),
    );
    const expected = ["start", "late", "c", "start", "start"].map(
      (name) => `a type that takes null, as ${name} may be null or missing`,
    );
    const found = issues(t);
    expect(found.map(({ path }) => path)).toEqual(["t / a", "t / b", "t / d", "t / e", "t / g"]);
    expect(found.map((issue) => issue.expected)).toEqual(expected);
    expect(issueText(found[0])).toContain("found integer; did you mean nullable(plus(…), 0)?");
  });

  test("references by one name that ask for different records", () => {
    const as = "buyer";
    const order = defineTable(
      "order",
      z.object({
        id: reference("customer", "id", { as }),
        name: reference("customer", "name", { as }),
        popular: reference("customer", "name", { as, distribution: zipf(1) }),
        lines: z.array(z.object({ other: reference("order", "at", { as }) })),
        at: z.iso.date(),
      }),
    );
    expect(issues(customer, order).map(({ path }) => path)).toEqual(["order / popular / as", "order / lines / as"]);
  });

  test("rings that go through several tables", () => {
    const a = defineTable("a", z.object({ x: reference("b", "y"), id: key("a") }), { per: { table: "b", count: 1 } });
    const b = defineTable("b", z.object({ y: parent("x") }), { per: { table: "a", count: 1 } });
    expect(issues(a, b).map(({ path, received }) => [path, received])).toEqual([
      ["a / per", "a → b → a"],
      ["a / x", "a / x → b / y → a / x"],
    ]);
  });

  test("values of where are of the type of the field, and occur", () => {
    const kinds = defineTable("kinds", z.object({ id: key("k"), kind: weighted({ "1": 1, b: 0 }, { exact: true }) }));
    const where = (...values: (string | number)[]) =>
      issues(kinds, defineTable("t", z.object({ a: reference("kinds", "id", { where: { field: "kind", values } }) })));
    expect(where("1")).toEqual([]);
    expect(where(1)).toHaveLength(1);
    expect(where("b")).toHaveLength(1);
    expect(where()).toHaveLength(1);
  });

  test("names, versions and doubles", () => {
    expect(() => definePlugin({ name: "My Shop", dataVersion: 0, tables: [customer, customer] })).toThrow(
      /3 issues[^]*name: expected[^]*dataVersion: expected[^]*customer: expected one table/,
    );
  });

  test("the message names the place, the expectation and the suggestion", () => {
    const order = defineTable("order", z.object({ a: reference("custmer", "id") }));
    expect(() => definePlugin({ name: "shop", dataVersion: 1, tables: [customer, order] })).toThrow(
      'order / a: expected a table of the plugin, found "custmer"; did you mean customer?',
    );
  });
});
