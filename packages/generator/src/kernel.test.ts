/** The kernels against each other: the twin is the specification. */
import { format, formatNames } from "@backlot/formats";
import {
  dateSeries,
  decimal,
  definePlugin,
  defineTable,
  fake,
  hex,
  integer,
  key,
  list,
  normal,
  nullable,
  subset,
  template,
  weighted,
  type Table,
} from "@backlot/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { compilePlan, kernelFor, kernelNames } from "./index.ts";

/** A field for each number below n. */
function each<T extends z.ZodType>(n: number, name: string, field: (i: number) => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: n }, (_, i) => [`${name}${i}`, field(i)]));
}

const plugin = definePlugin({
  name: "test",
  dataVersion: 1,
  tables: [
    defineTable(
      "t",
      z.object({
        id: key("t", { digits: 4 }),
        name: fake("person.fullName"),
        kind: weighted({ a: 1, b: 2 }),
        words: list(template('{{word.noun}}, "{{word.verb}}"'), { min: 0, max: 9 }),
        size: integer(-(2 ** 40), 2 ** 50),
      }),
    ),
    defineTable(
      "numbers",
      z.object({
        ...each(16, "whole", (digits) => integer(-(10 ** digits) + 1, 10 ** digits - 1)),
        ...each(9, "decimal", (digits) => decimal(-(10 ** digits), 10 ** digits, digits % 6)),
        ...each(17, "hex", (digits) => hex(digits + 1)),
        ...each(12, "key", (digits) => key("k", { digits: digits + 4, order: "permuted" })),
        ...each(3, "flag", (i) => (i === 0 ? z.boolean() : i === 1 ? z.iso.date() : z.uuid())),
      }),
    ),
    defineTable(
      "lists",
      z.object({
        // Of lengths on both sides of those whose draws are made beforehand, once and in several places of an element.
        ...each(7, "names", (i) => z.array(fake("person.fullName")).length([1, 3, 4, 5, 130, 512, 513][i])),
        ...each(3, "ids", (i) => z.array([z.uuid(), hex(40), fake("internet.domainName")][i]).length(6)),
        sizes: z.array(integer(0, 2 ** 50, { distribution: normal({ mean: 2 ** 40, deviation: 2 ** 39 }) })).length(7),
        kinds: subset(["a", "b", "c", "d", "e"], { min: 4, max: 4 }),
        crew: z
          .array(z.object({ name: fake("person.fullName"), jobs: z.array(weighted({ a: 1, b: 2 })).length(4) }))
          .length(4),
        words: z.array(template("{{person.fullName}}, {{word.verb}} or {{word.noun}}")).length(9),
      }),
    ),
    defineTable(
      "picks",
      z.object({
        // Of lengths on both sides of those whose slots are found four at a time, and of all rests of four.
        ...each(9, "names", (i) => z.array(fake("person.fullName")).length([23, 24, 25, 26, 27, 40, 120, 493, 494][i])),
        ...each(5, "slogans", (i) => z.array(fake("company.catchPhrase")).length(24 + i)),
        cities: z.array(fake("location.country")).length(31),
        firstNames: z.array(fake("person.firstName")).length(50),
      }),
    ),
    defineTable(
      "rows",
      z.object({
        // Lists of the same elements one behind the other, which are begun together; and those that look alike.
        ...each(3, "names", (i) => z.array(fake("person.fullName")).length([24, 40, 27][i])),
        ...each(2, "others", (i) => z.array(fake("person.fullName")).length([24, 5][i])),
        ...each(2, "many", (i) => z.array(fake("person.fullName")).length([400, 200][i])),
        one: z.array(fake("person.fullName")).length(24),
        number: integer(1, 9),
        behind: z.array(fake("person.fullName")).length(24),
        perhaps: nullable(z.array(fake("person.fullName")).length(24), 0.5),
        men: z.array(fake("person.fullName", { sex: "male" })).length(24),
        inside: z.object({ ...each(2, "names", (i) => z.array(fake("person.fullName")).length(24 + 4 * i)) }),
        crews: z
          .array(z.object({ ...each(2, "names", (i) => z.array(fake("person.fullName")).length(24 + i)) }))
          .length(3),
      }),
    ),
    defineTable("calendar", z.object({ day: dateSeries({ start: "0001-01-01", step: { days: 1 } }) })),
  ],
});
const { t: table, numbers, lists, picks, rows, calendar }: Record<string, Table> = plugin.tables;

describe.each(formatNames)("%s", (name) => {
  test("the same records at every limit of the output", async () => {
    const plan = await compilePlan(table, { seed: "1", scale: 1, format: format(name) });
    const twin = kernelFor(plan, "twin");
    const others = kernelNames.filter((kernel) => kernel !== "twin").map((kernel) => kernelFor(plan, kernel));
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(1e9), fc.nat(12), (room, first, count) => {
        const expected = twin.make(room, first, count);
        for (const kernel of others) expect(kernel.make(room, first, count)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

test("numbers of any size, hexadecimal digits of any count", async () => {
  const plan = await compilePlan(numbers, { seed: "1", scale: 1, format: format("csv") });
  const [first, ...others] = kernelNames.map((kernel) =>
    Buffer.from(kernelFor(plan, kernel).make(1 << 20, 0, 1500).bytes).toString(),
  );
  for (const other of others) expect(other).toBe(first);
});

test.each([5, 9_995, 99_999_995])("whole numbers that grow a digit behind %i", async (first) => {
  const plan = await compilePlan(table, { seed: "1", scale: 1, format: format("csv"), pick: ["id"] });
  const expected = Array.from({ length: 10 }, (_, i) => `t${String(first + i + 1).padStart(4, "0")}\n`).join("");
  for (const kernel of kernelNames)
    expect(Buffer.from(kernelFor(plan, kernel).make(1 << 16, first, 10).bytes).toString()).toBe(expected);
});

test.each([
  ["known lengths", lists],
  ["picks", picks],
  ["the same elements", rows],
])("lists of %s", async (_, ofLists) => {
  const plan = await compilePlan(ofLists, { seed: "1", scale: 1, format: format("ndjson") });
  const [first, ...others] = kernelNames.map((kernel) =>
    Buffer.from(kernelFor(plan, kernel).make(4 << 20, 5, 30).bytes).toString(),
  );
  expect(first.split("\n")).toHaveLength(31);
  for (const other of others) expect(other).toBe(first);
});

test("every day up to the year 9999", async () => {
  const plan = await compilePlan(calendar, { seed: "1", scale: 1, format: format("csv") });
  const kernel = kernelFor(plan, "plan");
  const start = Date.parse("0001-01-01");
  const days = (Date.parse("9999-12-31") - start) / 86_400_000 + 1;
  for (let first = 0; first < days; first += 50_000) {
    const count = Math.min(50_000, days - first);
    const expected = Array.from({ length: count }, (_, i) =>
      new Date(start + (first + i) * 86_400_000).toISOString().slice(0, 10),
    );
    expect(Buffer.from(kernel.make(1 << 20, first, count).bytes).toString()).toBe(`${expected.join("\n")}\n`);
  }
});
