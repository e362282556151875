/** Every kind of field: its records are what its zod type says, and what its hint promises. */
import {
  chance,
  chosen,
  compute,
  date,
  dateSeries,
  decimal,
  definePlugin,
  defineTable,
  exponential,
  fake,
  hex,
  histogram,
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
  reference,
  sameAs,
  sequence,
  subset,
  template,
  time,
  timestamp,
  timestampSeries,
  ulid,
  union,
  uuidv7,
  weighted,
  when,
  zipf,
  type Table,
} from "@backlot/schema";
import { memorySink } from "@backlot/runtime";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { generate, records, tableRows } from "./index.ts";

const unescaped = (cell: string): string =>
  cell.replaceAll(/\\(.)/g, (_, c: string) => ({ t: "\t", n: "\n", r: "\r" })[c] ?? c);

function tableOf(shape: z.ZodRawShape, rows = 1000): Table {
  const table = defineTable("t", z.object(shape), { rows: () => rows });
  return definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t;
}

async function valuesOf(type: z.ZodType, rows = 1000, seed: number | string = 1): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const record of records(tableOf({ value: type }, rows), { rows, seed })) values.push(record["value"]);
  return values;
}

const share = (values: readonly unknown[], of: (value: never) => boolean): number =>
  values.filter((value) => of(value as never)).length / values.length;

const moments = async (type: z.ZodType, valueOf: (value: never) => number): Promise<[mean: number, dev: number]> => {
  const values = (await valuesOf(type, 20_000)).map((value) => valueOf(value as never));
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length)];
};

// Twenty thousand values know their mean to about 0.7 % of the deviation; four times that is allowed.
const near = ([mean, deviation]: [number, number], rightMean: number, rightDeviation: number): void => {
  expect(Math.abs(mean - rightMean) / rightDeviation).toBeLessThan(0.03);
  expect(deviation / rightDeviation).toBeGreaterThan(0.95);
  expect(deviation / rightDeviation).toBeLessThan(1.05);
};

const inOrder = (texts: readonly string[]) => texts.toSorted((a, b) => (a < b ? -1 : 1));

describe("every kind gives values of its zod type, of more than one value", () => {
  test.each<[string, z.ZodType]>([
    ["integer", integer(-5, 5)],
    ["integer beyond 2^32", integer(0, 2 ** 52)],
    ["integer by zipf", integer(1, 1_000_000, { distribution: zipf(1.1) })],
    ["integer in steps", z.int().multipleOf(7).min(1).max(100)],
    ["decimal", decimal(-1.5, 2.5, 3)],
    ["boolean", z.boolean()],
    ["chance", chance(0.2)],
    ["date", date("1894-02-28", "2026-03-01")],
    ["plain date", z.iso.date()],
    ["timestamp", timestamp("1969-12-31T23:59:59.999Z", "2030-01-01")],
    ["plain time", z.iso.time()],
    ["time", time("08:30", "17:45:10")],
    ["datetime", z.iso.datetime()],
    ["uuid", z.uuidv4()],
    ["hex", hex(6, { prefix: "#" }).regex(/^#[0-9a-f]{6}$/)],
    ["long hex", hex(40).regex(/^[0-9a-f]{40}$/)],
    ["key", key("tt").regex(/^tt\d{7}$/)],
    ["permuted key", key("c", { digits: 5, order: "permuted" }).regex(/^c\d{5}$/)],
    ["enum", z.enum(["a", "b", "c"])],
    ["literal", z.literal(["x", 1, true, null])],
    ["weighted", weighted({ film: 3, series: 0.5 })],
    ["weighted by many", weighted(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`w${i}`, i + 0.5])))],
    ["exact", weighted({ a: 1, b: 2 }, { exact: true })],
    ["email", z.email()],
    ["url", z.url()],
    ["ipv4", z.ipv4()],
    ["letters", z.string().min(0).max(30)],
    ["text", z.string()],
    ["template", template("{{person.firstName}} & {{company.name}}")],
    ["nullable", nullable(integer(1, 9), 0.5)],
    ["nested nullable", z.nullable(nullable(z.boolean(), 0.5))],
    ["list", z.array(integer(1, 9)).min(0).max(6)],
    ["list of lists", z.array(z.array(fake("person.firstName")).max(3)).max(4)],
    ["skewed list", list(z.uuid(), { min: 0, max: 50, distribution: zipf(1) })],
    ["subset", subset(["a", "b", "c", "d"], { min: 0, max: 4 })],
    ["tuple", z.tuple([z.boolean(), integer(1, 3), fake("word.noun")])],
    ["object", z.object({ a: z.boolean(), b: z.object({ c: integer(1, 9), d: optional(z.uuid(), 0.5) }) })],
    ["object of optionals", z.object({ a: z.boolean().optional(), b: z.uuid().optional() })],
    ["list of objects", z.array(z.object({ name: fake("person.fullName"), age: optional(integer(1, 99), 0.3) }))],
    ["record", z.record(z.string(), integer(1, 9))],
    ["record of enum", z.record(z.enum(["x", "y"]), z.boolean())],
    ["union", z.union([z.boolean(), integer(1, 9), z.object({ a: z.uuid() }), z.array(z.uuid())])],
    ["computed", compute(z.string().min(1), (_, faker) => (faker as { string: { uuid(): string } }).string.uuid())],
  ])("%s", async (_, type) => {
    const values = await valuesOf(type, 300);
    for (const value of values) expect(type.safeParse(value)).toMatchObject({ success: true });
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(1);
  });
});

