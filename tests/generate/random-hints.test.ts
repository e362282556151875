/** Hints with any parameters are refused with table and field, or give values of their type. */
import { generate } from "@backlot/generator";
import { InputError, memorySink } from "@backlot/runtime";
import {
  chance,
  date,
  dateSeries,
  decimal,
  definePlugin,
  defineTable,
  exponential,
  fake,
  fieldText,
  hex,
  histogram,
  inferField,
  integer,
  key,
  list,
  logNormal,
  normal,
  nullable,
  optional,
  ordinal,
  parent,
  pareto,
  plus,
  PluginError,
  reference,
  sameAs,
  sequence,
  subset,
  template,
  time as hours,
  timestamp,
  timestampSeries,
  ulid,
  union,
  validatePlugin,
  uuidv7,
  weighted,
  when,
  zipf,
  type FakerMethod,
  type Per,
} from "@backlot/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";

const odd = [
  Number.NaN,
  Infinity,
  -Infinity,
  -0,
  0.5,
  1e-9,
  5e-324,
  1e21,
  1e300,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  2 ** 32,
];
const number = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 2, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.integer() },
);
const word = fc.oneof(
  fc.constantFrom("a", "b", "", "it", "\ud800", "__proto__", "other", "n"),
  fc.string({ unit: "binary" }),
);
const time = fc.oneof(
  fc.constantFrom(
    "1999-02-29",
    "2000-02-29",
    "2000-13-01",
    "0000-01-01",
    "9999-12-31",
    "1 May 2000",
    "",
    "+020000-01-01",
  ),
  fc.constantFrom(
    "2000-01-01T00:00:00Z",
    "2000-01-01T00:00",
    "2000-01-01T00:00:00.123456Z",
    "2000-01-01T23:59:59+14:00",
  ),
  fc.date({ noInvalidDate: false }).map((day) => (Number.isNaN(day.getTime()) ? "Invalid Date" : day.toISOString())),
);
const hour = fc.constantFrom("00:00", "12:30:15", "23:59:59", "24:00", "12:60", "noon", "");
const point = fc.oneof(number, number, time, hour);
const width = fc.oneof(
  number,
  number.map((days) => ({ days })),
  fc.constantFrom({}, { years: 1 } as object),
);
const distribution = fc.oneof(
  number.map(zipf),
  fc.array(number, { maxLength: 5 }).map(histogram),
  fc.record({ mean: point, deviation: width }).map(normal),
  point.map((mean) => exponential({ mean })),
  fc.record({ mean: point, deviation: width }).map(logNormal),
  fc.record({ median: point, exponent: number }).map(pareto),
);
const options = fc.record({ distribution }, { requiredKeys: [] });
const size = fc.record({ min: number, max: number });
const where = fc.record({ field: word, values: fc.array(fc.oneof(word, number, fc.constant(null)), { maxLength: 2 }) });

// faker itself makes as much text as it is asked for.
const fakerOption = fc.oneof(number, word).filter((of) => typeof of === "string" || !(of > 1000));

