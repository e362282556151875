/** Unique fields: they never repeat, their values are all used, and they are refused where they are too few. */
import { memorySink } from "@backlot/runtime";
import {
  date,
  dateSeries,
  decimal,
  definePlugin,
  defineTable,
  email,
  fake,
  hex,
  integer,
  key,
  lower,
  nullable,
  ordinal,
  parent,
  pattern,
  PluginError,
  reference,
  sameAs,
  sequence,
  template,
  weighted,
  type Table,
  type TableOptions,
} from "@backlot/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { generate, kernelNames, recordBytes, records } from "./index.ts";

function tableOf(shape: z.ZodRawShape, unique: TableOptions["unique"], rows = 1): Table {
  const other = defineTable("other", z.object({ id: key("o"), n: z.int() }), { rows: 300 });
  const t = defineTable("t", z.object(shape), { unique, rows: () => rows });
  return definePlugin({ name: "p", dataVersion: 1, tables: [other, t] }).tables.t;
}

async function different(table: Table, rows: number, names: readonly string[]): Promise<number> {
  const seen = new Set<string>();
  for await (const record of records(table, { rows })) seen.add(JSON.stringify(names.map((name) => record[name])));
  return seen.size;
}

describe("every value is used, each once", () => {
  test.each<[string, z.ZodType, number]>([
    ["integer", integer(-7, 992), 1000],
    ["integer in steps", z.int().multipleOf(7).min(-700).max(699), 200],
    ["decimal", decimal(-1, 1, 2), 201],
    ["date", date("2023-01-01", "2024-12-31"), 731],
    ["boolean", z.boolean(), 2],
    ["choice", z.enum(["a", "b", "c,", '"']), 4],
    ["hex", hex(2, { prefix: "#" }), 256],
    ["longer hex", hex(4), 65_536],
    ["letters", z.string().length(3), 17_576],
    ["a pattern", pattern(/[A-Z]{3}-\d{4}/), 175_760_000],
    ["a pattern of few texts", pattern(/"[ab,]x[0-9]{2}/), 300],
    ["a long pattern", pattern(/(?:[0-9a-f]{4}-){5}é[xyz]/), 2 ** 48],
    ["a pattern in a template", template("{{code}}{{x}}"), 1400],
    ["a sequence", sequence({ start: 5, step: -3, jitter: 2 }), 1e6],
    ["a series", dateSeries({ start: "2020-01-31", step: { months: 1 }, jitter: { days: 27 } }), 3000],
    ["an address", email({ of: "name", unique: true }), 1e6],
    ["reference", reference("other", "id"), 300],
    ["faker's words", fake("animal.type"), 44],
    ["faker's phrases", fake("person.firstName"), 1000],
    ["a template", template("{{animal.type}}.{{x}}"), 308],
  ])("%s", async (_, type, values) => {
    const beside = { x: integer(1, 7), name: fake("person.fullName"), code: pattern(/[ab][0-9]{2}/) };
    const table = tableOf({ value: type, ...beside }, ["value"]);
    const rows = Math.min(values, 3000);
    expect(await different(table, rows, ["value"])).toBe(rows);
    for await (const record of records(table, { rows: Math.min(rows, 20) }))
      expect(table.type!.safeParse(record).success).toBe(true);
    for (const format of ["ndjson", "csv", "tsv"] as const) {
      const [twin, ...others] = await Promise.all(
        kernelNames.map(async (kernel) => {
          const to = memorySink();
          await generate({ table, to, rows: Math.min(200, rows), format, kernel });
          return to.text();
        }),
      );
      for (const other of others) expect(other).toBe(twin);
    }
  });

  test("in combinations, of many fields too", async () => {
    const shape = {
      a: z.boolean(),
      b: integer(1, 30),
      c: z.enum(["x", "y", "z"]),
      d: z.iso.date(),
      at: sameAs("b", { type: z.int() }),
    };
    expect(await different(tableOf(shape, [["a", "b", "c"]]), 180, ["a", "b", "c"])).toBe(180);
    expect(await different(tableOf(shape, [["a", "c"], "at"]), 6, ["a", "c"])).toBe(6);
    expect(await different(tableOf(shape, [["a", "b", "c", "d"]]), 4000, ["a", "b", "c", "d"])).toBe(4000);
    const wide = tableOf({ a: hex(32), b: integer(0, 2 ** 53 - 2), c: integer(0, 2 ** 20) }, [["a", "c"], "b"]);
    expect(await different(wide, 2000, ["b"])).toBe(2000);
    expect(await different(wide, 2000, ["a"])).toBe(2000);
  });

  test("nulls do not count, and what is missing changes nothing else", async () => {
    const values: unknown[] = [];
    for await (const { a } of records(tableOf({ a: nullable(integer(1, 500), 0.3) }, ["a"]), { rows: 500 }))
      values.push(a);
    const present = values.filter((value) => value !== null);
    expect(new Set(present).size).toBe(present.length);
    expect(present.length / 500).toBeCloseTo(0.7, 1);
  });

  test("among the children of one parent", async () => {
    const film = defineTable("film", z.object({ id: key("f") }), { rows: 400 });
    const person = defineTable("person", z.object({ id: key("p") }), { rows: 12 });
    const role = defineTable("role", z.object({ film: parent("id"), nr: ordinal(), who: reference("person", "id") }), {
      per: { table: "film", count: [0, 12] },
      unique: [["film", "who"]],
    });
    const { tables } = definePlugin({ name: "p", dataVersion: 1, tables: [film, person, role] });
    const all = new Set<string>();
    let rows = 0;
    for await (const { film: of, who } of records(tables.role)) {
      all.add(`${of} ${who}`);
      rows++;
    }
    expect(all.size).toBe(rows);
    expect(rows).toBeGreaterThan(2000);
  });
});

test("law 2: a field of a combination is the same alone", async () => {
  const table = tableOf({ a: integer(1, 50), b: z.iso.time(), c: template("{{a}}/{{person.firstName}}") }, [
    ["a", "b"],
  ]);
  const [whole, alone] = await Promise.all(
    [undefined, ["b"]].map(async (pick) => new TextDecoder().decode(await recordBytes(table, { rows: 30, pick }))),
  );
  expect(whole.match(/"b":"[^"]*"/g)).toEqual(alone.match(/"b":"[^"]*"/g));
});

describe("too many records are refused before the first byte", () => {
  test("as a plugin is defined, if its fields say how many there can be", () => {
    expect(() => tableOf({ a: integer(1, 9), b: z.boolean() }, ["a", "b"], 1000)).toThrow(
      /2 issues\n.*t\.a has 9 values; 1,000 unique ones were asked for\n.*t\.b has 2 values; 1,000 unique/,
    );
    expect(() => tableOf({ a: integer(1, 9), b: z.boolean() }, [["a", "b"]], 1000)).toThrow(
      "t.(a, b) have 18 values; 1,000 unique ones were asked for",
    );
  });

  test("as it is run, by rows, by scale and by reference", async () => {
    const animal = defineTable("animal", z.object({ type: fake("animal.type") }), { rows: 13, unique: ["type"] });
    const owner = defineTable("owner", z.object({ pet: reference("animal", "type") }));
    const { tables } = definePlugin({ name: "zoo", dataVersion: 1, tables: [animal, owner] });
    const to = memorySink();
    for (const options of [{ rows: 1e6 }, { first: 1e6 - 1, rows: 1 }, { scale: 1e6 / 13 }])
      await expect(generate({ table: tables.animal, to, ...options })).rejects.toThrow(
        "animal.type has 44 values; 1,000,000 unique ones were asked for",
      );
    await expect(records(tables.animal, { rows: 45 }).next()).rejects.toThrow("45 unique ones");
    await expect(recordBytes(tables.animal, { first: 40, rows: 5 })).rejects.toThrow("45 unique ones");
    await expect(generate({ table: tables.owner, to, rows: 1, scale: 10 })).rejects.toThrow("130 unique ones");
    await expect(generate({ table: tables.animal, to, bytes: 1e6 })).rejects.toThrow("animal.type has 44 values");
    expect((await generate({ table: tables.animal, to: memorySink(), bytes: 500 })).written).toBeGreaterThan(20);
  });

  test("children of one parent", async () => {
    const film = defineTable("film", z.object({ id: key("f") }));
    const part = defineTable("part", z.object({ film: parent("id"), kind: z.enum(["a", "b"]) }), {
      per: { table: "film", count: [0, 3] },
      unique: [["film", "kind"]],
    });
    const { tables } = definePlugin({ name: "p", dataVersion: 1, tables: [film, part] });
    await expect(recordBytes(tables.part)).rejects.toThrow(
      "have 2 values; 3 unique ones were asked for among the children of one parent",
    );
  });
});

test.each<[string, z.ZodRawShape, TableOptions["unique"], string]>([
  ["an unknown field", { a: z.int() }, ["b"], "t / unique / b: expected a field of the table"],
  ["weights", { a: weighted({ x: 1, y: 2 }) }, ["a"], "all values are used alike, found weights"],
  ["a transform", { a: template("{{animal.type | slug}}") }, ["a"], "without transforms"],
  ["a pattern of several forms", { a: pattern(/[ab]{1,2}/) }, ["a"], "whose texts have one form"],
  ["a uuid", { a: z.uuid() }, ["a"], "random bits are so by chance, found uuid"],
  ["an address by chance", { a: email({ of: "n" }), n: fake("person.fullName") }, ["a"], "expected unique: true"],
  [
    "a sequence with gaps that overlap",
    { a: sequence({ step: 3, jitter: 3 }) },
    ["a"],
    "a jitter smaller than its step",
  ],
  ["letters in other cases", { a: lower("n"), n: z.string() }, ["a"], "found transform"],
  ["a list", { a: z.array(z.int()) }, ["a"], "whose values can be counted"],
  ["two combinations", { a: z.int(), b: z.int() }, ["a", ["a", "b"]], "a in two of them"],
  [
    "a reference to what repeats",
    { a: reference("other", "n", { type: z.int() }) },
    ["a"],
    "a field that is unique in other",
  ],
  ["a field twice", { a: z.int() }, [["a", "a"]], "different fields"],
])("%s is refused as a plugin is defined", (_, shape, unique, message) => {
  let error: unknown;
  try {
    tableOf(shape, unique);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(PluginError);
  expect((error as Error).message).toContain(message);
});

test("a sign tells numbers apart, whether they have one or not", async () => {
  const shape = {
    n: integer(-20, 20),
    m: integer(-3, 30),
    d: decimal(-1, 1, 1),
    a: template("{{n}}-{{m}}-{{d}}"),
    nr: sequence({ start: -5, step: 1 }),
    b: template("{{nr}}-{{z}}"),
    z: integer(-1, 1),
  };
  const count = 41 * 34 * 21;
  const table = tableOf(shape, ["a", "b"], count);
  expect([await different(table, count, ["a"]), await different(table, count, ["b"])]).toEqual([count, count]);
});

test("what cannot be unique is told with all else that is wrong", async () => {
  const shape = {
    n: integer(1, 9),
    m: integer(1, 9),
    together: template("{{n}}{{m}}"),
    text: fake("lorem.paragraph"),
    number: fake("number.int", { min: 2, max: 1 }),
    id: key("", { digits: 1, order: "permuted" }),
    few: z.boolean(),
  };
  const error: unknown = await recordBytes(tableOf(shape, ["together", "text", ["few", "id"]], 11)).catch(
    (thrown: unknown) => thrown,
  );
  expect((error as Error).message.split("\n")).toEqual([
    "Cannot make p/t: 4 problems",
    "  p/t unique in together: {{n}} cannot be told from the text behind it: the next one follows at once",
    expect.stringContaining("lorem.paragraph") as string,
    "  t / number: faker's number.int: Max 1 should be greater than min 2.",
    expect.stringContaining("t.id has 10 permuted keys of 1 digits; 11 were asked for") as string,
  ]);
});

const run = (a: z.ZodType) =>
  recordBytes(tableOf({ a, n: integer(1, 50), m: integer(1, 50), x: decimal(1, 2, 1) }, ["a"]));

test("what cannot be told apart or listed is refused as it is run", async () => {
  await expect(run(template("{{n}}{{m}}"))).rejects.toThrow("{{n}} cannot be told from the text behind it");
  await expect(run(template("{{n}}1{{m}}"))).rejects.toThrow('it may hold "1"');
  await expect(run(template("{{x}}.{{m}}"))).rejects.toThrow('it may hold "."');
  await expect(run(template("{{n}}-x-{{m}}"))).resolves.toBeInstanceOf(Uint8Array);
  await expect(run(template("{{n}}/{{m}}"))).resolves.toBeInstanceOf(Uint8Array);
  await expect(run(fake("lorem.paragraph"))).rejects.toThrow("cannot be listed");
});