test("the same shape in cells is read back as it was, in every format", async () => {
  const table = tableOf({
    text: template('{{word.noun}}, "{{word.noun}}"'),
    words: z.array(template("{{word.noun}}\t{{word.noun}}")).min(0).max(3),
    empty: z.string().max(1),
    none: nullable(z.int(), 0.5),
    yes: z.boolean(),
  });
  const rows = 100;
  const expected: unknown[] = [];
  for await (const record of records(table, { rows })) expected.push(record);
  const sink = memorySink();
  await generate({ table, to: sink, rows, format: "tsv" });
  const read = sink
    .text()
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [text, words, empty, none, yes] = line.split("\t");
      return {
        text: unescaped(text),
        words: JSON.parse(unescaped(words)) as unknown,
        empty,
        none: none === "\\N" ? null : Number(none),
        yes: yes === "true",
      };
    });
  expect(read).toEqual(expected);
});

describe("hints hold", () => {
  test("limits are reached, and nothing is beyond them", async () => {
    const values = await valuesOf(integer(-2, 2), 500);
    expect([...new Set(values)].toSorted((a, b) => Number(a) - Number(b))).toEqual([-2, -1, 0, 1, 2]);
    const days = await valuesOf(date("2024-02-28", "2024-03-01"), 100);
    expect([...new Set(days as string[])].toSorted((a, b) => a.localeCompare(b))).toEqual([
      "2024-02-28",
      "2024-02-29",
      "2024-03-01",
    ]);
  });

  test("dates are those of the calendar", async () => {
    for (const value of await valuesOf(date("0001-01-01", "9999-12-31"), 2000)) {
      expect(new Date(`${String(value)}T00:00:00Z`).toISOString().slice(0, 10)).toBe(value);
    }
  });

  test("rates, weights and probabilities", async () => {
    expect(share(await valuesOf(nullable(z.int(), 0.25), 4000), (value) => value === null)).toBeCloseTo(0.25, 1);
    expect(share(await valuesOf(chance(0.9), 4000), (value) => value === true)).toBeCloseTo(0.9, 1);
    expect(share(await valuesOf(weighted({ a: 1, b: 3 }), 4000), (value) => value === "a")).toBeCloseTo(0.25, 1);
    expect(share(await valuesOf(weighted({ a: 0.1, b: 0.9 }), 4000), (value) => value === "a")).toBeCloseTo(0.1, 1);
  });

  test("distributions", async () => {
    const ranks = await valuesOf(integer(1, 1000, { distribution: zipf(1) }), 5000);
    expect(share(ranks, (value: number) => value === 1)).toBeCloseTo(1 / 7.485, 1);
    expect(share(ranks, (value: number) => value > 100)).toBeCloseTo(1 - 5.187 / 7.485, 1);
    const years = await valuesOf(integer(0, 99, { distribution: histogram([0, 1, 3, 0]) }), 4000);
    expect(Math.min(...(years as number[]))).toBe(25);
    expect(Math.max(...(years as number[]))).toBe(74);
    expect(share(years, (value: number) => value >= 50)).toBeCloseTo(0.75, 1);
  });

  test("means and deviations are told in the field's own values", async () => {
    const bell = normal({ mean: 172, deviation: 9 });
    near(await moments(integer(120, 220, { distribution: bell }), (n: number) => n), 172, 9);
    near(await moments(decimal(120, 220, 3, { distribution: bell }), (n: number) => n), 172, 9);
    near(
      await moments(list(z.null(), { min: 1, max: 90, distribution: exponential({ mean: 4 }) }), (l: []) => l.length),
      4,
      Math.sqrt(3 * 4),
    );
    const price = decimal(1, 5000, 2, { distribution: logNormal({ mean: 40, deviation: 30 }) });
    near(await moments(price, (n: number) => n), 40, 30);
    const days = date("1900-01-01", "2100-01-01", {
      distribution: normal({ mean: "1985-01-01", deviation: { days: 3650 } }),
    });
    near(await moments(days, (day: string) => Date.parse(day) / 86_400_000), 5479, 3650);
    const instants = timestamp("2020-01-01", "2030-01-01", {
      distribution: exponential({ mean: "2020-01-01T12:00:00Z" }),
    });
    near(await moments(instants, (at: string) => (Date.parse(at) - Date.UTC(2020)) / 3_600_000), 12, 12);
    const lunch = time("10:00", "15:00", { distribution: normal({ mean: "12:30", deviation: { minutes: 20 } }) });
    near(await moments(lunch, (at: string) => Date.parse(`1970-01-01T${at}Z`) / 60_000), 750, 20);
  });

  test("a heavy tail goes from five votes to three million", async () => {
    const votes = await valuesOf(
      integer(5, 3_000_000, { distribution: pareto({ median: 26, exponent: 0.6 }) }),
      20_000,
    );
    expect(Math.min(...(votes as number[]))).toBe(5);
    expect(Math.max(...(votes as number[]))).toBeGreaterThan(1_000_000);
    expect(share(votes, (n: number) => n >= 26)).toBeCloseTo(0.5, 1);
    expect(share(votes, (n: number) => n >= 1000) / share(votes, (n: number) => n >= 100_000)).toBeGreaterThan(10);
  });

  test("references by share: one in twenty of the records has half of them", async () => {
    const one = defineTable("one", z.object({ id: key("o") }), { rows: () => 1000 });
    const many = defineTable(
      "many",
      z.object({ one: reference("one", "id", { distribution: pareto({ median: 0.05 }) }) }),
    );
    const { tables } = definePlugin({ name: "test", dataVersion: 1, tables: [one, many] });
    const counts = new Map<string, number>();
    for await (const { one: id } of records(tables.many, { rows: 10_000 })) counts.set(id, (counts.get(id) ?? 0) + 1);
    const most = [...counts.values()].toSorted((a, b) => b - a).slice(0, 50);
    // The end of the table cuts off a twentieth of the distribution, and the rest becomes more frequent.
    expect(most.reduce((a, b) => a + b, 0) / 10_000).toBeCloseTo(0.5 / 0.952, 1);
  });

  test("exact choices are the same in every block of 1,024", async () => {
    const values = await valuesOf(weighted({ rare: 0.01, a: 1, b: 3 }, { exact: true }), 3072);
    const counts = [0, 1, 2].map((block) => {
      const part = values.slice(block * 1024, (block + 1) * 1024);
      return ["rare", "a", "b"].map((word) => part.filter((value) => value === word).length);
    });
    expect(counts).toEqual([counts[0], counts[0], counts[0]]);
    expect(counts[0][0]).toBeGreaterThan(0);
    expect(values.slice(0, 1024)).not.toEqual(values.slice(1024, 2048));
  });

  test("keys are unique, sequential or permuted", async () => {
    expect((await valuesOf(key("a", { digits: 3 }), 1001)).slice(-2)).toEqual(["a1000", "a1001"]);
    const permuted = await valuesOf(key("a", { digits: 3, order: "permuted" }), 1000);
    expect(new Set(permuted).size).toBe(1000);
    expect(permuted).not.toEqual(permuted.map((_, i) => `a${String(i).padStart(3, "0")}`));
    expect(await valuesOf(key("a", { digits: 2, start: 98 }), 3)).toEqual(["a98", "a99", "a100"]);
    const late = (await valuesOf(key("", { digits: 4, start: 9000, order: "permuted" }), 1000)) as string[];
    expect(late.toSorted((a, b) => a.localeCompare(b))).toEqual(Array.from({ length: 1000 }, (_, i) => `${9000 + i}`));
  });

  test("weights go with values of any type, and with types", async () => {
    const rating = await valuesOf(
      weighted([
        [5, 6],
        [true, 3],
        [null, 1],
      ]),
      4000,
    );
    for (const [value, right] of [
      [5, 0.6],
      [true, 0.3],
      [null, 0.1],
    ] as const)
      expect(share(rating, (one) => one === value)).toBeCloseTo(right, 1);
    const ids = await valuesOf(
      union([
        [z.uuid(), 9],
        [integer(1, 5), 1],
      ]),
      4000,
    );
    expect(share(ids, (one) => typeof one === "number")).toBeCloseTo(0.1, 1);
  });

  test("sequences and series go on from record to record, and each is found alone", async () => {
    expect(await valuesOf(sequence({ start: 10, step: -3 }), 4)).toEqual([10, 7, 4, 1]);
    expect(await valuesOf(dateSeries({ start: "2024-01-31", step: { months: 1 } }), 4)).toEqual([
      "2024-01-31",
      "2024-02-29",
      "2024-03-31",
      "2024-04-30",
    ]);
    expect(await valuesOf(timestampSeries({ start: "2000-02-29T12:00:00Z", step: { years: -100 } }), 3)).toEqual([
      "2000-02-29T12:00:00.000Z",
      "1900-02-28T12:00:00.000Z",
      "1800-02-28T12:00:00.000Z",
    ]);
    const step = { minutes: 5, milliseconds: 1 };
    const type = timestampSeries({ start: "1969-12-31", step, jitter: step });
    const all = (await valuesOf(type, 1000)) as string[];
    expect(all.toSorted((a, b) => a.localeCompare(b))).toEqual(all);
    all.forEach((at, i) => {
      const late = Date.parse(at) - Date.parse("1969-12-31") - i * 300_001;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(300_001);
    });
    const alone: unknown[] = [];
    for await (const { value } of records(tableOf({ value: type }), { first: 777, rows: 1, seed: 1 }))
      alone.push(value);
    expect(alone).toEqual([all[777]]);
  });

  test("months are those of the calendar, as far as it goes", async () => {
    const type = dateSeries({ start: "0001-01-31", step: { months: 7 } });
    const values = (await valuesOf(type, 17_142)) as string[];
    values.forEach((value, i) => {
      const [year, month] = [1 + Math.floor((i * 7) / 12), ((i * 7) % 12) + 1];
      const length =
        month === 2
          ? 28 + Number(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
          : 30 + Number([1, 3, 5, 7, 8, 10, 12].includes(month));
      expect(value).toBe([String(year).padStart(4, "0"), String(month).padStart(2, "0"), length].join("-"));
    });
    await expect(valuesOf(type, 17_143)).rejects.toThrow(
      "17,142 dates in the years 0001 to 9999; 17,143 were asked for",
    );
  });

  test("children are counted for each parent", async () => {
    const shows = defineTable("shows", z.object({ id: key("s") }), { rows: () => 100 });
    const count = { n: ordinal(), no: sequence({ start: 0, step: 10, by: "ordinal" }) };
    const aired = dateSeries({ start: "2024-01-01", step: { days: 7 }, by: "ordinal" });
    const episodes = defineTable("episodes", z.object({ ...count, aired, after: plus("no", { min: 1, max: 1 }) }), {
      per: { table: "shows", count: [0, 9] },
    });
    const { tables } = definePlugin({ name: "test", dataVersion: 1, tables: [shows, episodes] });
    for await (const record of records(tables.episodes)) {
      const day = new Date(Date.UTC(2024, 0, 1 + 7 * (record.n - 1))).toISOString().slice(0, 10);
      expect(record).toEqual({ n: record.n, no: 10 * (record.n - 1), aired: day, after: 10 * (record.n - 1) + 1 });
    }
  });

  test("ids tell their time, and sort by it", async () => {
    const table = tableOf({
      id: uuidv7({ field: "at" }),
      ulid: ulid({ field: "at" }),
      at: timestampSeries({ start: "2024-02-28T23:59:59.999Z", step: { milliseconds: 1 } }),
      other: uuidv7({ from: "1970-01-01", to: "1970-01-01T00:00:00.001Z" }),
      late: z.array(ulid({ from: "9999-12-31", to: "9999-12-31" })).length(2),
    });
    const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const found = { ids: [] as string[], ulids: [] as string[], digits: new Set<string>() };
    for await (const record of records(table)) {
      const {
        id,
        ulid: sorted,
        at,
        other,
        late,
      } = record as Record<"id" | "ulid" | "at" | "other", string> & {
        late: string[];
      };
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse(at));
      expect(other.slice(0, 13)).toMatch(/^00000000-000[01]$/);
      expect(Array.from(sorted.slice(0, 10)).reduce((sum, digit) => sum * 32 + crockford.indexOf(digit), 0)).toBe(
        Date.parse(at),
      );
      expect(late.map((one) => one.slice(0, 10))).toEqual([late[0].slice(0, 10), late[0].slice(0, 10)]);
      expect(late[0]).not.toBe(late[1]);
      found.ids.push(id);
      found.ulids.push(sorted);
      for (const digit of sorted.slice(10)) found.digits.add(digit);
    }
    expect(inOrder(found.ids)).toEqual(found.ids);
    expect(inOrder(found.ulids)).toEqual(found.ulids);
    expect(inOrder([...found.digits]).join("")).toBe(crockford);
  });

  test("weighted subsets take each next value by its weight among those left", async () => {
    const values = (await valuesOf(subset({ a: 6, b: 3, c: 1, never: 0 }, { min: 2, max: 2 }), 8000)) as string[][];
    const seen = (text: string) => values.filter((value) => value.join("") === text).length / values.length;
    for (const [first, second, right] of [
      ["a", "b", (0.6 * 3) / 4],
      ["a", "c", (0.6 * 1) / 4],
      ["b", "a", (0.3 * 6) / 7],
      ["b", "c", (0.3 * 1) / 7],
      ["c", "a", (0.1 * 6) / 9],
      ["c", "b", (0.1 * 3) / 9],
    ] as const)
      expect(Math.abs(seen(first + second) - right)).toBeLessThan(0.02);
    expect(new Set(values.flat())).toEqual(new Set(["a", "b", "c"]));
    const whole = await valuesOf(
      subset(
        [
          [1, 1],
          ["x", 1e9],
          [null, 1e-9],
        ],
        { min: 3, max: 3 },
      ),
      100,
    );
    for (const value of whole) expect(new Set(value as unknown[])).toEqual(new Set([1, "x", null]));
  });

  test("subsets are distinct and every one is possible", async () => {
    const values = (await valuesOf(subset(["a", "b", "c"], { min: 2, max: 2 }), 500)) as string[][];
    expect(new Set(values.map((value) => value.join(""))).size).toBe(6);
  });

  test("plus, when, sameAs and templates follow the other field, picked or not", async () => {
    const table = tableOf({
      kind: weighted({ film: 1, series: 1 }),
      start: nullable(integer(1900, 2020), 0.2),
      end: when("kind", { series: plus("start", { min: 1, max: 9, limit: 2024 }) }, null),
      title: fake("company.catchPhrase"),
      original: sameAs("title", { except: 0.1 }),
      line: template("{{title}} ({{start}})"),
      tags: z.array(template("{{kind}}-{{word.noun}}")).length(2),
    });
    let same = 0;
    const alone: unknown[] = [];
    for await (const record of records(table, { rows: 500 })) {
      const { kind, start, end, title, original, line, tags } = record as Record<string, never>;
      alone.push(end);
      if (kind === "film" || start === null) expect(end).toBeNull();
      else expect(end - start >= 1 && end - start <= 9 && end <= 2024).toBe(true);
      if (title === original) same++;
      expect(line).toBe(`${String(title)} (${start === null ? "null" : String(start)})`);
      for (const tag of tags as string[]) expect(tag.startsWith(`${String(kind)}-`)).toBe(true);
    }
    expect(same / 500).toBeCloseTo(0.9, 1);
    const sink = memorySink();
    await generate({ table, to: sink, rows: 500, pick: ["end"] });
    expect(
      sink
        .text()
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { end: unknown }).end),
    ).toEqual(alone);
  });

  test("faker methods that are compiled give what faker gives", async () => {
    const names = (await valuesOf(fake("person.fullName"), 3000)) as string[];
    expect(share(names, (name: string) => /^(Mr|Mrs|Ms|Miss|Dr)\.? /.test(name))).toBeCloseTo(1 / 8, 1);
    expect(share(names, (name: string) => / (Jr\.|Sr\.|I|II|III|IV|V|MD|DDS|PhD|DVM)$/.test(name))).toBeCloseTo(
      1 / 8,
      1,
    );
    expect(new Set(names).size).toBeGreaterThan(2900);
  });
});

