/** Every public method of the pinned faker is a field, or says what to write instead. */
import { Faker, base, en } from "@faker-js/faker";
import { format, formatNames, type FormatName } from "@backlot/formats";
import {
  definePlugin,
  defineTable,
  fake,
  fakerMethods,
  needOptions,
  notFields,
  type FakerMethod,
} from "@backlot/schema";
import { memorySink } from "@backlot/runtime";
import { describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { compilePlan } from "./compile/compile.ts";
import { explain } from "./explain.ts";
import { fieldWith } from "./faker/fields.ts";
import { phraseWith } from "./faker/phrases.ts";
import { generate } from "./generate.ts";
import { kernelFor, kernelNames, type KernelName } from "./kernels.ts";
import type { Plan } from "./plan.ts";
import { records } from "./records.ts";

const faker = new Faker({ locale: [en, base] }) as unknown as Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>;

/** All methods of all modules; deprecated ones print a warning when they are called. */
function publicMethods(): string[] {
  const found = new Set<string>();
  const warnings: unknown[] = [];
  const { warn } = console;
  console.warn = (message: unknown) => warnings.push(message);
  const modules = Object.keys(faker).filter((name) => !["fakerCore", "definitions", "rawDefinitions"].includes(name));
  for (const module of modules.filter((name) => !name.startsWith("_"))) {
    for (
      let of: unknown = faker[module];
      of !== null && typeof of === "object" && of !== Object.prototype;
      of = Object.getPrototypeOf(of)
    ) {
      for (const name of Object.getOwnPropertyNames(of)) {
        const method = faker[module][name];
        if (name === "constructor" || typeof method !== "function") continue;
        warnings.length = 0;
        try {
          (method as () => unknown)();
        } catch {
          // It needs arguments.
        }
        if (warnings.length === 0) found.add(`${module}.${name}`);
      }
    }
  }
  console.warn = warn;
  return [...found].toSorted();
}

test("all methods are known: as fields, or with what to write instead", () => {
  expect([...fakerMethods, ...Object.keys(notFields)].toSorted()).toEqual(publicMethods());
});

const options: Readonly<Partial<Record<FakerMethod, unknown>>> = {
  "date.between": { from: "2020-01-01", to: "2020-12-31" },
  "date.betweens": { from: "2020-01-01", to: "2020-12-31" },
  "string.fromCharacters": "abc",
};

const typeOf = (method: FakerMethod): z.ZodType =>
  needOptions.includes(method) ? fake(method, options[method]) : fake(method);
const name = (method: string): string => method.replace(".", "_");

const everything = definePlugin({
  name: "everything",
  dataVersion: 1,
  tables: [
    defineTable("each", z.object(Object.fromEntries(fakerMethods.map((method) => [name(method), typeOf(method)]))), {
      rows: 1000,
      dialects: { csv: { list: ";" } },
    }),
  ],
}).tables.each;

/** One plan for each format: pools take their time. */
const plans = new Map<FormatName, Promise<Plan>>();
function planIn(formatName: FormatName): Promise<Plan> {
  const dialect = formatName === "csv" || formatName === "tsv" ? everything.options.dialects?.[formatName] : undefined;
  const known = plans.get(formatName);
  const plan = known ?? compilePlan(everything, { seed: "5", scale: 1, format: format(formatName, dialect) });
  plans.set(formatName, plan);
  return plan;
}

function textOf(plan: Plan, kernel: KernelName, rows: number): string {
  const { bytes } = kernelFor(plan, kernel).make(plan.recordBytes * rows, 7, rows);
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

test("every method gives values of its type", async () => {
  const seen = new Map(fakerMethods.map((method) => [method, new Set<string>()]));
  for (const line of textOf(await planIn("ndjson"), "compiled", 200)
    .trimEnd()
    .split("\n")) {
    const record = JSON.parse(line) as Record<string, unknown>;
    for (const method of fakerMethods) {
      const value = record[name(method)];
      const checked = typeOf(method).safeParse(value);
      expect([method, value, checked.error?.issues]).toEqual([method, value, undefined]);
      seen.get(method)!.add(JSON.stringify(value));
    }
  }
  for (const [method, values] of seen) expect([method, values.size > 1]).toEqual([method, true]);
});

test.each(formatNames)("every kernel makes the same of every method, as %s", async (formatName) => {
  const plan = await planIn(formatName);
  const [first, ...others] = kernelNames.map((kernel) => textOf(plan, kernel, 10));
  for (const other of others) expect(other).toBe(first);
});

test("cells hold what JSON holds", async () => {
  const cells = await written(
    "tsv",
    ["airline_airport", "color_cmyk", "number_int", "datatype_boolean", "date_past"],
    20,
  );
  const [, first] = cells.split("\n");
  const [airport, cmyk, int, yes, past] = first.split("\t");
  expect(Object.keys(JSON.parse(airport) as object)).toEqual(["name", "iataCode"]);
  expect(JSON.parse(cmyk)).toHaveLength(4);
  expect(Number.isSafeInteger(Number(int))).toBe(true);
  expect(["true", "false"]).toContain(yes);
  expect(past).toMatch(/^2024-\d\d-\d\dT[\d:.]+Z$/);
});

async function written(formatName: "csv" | "tsv" | "ndjson", pick: string[], rows: number): Promise<string> {
  const sink = memorySink();
  await generate({ table: everything, to: sink, format: formatName, pick, rows });
  return sink.text();
}

test("explain says which methods are pooled, and why", async () => {
  const { fields } = await planIn("ndjson");
  const pooled = fields.filter(({ lane }) => lane === "pooled").map(({ path, why }) => `${path}: ${why}`);
  expect(fields.every(({ lane, why }) => (lane === "pooled") === (why !== undefined))).toBe(true);
  expect(pooled).toMatchInlineSnapshot(`
    [
      "commerce_isbn: commerce.isbn has check digits over the others",
      "commerce_price: commerce.price prefers some last digits",
      "commerce_productDescription: commerce.productDescription is put together by faker's own code",
      "commerce_upc: commerce.upc has check digits over the others",
      "date_betweens: date.betweens sorts its dates",
      "finance_bic: finance.bic is put together by faker's own code",
      "finance_creditCardNumber: finance.creditCardNumber has check digits over the others",
      "finance_iban: finance.iban has check digits over the others",
      "finance_routingNumber: finance.routingNumber has check digits over the others",
      "food_dish: food.dish is put together by faker's own code",
      "git_commitDate: git.commitDate is put together by faker's own code",
      "git_commitEntry: git.commitEntry is put together by faker's own code",
      "image_dataUri: image.dataUri is put together by faker's own code",
      "image_urlPicsumPhotos: image.urlPicsumPhotos is put together by faker's own code",
      "internet_jwt: internet.jwt is put together by faker's own code",
      "internet_userAgent: internet.userAgent is put together by faker's own code",
      "phone_imei: phone.imei has check digits over the others",
      "system_commonFileExt: system.commonFileExt is put together by faker's own code",
      "system_commonFileName: system.commonFileName is put together by faker's own code",
      "system_commonFileType: system.commonFileType is put together by faker's own code",
      "system_cron: system.cron is put together by faker's own code",
      "system_fileName: system.fileName is put together by faker's own code",
      "system_filePath: system.filePath is put together by faker's own code",
      "system_networkInterface: system.networkInterface is put together by faker's own code",
      "vehicle_vin: vehicle.vin has check digits over the others",
    ]
  `);
  const explained = await explain(everything, { pick: ["finance_pin", "phone_imei"] });
  expect(explained.fields.map(({ lane, why }) => [lane, why])).toEqual([
    ["compiled", undefined],
    ["pooled", "phone.imei has check digits over the others"],
  ]);
});

test("identifiers are random in every character, and hardly ever twice", async () => {
  const methods: FakerMethod[] = [
    "string.uuid",
    "string.ulid",
    "string.nanoid",
    "database.mongodbObjectId",
    "git.commitSha",
    "internet.mac",
    "internet.ipv4",
    "internet.ipv6",
    "finance.accountNumber",
    "finance.bitcoinAddress",
    "finance.ethereumAddress",
  ];
  const seen = new Map(methods.map((method) => [method, new Set<unknown>()]));
  const lines = await written("ndjson", methods.map(name), 5000);
  for (const line of lines.trimEnd().split("\n")) {
    const record = JSON.parse(line) as Record<string, unknown>;
    for (const method of methods) seen.get(method)!.add(record[name(method)]);
  }
  for (const [method, values] of seen) expect([method, values.size > 4990]).toEqual([method, true]);
});

async function valuesOf(type: z.ZodType): Promise<unknown[]> {
  const table = defineTable("t", z.object({ value: type }));
  const plugin = definePlugin({ name: "options", dataVersion: 1, tables: [table] });
  const values: unknown[] = [];
  for await (const record of records(plugin.tables.t, { rows: 300 })) values.push(record.value);
  return values;
}

function defined(type: z.ZodType): unknown {
  return definePlugin({ name: "x", dataVersion: 1, tables: [defineTable("t", z.object({ a: type }))] });
}

describe("options", () => {
  test.each<[FakerMethod, unknown, (value: never) => boolean]>([
    ["number.int", 6, (value: number) => value >= 0 && value <= 6],
    ["number.int", { min: -20, max: 20, multipleOf: 5 }, (value: number) => value % 5 === 0 && Math.abs(value) <= 20],
    ["number.float", { min: 1, max: 2, fractionDigits: 2 }, (value: number) => /^[12](\.\d\d?)?$/.test(String(value))],
    ["number.float", { max: 10, multipleOf: 0.25 }, (value: number) => value % 0.25 === 0],
    ["number.bigInt", { max: 10n ** 20n }, (value: number) => value >= 0 && value <= 1e20],
    ["number.hex", 255, (value: string) => parseInt(value, 16) <= 255],
    ["number.romanNumeral", { min: 4, max: 4 }, (value: string) => value === "IV"],
    ["datatype.boolean", 1, (value: boolean) => value],
    ["datatype.boolean", { probability: 0 }, (value: boolean) => !value],
    ["string.alpha", { length: { min: 2, max: 4 }, casing: "upper" }, (value: string) => /^[A-Z]{2,4}$/.test(value)],
    ["string.alphanumeric", { length: 5, exclude: "aeiou" }, (value: string) => /^[^aeiou]{5}$/.test(value)],
    ["string.numeric", { length: 12, allowLeadingZeros: false }, (value: string) => /^[1-9]\d{11}$/.test(value)],
    ["string.hexadecimal", { length: 4, prefix: "#" }, (value: string) => /^#[\da-fA-F]{4}$/.test(value)],
    ["string.fromCharacters", "xyz", (value: string) => /^[xyz]$/.test(value)],
    ["string.uuid", { version: 7 }, (value: string) => value.startsWith("01941f29-7c00-7")],
    ["string.ulid", { refDate: "2025-01-01" }, (value: string) => /^01JGFJJZ00[0-9A-Z]{16}$/.test(value)],
    ["internet.mac", "-", (value: string) => /^([\da-f]{2}-){5}[\da-f]{2}$/.test(value)],
    ["finance.amount", { min: 5, max: 10, dec: 1, symbol: "€" }, (value: string) => /^€([5-9]\.\d|10\.0)$/.test(value)],
    ["finance.creditCardNumber", { issuer: "63[7-9]#-####-####-###L" }, (value: string) => value.startsWith("63")],
    ["location.zipCode", "##-??", (value: string) => /^\d\d-[A-Z][A-Z]$/.test(value)],
    ["color.hsl", { format: "css" }, (value: string) => value.startsWith("hsl(")],
    ["date.birthdate", { min: 30, max: 30 }, (value: string) => /^199[345]-/.test(value)],
    ["date.birthdate", { mode: "year", min: 1960, max: 1960 }, (value: string) => value.startsWith("1960-")],
    [
      "date.future",
      { years: 2, refDate: "2030-06-01" },
      (value: string) => value >= "2030-06-01" && value < "2032-06-02",
    ],
    ["date.soon", { days: 3 }, (value: string) => value > "2025-01-01" && value <= "2025-01-04T00:00:00.000Z"],
  ])("%s with %o", async (method, given, holds) => {
    for (const value of await valuesOf(fake(method, given)))
      expect([value, holds(value as never)]).toEqual([value, true]);
  });

  test("what faker refuses is refused before the first byte", async () => {
    await expect(valuesOf(fake("number.int", { min: 5, max: 2 }))).rejects.toThrow(/faker's number.int: Max 2/);
    await expect(valuesOf(fake("string.fromCharacters", []))).rejects.toMatchObject({ name: "InputError" });
  });

  test("methods that need them say so, and so do those that are no fields", () => {
    expect(() => defined(fake("date.between"))).toThrow("expected options for date.between, found none");
    expect(() => defined(fake("helpers.shuffle" as FakerMethod))).toThrow("helpers.shuffle, which is no field");
    expect(() => defined(fake("helpers.slugify" as FakerMethod))).toThrow('slug("field")');
    expect(() => defined(fake("number.itn" as FakerMethod))).toThrow("did you mean number.int?");
  });
});

test("the types of values are known", () => {
  expectTypeOf(fake("number.int")).toEqualTypeOf<z.ZodInt>();
  expectTypeOf(fake("person.fullName")).toEqualTypeOf<z.ZodString>();
  expectTypeOf(fake("date.past")).toEqualTypeOf<z.ZodISODateTime>();
  expectTypeOf<z.output<ReturnType<typeof fake<"airline.airline">>>>().toEqualTypeOf<{
    name: string;
    iataCode: string;
  }>();
});

test("dates do not follow the clock", () => {
  expect(fieldWith("date.recent", undefined)).toEqual({
    kind: "timestamp",
    from: "2024-12-31T00:00:00.000Z",
    to: "2024-12-31T23:59:59.000Z",
  });
});

test("methods are not both a field and a phrase", () => {
  for (const method of fakerMethods)
    if (fieldWith(method, undefined) !== undefined) expect(phraseWith(method, undefined)).toBeUndefined();
});
