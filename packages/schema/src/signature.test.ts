/** What hints may not be told, in JavaScript, where no type says so. */
import { expect, test } from "vitest";
import * as z from "zod";
import * as schema from "./index.ts";

const { definePlugin, defineTable, issueText, normal, PluginError, zipf } = schema;
const js = schema as unknown as Readonly<Record<string, (...told: readonly unknown[]) => z.ZodType>>;

function issues(shape: Readonly<Record<string, z.ZodType>>): readonly string[] {
  const other = defineTable("other", z.object({ id: schema.key("o") }));
  try {
    definePlugin({ name: "p", dataVersion: 1, tables: [other, defineTable("t", z.object(shape))] });
  } catch (error) {
    if (error instanceof PluginError) return error.issues.map(issueText);
    throw error;
  }
  return [];
}

const bell = normal({ mean: 3, deviation: 1 });

test.each<readonly [hint: string, told: readonly unknown[], message: string]>([
  [
    "integer",
    [1, 5, bell],
    'expected { distribution: … } in integer(), found {"kind":"normal","mean":3,"deviation":1}',
  ],
  ["decimal", [1, 5, 2, bell], "expected { distribution: … } in decimal(), found"],
  ["date", ["2024-01-01", "2024-02-01", zipf(1)], "expected { distribution: … } in date(), found"],
  ["timestamp", ["2024-01-01", "2024-02-01", zipf(1)], "expected { distribution: … } in timestamp(), found"],
  ["time", ["08:00", "09:00", zipf(1)], "expected { distribution: … } in time(), found"],
  ["list", [z.int(), zipf(1)], "expected { distribution: … } in list(), found"],
  ["reference", ["other", "id", zipf(1)], "expected { distribution: … } in reference(), found"],
  ["integer", [1, 5, { kind: "x" }], 'expected an option of integer(): distribution, found "kind"'],
  ["integer", [1, 5, { min: 3 }], 'expected an option of integer(): distribution, found "min"'],
  ["integer", [1, 5, { distributon: bell }], 'found "distributon"; did you mean distribution?'],
  ["integer", [1, 5, 3], "expected options of integer(), { distribution }, found 3"],
  ["integer", [1, 5, null], "expected options of integer(), { distribution }, found null"],
  ["integer", ["1", 5], 'expected a number as min of integer(), found "1"'],
  ["integer", [1, 5, { distribution: { kind: "foo" } }], 'a distribution such as zipf(1), found {"kind":"foo"}'],
  ["integer", [1, 5, { distribution: "normal" }], 'a distribution such as zipf(1), found "normal"'],
  ["integer", [1, 5, { distribution: { kind: "histogram" } }], "weights from 0, one of them above 0, found undefined"],
  ["weighted", [{ a: "1", b: 2 }], 'weights from 0, one of them above 0, found ["1",2]'],
  ["integer", [1, 5, { distribution: { kind: "zipf", exponent: "1" } }], 'at most 10, found "1"'],
  [
    "date",
    ["2024-01-01", "2024-02-01", { distribution: { kind: "normal", mean: "2024-01-02", deviation: null } }],
    "a deviation above 0 such as { days: 30 }, found null",
  ],
  ["integer", [1, 5, { distribution: { kind: "normal" } }], "a mean that is a number, found undefined"],
  ["plus", ["n", { min: 1, max: 2, kind: "q" }], 'expected an option of plus(): min, max, limit, found "kind"'],
  ["plus", ["n", 3], "expected options of plus(), { min, max, limit }, found 3"],
  ["sequence", [{ by: "x" }], 'expected record or ordinal as by of sequence(), found "x"'],
  ["sequence", [{ by: "ordnal" }], "did you mean ordinal?"],
  [
    "reference",
    ["other", "id", { kind: "x" }],
    'an option of reference(): distribution, where, type, as, found "kind"',
  ],
  ["reference", ["other", "id", { where: { kind: "a" } }], "a field and its values, such as"],
  ["tree", ["id", { kind: "x" }], "an option of tree(): fanout, within, roots, type, as"],
  ["sameAs", ["id", z.int()], "expected options of sameAs(), { except, type }, found z.number()"],
  ["hex", [4, "#"], 'expected options of hex(), { prefix }, found "#"'],
  ["uuidv7", ["2024-01-01"], "expected options of uuidv7(), { from, to, field }"],
  ["email", [{ of: "id", host: ["example.org"] }], 'found "host"; did you mean hosts?'],
])("%s(…%o)", (hint, told, message) => {
  const found = issues({ n: schema.integer(1, 9), id: schema.key("k"), f: js[hint](...told) });
  expect(found.join("\n")).toContain(message);
  for (const one of found) expect(one).toMatch(/^t \/ f: /);
});