const tree = z.object({
  name: z.string(),
  get children() {
    return z.array(tree);
  },
});
const plain = fc.constantFrom<z.ZodType>(
  ordinal(),
  tree,
  z.literal(Number.NaN),
  z.literal(undefined),
  z.literal(5n),
  z.enum([]),
  z.enum({ A: 0, B: 1, 0: "A", 1: "B" }),
  z.union([]),
  z.map(z.int(), z.int()),
  z.lazy(() => z.int()),
  z.stringbool(),
  z.uuidv4(),
  z.uuidv7(),
  z.guid(),
  z.iso.datetime({ precision: 0 }),
  z.iso.datetime({ precision: 3 }),
  z.iso.datetime({ offset: true, local: true }),
  z.iso.time({ precision: -1 }),
  z.iso.time({ precision: 0 }),
  z.iso.duration(),
  z.email(),
  z.url(),
  z.ipv4(),
  z.ipv6(),
  z.mac(),
  z.emoji(),
  z.jwt(),
  z.ulid(),
  z.nanoid(),
  z.hex(),
  z.base64(),
  z.cidrv4(),
  z.string().regex(/^x$/),
  z.string().startsWith("x"),
  z.record(z.uuid(), z.int()),
  z.record(z.string().min(30), z.int()),
  z.record(z.enum(["x", "y"]), z.int()),
  z.record(z.literal(["x", 1]), z.int()),
  z.nonoptional(z.int().optional()),
  z.optional(z.optional(z.int())),
  z.nullable(z.optional(z.int())),
  z.optional(z.nullable(z.optional(z.int()))),
  z.int().optional().default(1),
  z.tuple([z.string(), z.int().optional()]),
  z.tuple([z.string()], z.int()),
  z.union([z.string(), z.int().optional()]),
  z.array(z.int().optional()),
  z.strictObject({ a: z.int().optional(), b: z.readonly(z.int().optional()) }),
  z.uint32().max(5),
  z.int32().min(2 ** 31 - 5),
  z.int().min(2 ** 53 - 5),
  z.float32(),
  z.int().multipleOf(6).multipleOf(4),
  z.int().multipleOf(2.5),
  z.number().multipleOf(0.25),
  z.number().multipleOf(0.01).multipleOf(0.1),
  z.int().min(0.5).max(3.5),
  z.number().gt(1).lt(1.02),
  z.number().gt(1).lt(1.01),
  integer(1, 9).min(4).max(6),
  integer(0, 100).multipleOf(25),
  subset(["a", "b", "c"], { min: 0, max: 3 }).min(2),
  list(z.int(), { min: 0, max: 9 }).length(3),
);

const leaf = fc.oneof(
  fc.tuple(number, number, options).map((of) => integer(...of)),
  fc.tuple(number, number, number, options).map((of) => decimal(...of)),
  fc.tuple(number, number).map(([step, min]) => z.number().multipleOf(step).min(min)),
  fc.tuple(number, number).map(([min, max]) => z.int().gt(min).lt(max)),
  fc.tuple(number, number).map(([min, max]) => z.number().min(min).max(max)),
  fc.tuple(number, number).map(([min, max]) => z.string().min(min).max(max)),
  number.map(chance),
  fc.tuple(time, time, options).map((of) => date(...of)),
  fc.tuple(time, time, options).map((of) => timestamp(...of)),
  fc.tuple(hour, hour, options).map((of) => hours(...of)),
  fc.tuple(number, word).map(([digits, prefix]) => hex(digits, { prefix })),
  fc.tuple(word, number).map(([prefix, digits]) => key(prefix, { digits, order: "permuted" })),
  fc.tuple(word, fakerOption).map(([name, given]) => fake(name as FakerMethod, given)),
  fc.tuple(fc.constantFrom<FakerMethod>("string.alpha", "lorem.words"), fakerOption).map((of) => fake(...of)),
  fc.tuple(word, number, number).map(([prefix, digits, start]) => key(prefix, { digits, start })),
  fc.record({ start: number, step: number, jitter: number }).map(sequence),
  fc
    .record({ start: time, step: width.filter((of) => typeof of === "object"), jitter: fc.record({ days: number }) })
    .map(dateSeries),
  fc
    .tuple(time, number, number)
    .map(([start, months, seconds]) => timestampSeries({ start, step: { months }, jitter: { seconds } })),
  fc.tuple(time, time).map(([from, to]) => uuidv7({ from, to })),
  word.map((field) => ulid({ field })),
  fc.array(fc.tuple(fc.oneof(word, number), number), { maxLength: 3 }).map((of) => weighted(of)),
  fc.tuple(fc.array(fc.tuple(fc.oneof(word, number), number), { maxLength: 3 }), size).map((of) => subset(...of)),
  fc.tuple(number, number).map(([a, b]) =>
    union([
      [z.int(), a],
      [z.null(), b],
    ]),
  ),
  word.map((text) => template(`${text}{{other}}`)),
  word.map((name) => template(`{{${name}}}`)),
  fc.tuple(fc.dictionary(word, number, { maxKeys: 3 }), fc.boolean()).map(([of, exact]) => weighted(of, { exact })),
  fc.tuple(fc.array(word, { maxLength: 3 }), size).map((of) => subset(...of)),
  fc.tuple(word, number).map(([name, except]) => sameAs(name, { except, type: z.any() })),
  fc.tuple(word, size, number).map(([name, of, limit]) => nullable(plus(name, { ...of, limit }), 0)),
  fc.tuple(word, word).map(([name, value]) => when(name, { [value]: z.int() }, null)),
  fc.tuple(word, word, where, options).map(([table, name, of, more]) => reference(table, name, { where: of, ...more })),
  fc.tuple(word, options).map(([name, more]) => reference("others", name, { type: z.any(), ...more })),
  word.map((name) => parent(name, z.any())),
  plain,
);
const type: fc.Arbitrary<z.ZodType> = fc.oneof(
  leaf,
  leaf,
  fc.tuple(leaf, number).map(([of, rate]) => nullable(of as z.ZodType, rate)),
  fc.tuple(leaf, number).map(([of, rate]) => optional(of as z.ZodType, rate)),
  fc
    .tuple(leaf, size, options)
    .map(([of, sizes, more]) => list(of as z.ZodType, { ...sizes, ...more, distinct: true })),
  fc.tuple(leaf, size).map(([of, { min, max }]) => list(of as z.ZodType, { min, max: Math.min(max, 30) })),
  leaf.map((of) => z.array(z.optional(of as z.ZodType)).max(3)),
  leaf.map((of) => z.tuple([optional(of as z.ZodType, 0.5)])),
);
const count: fc.Arbitrary<Per["count"]> = fc.oneof(
  number,
  fc.tuple(number, number),
  fc.dictionary(fc.oneof(number.map(String), word), number, { maxKeys: 3 }),
);
const per = fc.record(
  { table: fc.oneof(fc.constant("others"), word), count, where },
  { requiredKeys: ["table", "count"] },
);
const rows = fc.oneof(
  number.map((n) => () => n),
  fc.constant(() => {
    throw new Error("no");
  }),
);

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary });
}

