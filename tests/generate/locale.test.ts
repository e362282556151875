/** Other languages: the same records in other words. */
import { format, formatNames } from "@backlot/formats";
import { compilePlan, explain, generate, kernelFor, kernelNames, records } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";
import { memorySink } from "@backlot/runtime";
import { definePlugin, defineTable, fake, fakerMethods } from "@backlot/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { goldens } from "./golden.ts";
import people from "./people.ts";

const { person } = people.tables;

async function text(locale?: string): Promise<string> {
  const sink = memorySink();
  await generate({ table: person, to: sink, rows: 200, locale });
  return sink.text();
}

const golden = goldens("people");
for (const locale of ["en", "de", "fr", "ja", "zh_CN", "pt_BR", "ar"]) {
  for (const name of ["ndjson", "csv"] as const) {
    golden(`people 1 person ${name} in ${locale}, seed 42, 500 rows`, {
      table: person,
      format: name,
      seed: 42,
      rows: 500,
      locale,
    });
  }
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly born: string;
  readonly address: { readonly city: string };
}

async function persons(locale?: string): Promise<Person[]> {
  return (await text(locale))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Person);
}

test.each([
  ["de", /[äöüß]/],
  ["fr", /[éèç]/],
  ["ja", /\p{Script=Han}|\p{Script=Hiragana}/u],
  ["zh_CN", /\p{Script=Han}/u],
  ["pt_BR", /[ãçé]/],
  ["ar", /\p{Script=Arabic}/u],
])("%s: words of the language, in UTF-8, from all kernels, in all formats", async (locale, script) => {
  for (const name of formatNames) {
    const dialect = name === "csv" ? person.options.dialects?.csv : undefined;
    const plan = await compilePlan(person, { seed: "5", scale: 1, locale, format: format(name, dialect) });
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const [first, ...others] = kernelNames.map((kernel) =>
      decoder.decode(kernelFor(plan, kernel).make(200_000, 3, 100).bytes),
    );
    expect(first).toMatch(script);
    for (const other of others) expect(other).toBe(first);
  }
});

test("ids, numbers and dates are those of every language", async () => {
  const [english, german] = [await persons(), await persons("de")];
  for (const [i, { id, age, born }] of english.entries()) expect(german[i]).toMatchObject({ id, age, born });
  expect(english.filter(({ name }, i) => name === german[i].name).length).toBeLessThan(5);
  expect(await text("en")).toBe(await text());
});

test("names stand in the order of the language, and first names go with prefixes", async () => {
  const [japanese, chinese, german] = [await persons("ja"), await persons("zh_CN"), await persons("de")];
  expect(japanese.every(({ name }) => /^\S+ \S+$/.test(name))).toBe(true);
  expect(chinese.every(({ name }) => /^\p{Script=Han}+$/u.test(name))).toBe(true);
  expect(german.some(({ name }) => name.startsWith("Frau "))).toBe(true);
});

test("a plugin may say its locale, and an option another", async () => {
  const table = defineTable("t", z.object({ city: fake("location.city") }));
  const plugin = definePlugin({ name: "places", dataVersion: 1, locale: "ja", tables: [table] });
  const cities = async (locale?: string): Promise<string> => {
    const all: string[] = [];
    for await (const { city } of records(plugin.tables.t, { rows: 20, locale })) all.push(city);
    return all.join();
  };
  expect(await cities()).toMatch(/\p{Script=Han}/u);
  expect(await cities("de")).not.toMatch(/\p{Script=Han}/u);
});

test("computed fields have a faker of the locale", async () => {
  const { compute } = await import("@backlot/schema");
  const city = compute(z.string(), (_, random) => (random as { location: { city(): string } }).location.city());
  const table = definePlugin({ name: "code", dataVersion: 1, tables: [defineTable("t", z.object({ city }))] }).tables.t;
  for await (const record of records(table, { rows: 3, locale: "ja" })) expect(record.city).toMatch(/\p{Script=Han}/u);
});

describe("what is refused", () => {
  test("a locale that faker has not, with a suggestion", async () => {
    await expect(text("zh-CN")).rejects.toMatchObject({ name: "InputError", hint: "Did you mean zh_CN?" });
    await expect(text("base")).rejects.toThrow('Cannot use the locale "base"');
    await expect(text("")).rejects.toMatchObject({ name: "InputError" });
  });

  test("a method that the locale has no words for", async () => {
    const table = defineTable("t", z.object({ prefix: fake("person.prefix") }));
    const plugin = definePlugin({ name: "prefixes", dataVersion: 1, tables: [table] });
    const made = explain(plugin.tables.t, { locale: "zh_CN" });
    await expect(made).rejects.toThrow(/t \/ prefix: faker's person.prefix: .* aren't applicable to this locale\.$/);
  });
});

test("most methods are compiled in other languages, too", async () => {
  const methods = fakerMethods.filter((method) => /^(?:person|location|company|phone)\./.test(method));
  const shape = Object.fromEntries(methods.map((method) => [method.replace(".", "_"), fake(method)]));
  const plugin = definePlugin({ name: "all", dataVersion: 1, tables: [defineTable("t", z.object(shape))] });
  const { fields } = await explain(plugin.tables.t, { locale: "de" });
  expect(fields.filter(({ lane }) => lane !== "compiled").map(({ path }) => path)).toEqual(["phone_imei"]);
});

test("the first plugin in another language is the same but for words", async () => {
  const [english, french] = await Promise.all(
    ["en", "fr"].map(async (locale) => {
      const all: Record<string, unknown>[] = [];
      for await (const record of records(imdb.tables["title.basics"], { rows: 50, locale })) all.push(record);
      return all;
    }),
  );
  for (const [i, { primaryTitle, originalTitle, ...rest }] of english.entries()) {
    expect(french[i]).toMatchObject(rest);
    expect([primaryTitle, originalTitle]).not.toEqual([french[i]["primaryTitle"], undefined]);
  }
});
