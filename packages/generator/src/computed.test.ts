/** Computed fields: their values are addressable as all others, and code that fails is told with record and field. */
import { compute, definePlugin, defineTable, integer, key, type Table } from "@backlot/schema";
import { memorySink } from "@backlot/runtime";
import { expect, test } from "vitest";
import * as z from "zod";
import { generate } from "./index.ts";

const bad = (code: () => unknown) =>
  generate({ table: tableOf({ a: compute(z.string(), code as () => string) }), to: memorySink(), rows: 3 });

const nested = z.object({ x: z.array(z.object({ n: z.number() })) });

const oops = (): never => {
  throw new Error("oops");
};

const oopsWithoutText = (): never => {
  // oxlint-disable-next-line typescript/only-throw-error -- code of others throws what it likes
  throw Object.create(null);
};

function tableOf(shape: z.ZodRawShape, rows = 1000): Table {
  const table = defineTable("t", z.object(shape), { rows: () => rows });
  return definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t;
}

test("computed values depend on field and record alone", async () => {
  const type = compute(
    z.string(),
    (record, faker) => `${String(record["id"])} ${(faker as { word: { noun(): string } }).word.noun()}`,
  );
  const table = tableOf({ id: key("k"), value: type });
  const text = async (options: object): Promise<string[]> => {
    const sink = memorySink();
    await generate({ table, to: sink, pick: ["value"], ...options });
    return sink.text().trimEnd().split("\n");
  };
  const whole = await text({ rows: 50 });
  expect(await text({ first: 20, rows: 5 })).toEqual(whole.slice(20, 25));
  expect(whole[2]).toMatch(/k0000003 \w+/);
});

test.each(["ndjson", "json", "csv", "tsv"] as const)("computed values stand in their place, as %s", async (format) => {
  const label = compute(z.string(), (record) => `of ${String(record["id"])}`);
  const table = tableOf({ id: key("k"), label, yes: z.literal(true) });
  const sink = memorySink();
  await generate({ table, to: sink, rows: 2, format });
  expect(sink.text()).toBe(
    {
      ndjson:
        '{"id":"k0000001","label":"of k0000001","yes":true}\n{"id":"k0000002","label":"of k0000002","yes":true}\n',
      json: '[\n{"id":"k0000001","label":"of k0000001","yes":true},\n{"id":"k0000002","label":"of k0000002","yes":true}\n]\n',
      csv: "id,label,yes\nk0000001,of k0000001,true\nk0000002,of k0000002,true\n",
      tsv: "id\tlabel\tyes\nk0000001\tof k0000001\ttrue\nk0000002\tof k0000002\ttrue\n",
    }[format],
  );
});

test("code that throws, or gives another type, fails with record and field", async () => {
  await expect(bad(() => JSON.parse("{"))).rejects.toMatchObject({ name: "InputError", record: 1, field: "a" });
  await expect(bad(() => 5)).rejects.toThrow("Cannot compute test/t / a of record 1: it gave 5");
  await expect(bad(() => process.exit(0))).rejects.toThrow("record 1: its code threw it must not call process.exit");
  await expect(bad(() => "x".repeat(1 << 20))).rejects.toThrow("record 1: it gave 1048578 bytes");
  await expect(bad(() => Symbol("x"))).rejects.toThrow("record 1: it gave symbol: Invalid input");
  await expect(bad(() => Object("x"))).rejects.toThrow("record 1: it gave");
  await expect(bad(oops)).rejects.toThrow("record 1: its code threw oops");
  await expect(bad(oopsWithoutText)).rejects.toThrow("record 1: its code threw something without a text");
});

test.each<[string, z.ZodType, () => unknown, string]>([
  ["a promise", z.any(), async () => "x", "it gave a promise"],
  ["a promise that fails", z.any(), () => Promise.reject(new Error("later")), "it gave a promise"],
  [
    "a promise, and loops where it waits",
    z.any(),
    async () => {
      for (;;) await Promise.resolve();
    },
    "it gave a promise",
  ],
  ["a part of another type", nested, () => ({ x: [{ n: 1 }, { n: "1" }] }), "x[1].n: Invalid input: expected number"],
  ["a date, which is text in JSON", z.object({ at: z.date() }), () => ({ at: new Date(0) }), "at: Invalid input"],
  [
    "a map, which is empty in JSON",
    z.map(z.string(), z.int()),
    () => new Map([["a", 1]]),
    "it gave what is {} in JSON",
  ],
  ["a gap, which is null in JSON", z.array(z.int().optional()), () => [1, undefined], "[1]: Invalid input"],
  ["no number", z.number(), () => Number.NaN, "it gave NaN: Invalid input"],
  ["no number, whatever the type", z.any(), () => Number.NaN, "it gave NaN, which JSON has no text for"],
  ["a symbol", z.any(), () => Symbol("x"), "it gave symbol, which JSON has no text for"],
  ["a getter that throws", z.object({ x: z.any() }), () => Object.defineProperty({}, "x", { get: oops }), "oops"],
  [
    "a getter that throws later",
    z.any(),
    () => ({
      get x() {
        return oops();
      },
    }),
    "JSON has no text for",
  ],
])("code that gives %s fails", async (_, type, code, message) => {
  const made = generate({ table: tableOf({ a: compute(type, code) }), to: memorySink(), rows: 3 });
  await expect(made).rejects.toMatchObject({
    name: "InputError",
    record: 1,
    field: "a",
    message: expect.stringContaining(message) as string,
  });
});

test.each<[string, () => unknown]>([
  [
    "goes on for ever",
    () => {
      for (;;);
    },
  ],
  ["backtracks for ever", () => /^(a+)+$/.test(`${"a".repeat(64)}b`)],
  [
    "catches all",
    () => {
      for (;;)
        try {
          for (;;);
        } catch {
          /* again */
        }
    },
  ],
])("code that %s is ended, with record and field", async (_, code) => {
  const type = compute(z.string(), ({ id }) => (id === "k0000003" ? String(code()) : "fine"));
  const table = tableOf({ id: key("k"), quick: compute(z.string(), () => ""), a: type });
  const to = memorySink();
  await expect(generate({ table, to, rows: 9, computeSeconds: 1 })).rejects.toMatchObject({
    name: "InputError",
    record: 3,
    field: "a",
    message: "Cannot compute test/t / a of record 3: its code did not end within 1 s",
  });
  await expect(generate({ table, to: memorySink(), computeSeconds: 0 })).rejects.toThrow("Cannot use 0 as the seconds");
});

test("no code changes the record that other code sees", async () => {
  const seen = z.array(z.object({ n: integer(1, 9) })).length(1);
  const a = compute(z.number(), (record) => ((record["seen"] as { n: number }[])[0].n = 100));
  await expect(generate({ table: tableOf({ seen, a }), to: memorySink(), rows: 1 })).rejects.toThrow("read only");
});

test.each(["ndjson", "csv"] as const)(
  "what JSON cannot spell fails, and a bigint is a number, as %s",
  async (format) => {
    const missing = tableOf({ a: compute(z.string().optional(), () => undefined) });
    await expect(generate({ table: missing, to: memorySink(), rows: 3, format })).rejects.toMatchObject({
      name: "InputError",
      message: expect.stringContaining("it gave undefined") as string,
    });
    const sink = memorySink();
    await generate({ table: tableOf({ a: compute(z.bigint(), () => 2n ** 64n) }), to: sink, rows: 1, format });
    expect(sink.text()).toContain("18446744073709551616");
  },
);
