/** Transforms: what is made of texts, against plain JavaScript, in every format and by every kernel. */
import { cell, csv, formatNames, tsv, type Dialect } from "@backlot/formats";
import { memorySink } from "@backlot/runtime";
import {
  definePlugin,
  defineTable,
  email,
  fake,
  list,
  lower,
  nullable,
  slug,
  template,
  title,
  upper,
  username,
  weighted,
  type Table,
  type Transform,
} from "@backlot/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { generate, kernelNames, records } from "./index.ts";
import { transformed } from "./transform.ts";

/** Texts whose cases JavaScript finds letter by letter too: without a final sigma, and without ß and the like. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from("aZzé ÉñŁłøßœÿŸþĄąẽỆ'’-–_.,;:!\"\\\t\n\u0001/0 9αβΔжЖЩ日本語、。🎬\u0301½²")),
      fc.constantFrom("the ", "O'Neil", "naïve ", "Straße", " – ", "can't", "ÆON ", '"', "\\n", "\t"),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** Unlike toUpperCase, letters stay one. */
const capital = (letter: string): string => (letter.toUpperCase().length === 1 ? letter.toUpperCase() : letter);

/** What plain JavaScript makes of a text. */
const plain: Readonly<Record<Transform, (text: string) => string>> = {
  lower: (words) => words.toLowerCase(),
  upper: (words) => words.replaceAll(/./gsu, capital),
  title: (words) => words.replaceAll(/(?<![\p{L}\p{N}]\p{M}*['’\p{M}]*)[\p{L}\p{N}]/gu, capital),
  slug: (words) =>
    words
      .toLowerCase()
      .replaceAll(/['’]/g, "")
      .replaceAll(/[ßœøłþæ½]/g, (c) => ({ ß: "ss", œ: "oe", ø: "o", ł: "l", þ: "th", æ: "ae", "½": "½" })[c]!)
      .replaceAll(/[^½]/gu, (c) => c.normalize("NFKD"))
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, ""),
};

describe.each(Object.keys(plain) as Transform[])("%s", (name) => {
  test("is what plain JavaScript makes of the text", () => {
    fc.assert(
      fc.property(text, (words) => {
        expect(transformed(words, [name])).toBe(plain[name](words));
      }),
      { numRuns: 500 },
    );
  });
});

function tableOf(shape: z.ZodRawShape, rows = 200): Table {
  const table = defineTable("t", z.object(shape), { rows: () => rows });
  return definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t;
}

const quoted: Dialect = { ...csv, delimiter: ";", quote: "'", null: "na", list: "|" };

async function cells(table: Table, format: "csv" | "tsv", dialect: Dialect): Promise<string> {
  const sink = memorySink();
  const spelled = { ...table, options: { ...table.options, dialects: { [format]: dialect } } };
  await generate({ table: spelled, to: sink, format });
  return new TextDecoder().decode(sink.bytes());
}

test("texts are transformed before they are escaped", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(text, { minLength: 2, maxLength: 6 }),
      fc.constantFrom<Dialect>(csv, tsv, quoted),
      async (words, dialect) => {
        const table = tableOf(
          {
            base: z.enum(words),
            // Not known before: `lower` and the others of a template are made at run time.
            whole: template("{{base}}"),
            lower: lower("whole"),
            upper: upper("whole"),
            title: title("whole"),
            slug: slug("whole"),
            known: upper("base"),
            twice: template("<{{base | upper}} {{whole | lower | title}}>"),
            nested: z.object({ list: z.array(slug("whole")).length(1) }),
          },
          20,
        );
        const made: Record<string, unknown>[] = [];
        for await (const record of records(table, { rows: 20 })) made.push(record);
        for (const { base, whole, twice, known, nested, ...rest } of made as Record<string, string>[]) {
          expect(whole).toBe(base);
          expect(rest).toEqual(
            Object.fromEntries(Object.keys(plain).map((name) => [name, plain[name as Transform](base)])),
          );
          expect(known).toBe(plain.upper(base));
          expect(twice).toBe(`<${plain.upper(base)} ${plain.title(plain.lower(base))}>`);
          expect(nested).toEqual({ list: [plain.slug(base)] });
        }
        const format = dialect.quote === null ? "tsv" : "csv";
        const [, ...lines] = (await cells(table, format, dialect)).split(/(?<=\n)/);
        const expected = made.map(
          (record) =>
            `${Object.values(record)
              .map((value) => cell(typeof value === "string" ? value : JSON.stringify(value), dialect))
              .join(dialect.delimiter)}\n`,
        );
        expect(lines.join("")).toBe(expected.join(""));
      },
    ),
    { numRuns: Number(process.env["BACKLOT_RUNS"] ?? 25) },
  );
});

test("every kernel makes the same of it, in every format", async () => {
  const table = tableOf({
    name: nullable(template('{{person.fullName}} {{word.noun}} "{{mark}}"'), 0.1),
    mark: weighted({ "É, ß\t": 3, "日本 🎬": 1, "\\": 1 }),
    lower: nullable(lower("name"), 0),
    list: list(title("mark"), { min: 0, max: 3 }),
    slug: nullable(slug("name"), 0.2),
    login: username({ of: "name" }),
    mail: email({ of: ["mark", "name"], unique: true }),
  });
  for (const format of formatNames) {
    const outputs = await Promise.all(
      kernelNames.map(async (kernel) => {
        const sink = memorySink();
        await generate({ table, to: sink, format, kernel });
        return new TextDecoder().decode(sink.bytes());
      }),
    );
    for (const output of outputs) expect(output).toBe(outputs[0]);
  }
});

/** What faker writes for letters that it has no others for. */
const number = (letters: string): string =>
  Array.from(letters, (letter) => letter.codePointAt(0)!.toString(36)).join("");

describe("user names", () => {
  test.each([
    ["Ada King", ["ada.king", "ada_king", "adaking", "aking"]],
    ["Dr. Émilie Brontë-Smith III", ["emilie.brontesmith", "emilie_brontesmith", "emiliebrontesmith", "ebrontesmith"]],
    ["Miss Shaun O'Neil PhD", ["shaun.oneil", "shaun_oneil", "shaunoneil", "soneil"]],
    ["Cher", ["cher", "cher", "cher", "cher"]],
    ["Юлия Щукина", ["iuliia.schukina", "iuliia_schukina", "iuliiaschukina", "iuschukina"]],
    ["Γιώργος Ψωμάς", ["giorgos.psomas", "giorgos_psomas", "giorgospsomas", "gpsomas"]],
    [
      "山田 太郎",
      [
        `${number("山田")}.${number("太郎")}`,
        `${number("山田")}_${number("太郎")}`,
        number("山田太郎"),
        number("山太郎"),
      ],
    ],
    ["Mary Ann\u001fvan der Berg", ["maryann.vanderberg", "maryann_vanderberg", "maryannvanderberg", "mvanderberg"]],
    ["\u001fBerg", ["berg", "berg", "berg", "berg"]],
    ["MD", ["md", "md", "md", "md"]],
    ["", ["user", "user", "user", "user"]],
    ["!!", ["user", "user", "user", "user"]],
  ])("of %j", (name, expected) => {
    const styles = ["first.last", "first_last", "firstlast", "flast"] as const;
    expect(styles.map((style) => transformed(name, [style]))).toEqual(expected);
  });

  test("go with the name, and with a number are unique", async () => {
    const table = tableOf({
      first: z.enum(["Zoë", "Ann-Marie"]),
      last: z.enum(["Müller", "King"]),
      login: username({ of: ["first", "last"], unique: true }),
      mail: email({ of: ["first", "last"], hosts: ["example.com", "example.org"] }),
      other: username({ of: "last" }),
    });
    const logins = new Set<unknown>();
    const shapes = new Set<string>();
    for await (const { first, last, login, mail, other } of records(table) as AsyncIterable<Record<string, string>>) {
      const [given, family] = [first === "Zoë" ? "zoe" : "annmarie", last === "King" ? "king" : "muller"];
      expect(mail).toMatch(new RegExp(`^(${given}[._]?|${given[0]})${family}([1-9]\\d?)?@example\\.(com|org)$`));
      expect(z.email().parse(mail)).toBe(mail);
      expect(other).toMatch(new RegExp(`^${family}([1-9]\\d?)?$`));
      logins.add(login);
      shapes.add(mail.replaceAll(given, "F").replaceAll(family, "L").replaceAll(/\d+/g, "9"));
    }
    expect(logins.size).toBe(200);
    // Three ways with the first name, and its initial, with and without a number, at two hosts.
    expect(shapes.size).toBe((3 + 2) * 2 * 2);
  });
});

describe("titles of other languages are no names", () => {
  const people = tableOf({
    name: fake("person.fullName"),
    login: username({ of: "name" }),
    mail: email({ of: "name", hosts: ["example.com"] }),
    prefix: template("{{person.prefix}} Ida Ö"),
    short: username({ of: "prefix" }),
  });

  test.each(["de", "fr", "tr", "pl", "el", "ar", "eo", "he", "ro", "it", "en"])("%s", async (locale) => {
    for await (const { prefix, short } of records(people, { locale }) as AsyncIterable<Record<string, string>>)
      expect(short, `of ${prefix}`).toMatch(/^(ida[._]?|i)o\d*$/);
  });

  test.each([
    ["de", /^(Frau|Herr) /, /^(frau|herr)[._]/],
    ["fr", /^(Mlle|Mme|Dr|Prof) /, /^(mlle|mme|dr|prof)[._]/],
    ["el", /^(Κυρία|Κύριος) /, /^kyri(a|os)[._]/],
  ])("in full names of %s, by every kernel", async (locale, titles, taken) => {
    const outputs: string[] = [];
    for (const kernel of kernelNames) {
      const sink = memorySink();
      await generate({ table: people, to: sink, locale, kernel });
      outputs.push(sink.text());
    }
    for (const output of outputs) expect(output).toBe(outputs[0]);
    let titled = 0;
    for await (const { name, login, mail } of records(people, { locale }) as AsyncIterable<Record<string, string>>) {
      if (titles.test(name)) titled++;
      expect([name, login]).not.toEqual([name, expect.stringMatching(taken)]);
      expect([name, mail]).not.toEqual([name, expect.stringMatching(taken)]);
    }
    expect(titled).toBeGreaterThan(5);
  });
});