test("is never a crash or a wrong value", async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      type.map((of) => Object.assign(of, { [fc.toStringMethod]: () => fieldText(inferField(of)) })),
      rarely(per),
      rarely(rows),
      async (one, parents, rowsOf) => {
        const others = defineTable(
          "others",
          z.object({ other: weighted({ a: 1, b: 0 }, { exact: true }), n: integer(1, 5), it: z.string().nullable() }),
        );
        const shape = { value: one, other: weighted({ a: 1, b: 0 }, { exact: true }), n: integer(1, 5) };
        const table = defineTable("table", z.object(shape), {
          ...(parents === undefined ? {} : { per: parents }),
          ...(rowsOf === undefined ? {} : { rows: rowsOf }),
        });
        const definition = { name: "odd", dataVersion: 1, tables: [table, others] };
        const issues = validatePlugin(definition);
        for (const { path } of issues) expect(path).toMatch(/^table \/ (value|rows|per)/);
        if (issues.length > 0) {
          expect(() => definePlugin(definition)).toThrow(PluginError);
          return;
        }
        const sink = memorySink();
        try {
          await generate({ table: definePlugin(definition).tables.table, to: sink, rows: 20, format: "ndjson" });
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message).toContain("table");
          return;
        }
        made++;
        for (const line of sink.text().split("\n").slice(0, -1)) {
          const { success, error } = table.type.safeParse(JSON.parse(line));
          expect([success, error?.issues, success || line]).toEqual([true, undefined, true]);
        }
      },
    ),
    {
      numRuns: 1000 * Number(process.env["BACKLOT_RUNS"] ?? 1),
      ...(process.env["BACKLOT_RUNS"] === undefined ? { seed: 1 } : {}),
    },
  );
  expect(made).toBeGreaterThan(40);
});