test.each<readonly [hint: string, told: readonly unknown[], message: string]>([
  ["list", [z.int()], "expected a whole number from 0 as min of list(), found undefined"],
  ["list", [z.int(), { min: -1, max: 1 }], "expected a whole number from 0 as min of list(), found -1"],
  ["list", [z.int(), { min: "1", max: 1 }], 'expected a whole number from 0 as min of list(), found "1"'],
  ["list", [5, { min: 0, max: 1 }], "expected a zod type as type of list(), found 5"],
  ["subset", [["a"], { min: -1, max: 1 }], "expected a whole number from 0 as min of subset(), found -1"],
  ["subset", [["a"]], "expected a whole number from 0 as min of subset(), found undefined"],
  ["subset", [], "expected values such as"],
  ["weighted", [["a", "b"]], "expected weights such as { paid: 8, open: 1 }"],
  ["union", [[z.int(), z.string()]], "expected types with their weights, such as [[z.int(), 9], [z.string(), 1]]"],
  ["union", [[[z.int(), "1"]]], 'weights from 0, one of them above 0, found ["1"]'],
  ["key", [], "expected text as prefix of key(), found undefined"],
  ["key", ["x", { order: "random" }], 'expected sequential or permuted as order of key(), found "random"'],
  ["key", ["x", { order: "permutd" }], "did you mean permuted?"],
  ["email", [], "expected a name or a list of names as of of email(), found undefined"],
  ["fake", [], "expected text as method of fake(), found undefined"],
  ["reference", ["other"], "expected text as field of reference(), found undefined"],
  [
    "timestampSeries",
    [{ start: "2024-01-01" }],
    "expected a duration such as { days: 1 } or { months: 1 } as step of timestampSeries()",
  ],
  ["dateSeries", [{ start: "2024-01-01", step: { days: "1" } }], "or { months: 1 } as step of dateSeries(), found"],
  ["dateSeries", [{ start: "2024-01-01", step: { months: 1, days: 1 } }], 'found {"months":1,"days":1}'],
  ["nullable", [z.int(), "0.5"], 'expected a number as rate of nullable(), found "0.5"'],
  ["nullable", [5, 0.5], "expected a zod type as type of nullable(), found 5"],
  ["chance", ["0.5"], 'expected a number as probability of chance(), found "0.5"'],
  ["compute", [z.int()], "expected a function as code of compute(), found undefined"],
  ["pattern", ["a+"], "expected a regular expression such as /[a-z]+/ as expression of pattern()"],
  ["when", ["n", { a: 5 }, null], "expected zod types or null by value, such as { series: z.int() }"],
  ["slug", ["id", z.string()], "expected options of slug(), { type }, found z.string()"],
  ["parent", ["id", { type: z.int() }], 'expected a zod type as type of parent(), found {"type":"z.number()"}'],
  ["template", ["{{n"], 'expected a name and }} behind each {{, found "{{n"'],
  ["template", ["{{n} {{id}}"], 'expected a name and }} behind each {{, found "{{n} {{id}}"'],
])("%s(…%o): another shape", (hint, told, message) => {
  const found = issues({ n: schema.integer(1, 9), id: schema.key("k"), f: js[hint](...told) });
  expect(found.join("\n")).toContain(message);
  for (const one of found) expect(one).toMatch(/^t \/ f: /);
});

test("what is no type at all", () => {
  const five = 5 as never;
  const found = issues({ a: five, b: z.array(five), c: z.object({ d: five }), e: z.union([five, z.int()]) });
  expect(found).toEqual(["a", "b", "c.d", "e"].map((path) => `t / ${path}: expected a zod type, found 5`));
});

test("columns that rows do not have", () => {
  const home = schema.rowOf("home", [{ town: "Bern", code: 3000 }], { weight: "people" as "code" });
  expect(issues({ f: schema.place("home").column("citty" as "city") })[0]).toMatch(
    /city or region or .* as name of rowOf\(…\)\.column\(\), found "citty"; did you mean city\?$/,
  );
  expect(issues({ f: home.column("town") })).toEqual([
    't / f: expected town or code as weight of rowOf(), found "people"',
  ]);
});

test("it is told with all that is wrong, inside other types, and once", () => {
  const wrong = js["integer"](1, 5, bell);
  const follows = { sum: schema.plus("f", { min: 1, max: 2 }), same: schema.sameAs("f", { type: z.int() }) };
  const found = issues({
    f: schema.nullable(wrong, 0.5),
    ...follows,
    g: z.array(z.object({ h: wrong })),
    i: z.map(wrong, wrong),
  });
  expect(found.map((one) => one.slice(0, one.indexOf(", found")))).toEqual([
    "t / f: expected { distribution: … } in integer()",
    "t / g.h: expected { distribution: … } in integer()",
    "t / i: expected a type with known values, or a hint",
  ]);
});

test("what is undefined of a duration is not told", () => {
  expect(issues({ d: js["dateSeries"]({ start: "2024-01-01", step: { months: 1, days: undefined } }) })).toEqual([]);
});