describe("children and references", () => {
  const plugin = definePlugin({
    name: "shop",
    dataVersion: 1,
    tables: [
      defineTable("customer", z.object({ id: key("c"), kind: weighted({ person: 3, firm: 1 }, { exact: true }) }), {
        rows: (scale) => 5000 * scale,
      }),
      defineTable(
        "order",
        z.object({
          customer: parent("id"),
          nr: ordinal(),
          first: chosen(),
          gift: list(reference("customer", "id"), { min: 3, max: 3, distinct: true }),
        }),
        { per: { table: "customer", count: [0, 4] } },
      ),
      defineTable("invoice", z.object({ customer: parent("id"), kind: parent("kind"), nr: ordinal() }), {
        per: { table: "customer", count: { 1: 2, 3: 1 }, where: { field: "kind", values: ["firm"] } },
      }),
      defineTable(
        "line",
        z.object({
          order: parent("nr", z.int()),
          nr: ordinal(),
          payer: reference("customer", "id", { distribution: zipf(0.9), where: { field: "kind", values: ["firm"] } }),
        }),
        {
          per: { table: "order", count: 2 },
        },
      ),
    ],
  });

  test.each([0, 0.01, 0.1, 0.2, 0.5, 1, 1.3])("at scale %d, children add up", async (scale) => {
    const kinds = new Map<string, string>();
    for await (const { id, kind } of records(plugin.tables.customer, { scale })) kinds.set(id, kind);
    const seen = new Map<string, number>();
    const chosenOnes = new Map<string, number>();
    let rows = 0;
    let last = "";
    if (scale > 0) {
      for await (const order of records(plugin.tables.order, { scale })) {
        rows++;
        expect(kinds.has(order.customer)).toBe(true);
        expect(order.customer >= last).toBe(true);
        last = order.customer;
        seen.set(order.customer, (seen.get(order.customer) ?? 0) + 1);
        expect(order.nr).toBe(seen.get(order.customer));
        if (order.first) chosenOnes.set(order.customer, (chosenOnes.get(order.customer) ?? 0) + 1);
        expect(new Set(order.gift).size).toBe(3);
      }
    }
    expect(rows).toBe(tableRows(plugin.tables.order, scale));
    expect(rows / 5000 / (scale || 1)).toBeCloseTo(scale === 0 ? 0 : 2, 0);
    expect(chosenOnes.size).toBe(seen.size);
    expect([...chosenOnes.values()].every((count) => count === 1)).toBe(true);

    const invoices = new Map<string, number>();
    for await (const invoice of records(plugin.tables.invoice, { scale })) {
      expect([invoice.kind, kinds.get(invoice.customer)]).toEqual(["firm", "firm"]);
      invoices.set(invoice.customer, (invoices.get(invoice.customer) ?? 0) + 1);
    }
    const firms = [...kinds.values()].filter((kind) => kind === "firm").length;
    expect(invoices.size).toBe(firms);
  });

  test("children of children, and references to some records only", async () => {
    const firms = new Set<string>();
    for await (const { id, kind } of records(plugin.tables.customer)) if (kind === "firm") firms.add(id);
    const counts = new Map<string, number>();
    for await (const { payer } of records(plugin.tables.line, { rows: 3000 })) {
      expect(firms.has(payer)).toBe(true);
      counts.set(payer, (counts.get(payer) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeGreaterThan(30);
    expect(tableRows(plugin.tables.line)).toBe(2 * tableRows(plugin.tables.order));
  });

  test("a reference into a table that is empty at this scale is refused", async () => {
    await expect(records(plugin.tables.line, { scale: 0, rows: 1 }).next()).rejects.toThrow("at scale 0 there are 0");
  });
});
