/**
 * Random plugins: every kind of field, nested and related in every way that a plugin may, under odd names and in
 * odd dialects. All of them are valid; some cannot be made in some dialect or at some scale, and are refused then.
 */

import {
  chance,
  chosen,
  compute,
  date,
  dateSeries,
  decimal,
  email,
  definePlugin,
  defineTable,
  exponential,
  fake,
  fieldText,
  hex,
  histogram,
  integer,
  key,
  list,
  lower,
  logNormal,
  normal,
  nullable,
  optional,
  ordinal,
  parent,
  pareto,
  pattern,
  plus,
  reference,
  rowOf,
  rowsAt,
  sameAs,
  slug,
  sequence,
  subset,
  template,
  time,
  timestamp,
  timestampSeries,
  tree,
  title,
  upper,
  username,
  ulid,
  union,
  uuidv7,
  weighted,
  when,
  zipf,
  type Distribution,
  type FakerMethod,
  type Per,
  type Plugin,
  type Table,
  type TableDefinition,
  type TableDialect,
} from "@backlot/schema";
import fc from "fast-check";
import * as z from "zod";

const names = [
  "a",
  "b",
  "c",
  "d",
  "e",
  "f",
  "g",
  "h",
  "",
  " ",
  "a.b",
  "a.b.c",
  'say "x"',
  "it's",
  "x,y",
  "x;y|z",
  "tab\there",
  "two\nlines",
  "back\\slash",
  "naïve",
  "日本語",
  "🎬",
  "__proto__",
  "constructor",
  "toString",
  "7",
  "[0]",
  "a[]",
  "a#0",
  "\\N",
  "null",
  "person.firstName",
];

const words = [
  "a",
  "b",
  "c",
  "d",
  "movie",
  "tvSeries",
  "",
  " ",
  "a,b",
  "a;b",
  "a|b",
  "a\tb",
  "a\nb",
  "a\r",
  'a"b',
  '"',
  "it's",
  "\\",
  "\\N",
  "\\n",
  "a\\",
  "NULL",
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "naïve",
  "日本",
  "👩‍🚀",
  "\u2028",
  "\u0001",
  "\u007f",
  "{",
  "[]",
  "x".repeat(70),
];

const expressions: readonly RegExp[] = [
  /[A-Z]{2}-\d{4}(-(x|y))?/,
  /^("|'|,|\\|\t|\n)*$/,
  /(?:\d+[a-c]{0,3};?){1,2}/,
  /[^,]{70}|日本?|[🎬-🎯]/u,
  /(a|b{2,}|)+x?/i,
];

const compiled: readonly FakerMethod[] = [
  "person.fullName",
  "word.noun",
  "book.title",
  "company.name",
  "string.sample",
  "number.int",
  "datatype.boolean",
  "date.past",
  "airline.airport",
  "color.lab",
];
const pooled: readonly FakerMethod[] = ["commerce.price", "food.dish"];

/** What other fields may do with a field. */
interface Known {
  readonly name: string;
  readonly type: z.ZodType;
  /** `number`: for `plus`; `choice`: for `when`; `exact`: for `where`. */
  readonly role: "number" | "choice" | "exact" | "key" | "computed" | "any";
  readonly values?: readonly string[];
  /** Whether it is null at times. */
  readonly nullable?: boolean;
}

/** A table that was made before. */
interface Before {
  readonly name: string;
  readonly fields: readonly Known[];
}

const upTo = (max: number): fc.Arbitrary<number> => fc.nat(max);

/** Makes up one plugin from a stream of random choices. */
class Author {
  readonly #random: fc.GeneratorValue;
  /** How many names references share. */
  #shared = 0;

  constructor(random: fc.GeneratorValue) {
    this.#random = random;
  }

  plugin(): Plugin {
    const before: Before[] = [];
    const tables: TableDefinition[] = [];
    for (const name of ["roots", "stems", "leaves"].slice(0, this.#number(1, 3))) {
      const { fields, definition } = this.#table(name, before);
      before.push({ name, fields });
      tables.push(definition);
    }
    return definePlugin({ name: "random", dataVersion: 1, tables });
  }

  #number(min: number, max: number): number {
    return this.#random(upTo, max - min) + min;
  }

  one<T>(values: readonly T[]): T {
    return values[this.#number(0, values.length - 1)];
  }

  /** Some of the values, at least so many, in random order. */
  some<T>(values: readonly T[], min: number, max: number): T[] {
    const left = [...values];
    const count = this.#number(Math.min(min, values.length), Math.min(max, values.length));
    return Array.from({ length: count }, () => left.splice(this.#number(0, left.length - 1), 1)[0]);
  }

  #maybe<T>(value: () => T): T | undefined {
    return this.#number(0, 1) === 0 ? undefined : value();
  }

  #table(name: string, before: readonly Before[]): { fields: readonly Known[]; definition: TableDefinition } {
    const fieldNames = this.some(names, 5, 14);
    const fields: Known[] = [];
    const add = (field: Omit<Known, "name">): string | undefined => {
      const fieldName = fieldNames.pop();
      if (fieldName !== undefined) fields.push({ name: fieldName, ...field });
      return fieldName;
    };
    const per = before.length === 0 ? undefined : this.#maybe(() => this.#per(this.one(before)));
    add({ role: "key", type: this.#key() });
    const parents = per === undefined ? undefined : before.find((one) => one.name === per.table)!;
    if (parents !== undefined) add({ role: "any", type: parent(parents.fields[0].name) });
    add(this.#exact());
    add(this.#summand());
    for (let left = this.#number(0, 4); left > 0; left--) add(this.one([() => this.#choice(), () => this.#plain()])());
    for (let left = this.#number(0, 5); left > 0; left--) {
      const target = this.one([...before, { name, fields: fields.filter(({ role }) => role === "key") }]);
      add(this.#related(fields, target, parents));
    }
    const unique = this.#maybe(() => this.#unique(add));
    const shape = Object.fromEntries(this.some(fields, fields.length, fields.length).map((f) => [f.name, f.type]));
    const rows = this.one([0, 1, 3, 40, 1023, 1024, 1500, 2048, 2600]);
    const definition = defineTable(name, z.object(shape), {
      key: [fields[0].name],
      ...(unique === undefined ? {} : { unique }),
      ...(per === undefined ? { rows } : { per }),
      dialects: { csv: this.#quoted(), tsv: this.one([() => this.#unquoted(), () => ({}), () => this.#quoted()])() },
    });
    return { fields, definition };
  }

  /** Fields that are unique together, with enough values for any record. */
  #unique(add: (field: Omit<Known, "name">) => string | undefined): string[][] {
    const many = this.one([hex(13), integer(-5, 2 ** 52), nullable(integer(0, 2 ** 50), 0.3), z.string().length(12)]);
    const few = this.one([
      () => z.enum(this.some(words, 2, 5)),
      () => date("1999-12-30", "2000-03-01"),
      () => fake("word.noun"),
    ]);
    return [[few(), many].flatMap((type) => add({ role: "any", type }) ?? [])].filter(
      (together) => together.length === 2,
    );
  }

  #per(table: Before): Per {
    const count = this.one<Per["count"]>([
      1,
      2,
      [0, 3],
      [1, 2],
      { 0: 3, 5: 1 },
      { 0: 1e-12, 2: 1 },
      { min: 0, max: 9, distribution: zipf(1) },
      { 1: 0.5, 4: 0.25 },
    ]);
    const where = this.#maybe(() => this.#where(table));
    return { table: table.name, count, ...(where === undefined ? {} : { where }) };
  }

  #where(table: Before): NonNullable<Per["where"]> {
    const { name, values = [] } = this.one(table.fields.filter(({ role }) => role === "exact"));
    return { field: name, values: this.some(values, 1, values.length) };
  }

  /** Over the values from `low` to `high`. */
  #distribution(low: number, high: number): { distribution?: Distribution } {
    const distribution = this.#maybe(() => {
      const at = Math.min(high, low + (high - low) * this.one([1, 0.5, 0.01, 1e-9]));
      const width = (high - low) * this.one([1e-6, 0.1, 10]);
      return this.one([
        zipf(0.3),
        zipf(1),
        zipf(10),
        histogram([0, 1, 3, 0]),
        histogram([1e-9, 1, 1e9]),
        ...(at > low
          ? [
              normal({ mean: at, deviation: width }),
              exponential({ mean: at }),
              logNormal({ mean: at, deviation: Math.min(width, 999 * (at - low)) }),
              pareto({ median: at, exponent: this.one([0.05, 1, 100]) }),
            ]
          : []),
      ]);
    });
    return distribution === undefined ? {} : { distribution };
  }

  /** Over the times from one to another. */
  #inTime(low: string, middle: string): { distribution?: Distribution } {
    const distribution = this.#maybe(() =>
      this.one([
        zipf(1),
        histogram([1, 2]),
        normal({ mean: low, deviation: { minutes: 20 } }),
        normal({ mean: middle, deviation: { milliseconds: 1, days: 900 } }),
        exponential({ mean: middle }),
        logNormal({ mean: middle, deviation: { seconds: 0.5 } }),
        pareto({ median: middle }),
      ]),
    );
    return distribution === undefined ? {} : { distribution };
  }

  #rate(): number {
    return this.one([0, 0.1, 0.5, 1]);
  }

  #key(): z.ZodType {
    const start = this.#maybe(() => this.#number(0, 9));
    return this.one([
      () => key(this.one(words), { digits: this.#number(1, 15), ...(start === undefined ? {} : { start }) }),
      // There must be one for each record.
      () =>
        key(this.one(words), {
          digits: this.#number(7, 15),
          order: "permuted",
          ...(start === undefined ? {} : { start }),
        }),
    ])();
  }

  #weights(): Record<string, number> {
    const weight = (): number => this.one([1, 2, 0.5, 1e-6, 100, 1000]);
    return Object.fromEntries(this.some(words, 2, 5).map((word) => [word, weight()]));
  }

  #exact(): Omit<Known, "name"> {
    const weights = this.#weights();
    return { role: "exact", type: weighted(weights, { exact: true }), values: Object.keys(weights) };
  }

  /** A number for `plus`. */
  #summand(): Omit<Known, "name"> {
    const type = this.one([
      integer(-50, 2000),
      integer(0, 2 ** 50, this.#distribution(0, 2 ** 50)),
      sequence({ step: 7, jitter: 9 }),
      z.int().multipleOf(5),
    ]);
    const absent = this.#maybe(() => nullable(this.one([type, nullable(type, this.#rate())]), this.#rate()));
    return { role: "number", type: absent ?? type, nullable: absent !== undefined };
  }

  #choice(): Omit<Known, "name"> {
    const weights = this.#weights();
    const values = Object.keys(weights);
    const [type, found] = this.one<readonly [z.ZodType, readonly string[]]>([
      [weighted(weights), values],
      [z.enum(values), values],
      [chance(0.3), ["true", "false"]],
    ]);
    return { role: "choice", type: this.#maybe(() => nullable(type, this.#rate())) ?? type, values: found };
  }

  #plain(): Omit<Known, "name"> {
    if (this.#number(0, 9) === 0) {
      const type = this.one([z.string(), z.array(z.string().nullable()), z.number()]);
      return { role: "computed", type: compute(type as z.ZodType, computed(type)) };
    }
    const type = this.#any(3);
    return { role: "any", type: this.#number(0, 3) === 0 ? optional(type, this.#rate()) : type };
  }

  /** A field that follows from others. */
  #related(fields: readonly Known[], other: Before, parents: Before | undefined): Omit<Known, "name"> {
    const known = fields.filter(({ role }) => role !== "computed");
    const makers: (() => Omit<Known, "name">)[] = [
      () => {
        const { type, name } = this.one(known);
        return { role: "any", type: sameAs(name, { except: this.#rate(), type: following(type) }) };
      },
      () => {
        const of = this.one(known.filter(({ role }) => role === "number"));
        return { role: "number", type: nullable(this.#plus(of), this.one([0, 0.3])), nullable: true };
      },
      () => ({ role: "any", type: this.#when(fields, 2) }),
      () => ({ role: "any", type: this.#tree(this.one(known)) }),
      () => ({ role: "any", type: this.#transformed(known) }),
      () => ({ role: "any", type: this.one([this.#template(known), z.array(this.#template(known)).max(3)]) }),
    ];
    const targets = other.fields.filter(({ role }) => role !== "computed");
    if (targets.length > 0) makers.push(() => ({ role: "any", type: this.#reference({ ...other, fields: targets }) }));
    if (parents !== undefined) {
      const of = this.one(parents.fields.filter(({ role }) => role !== "computed"));
      const inherited = (): z.ZodType => parent(of.name, following(of.type));
      makers.push(
        () => ({ role: "any", type: this.one([inherited, () => list(inherited(), { min: 0, max: 2 })])() }),
        () => ({ role: "number", type: ordinal() }),
        () => ({ role: "choice", type: chosen(), values: ["true", "false"] }),
      );
    }
    return this.one(makers)();
  }

  #plus(of: Known): z.ZodType {
    const limit = this.#maybe(() => this.one([-60, 100, 2026, 2 ** 40]));
    return plus(of.name, {
      ...this.one([
        { min: 0, max: 20 },
        { min: -7, max: -7 },
      ]),
      ...(limit === undefined ? {} : { limit }),
    });
  }

  #when(fields: readonly Known[], depth: number): z.ZodType {
    const choices = fields.filter(({ role }) => role === "choice" || role === "exact");
    const { name, values = [] } = this.one(choices);
    const branch = (): z.ZodType | null =>
      this.one(
        [
          () => null,
          () => this.#any(1),
          () => this.#when(fields, depth - 1),
          () => nullable(this.#plus(this.one(fields.filter(({ role }) => role === "number"))), 0),
        ].slice(0, depth > 0 ? 4 : 2),
      )();
    const cases = Object.fromEntries(this.some(values, 0, 3).map((value) => [value, branch()]));
    return when(name, cases, branch());
  }

  #template(known: readonly Known[]): z.ZodType {
    const parts = this.some([...known.map(({ name }) => name), ...compiled, ...pooled], 0, 4);
    const transform = (name: string): string =>
      /\S$/.test(name) ? this.one(["", "", " | slug", "|upper | title"]) : "";
    return template(parts.map((name) => `${this.one(words)}{{${name}${transform(name)}}}`).join("") + this.one(words));
  }

  /** What is made of another field's texts. */
  #transformed(known: readonly Known[]): z.ZodType {
    const { name } = this.one(known);
    const of = this.#maybe(() => [name, this.one(known).name] as const) ?? name;
    return this.one<() => z.ZodType>([
      // The words of an enum are others then.
      () => this.one([lower, upper, title, slug])(name, { type: z.any() }),
      () => username({ of, unique: this.one([true, false]) }),
      () => z.array(email({ of, hosts: ["example.com"] })).max(3),
    ])();
  }

  #tree({ name, type }: Known): z.ZodType {
    const shape = this.one([{}, { fanout: this.one([1, 2, 8]) }, { within: this.one([1, 100]) }, { roots: 30 }]);
    const some = tree(name, { ...shape, type: following(type), as: `tree${this.#shared++}` });
    return this.#maybe(() => nullable(some, this.#rate())) ?? some;
  }

  #reference(other: Before): z.ZodType {
    const where = other.fields.some(({ role }) => role === "exact") ? this.#maybe(() => this.#where(other)) : undefined;
    const of = this.one(other.fields);
    const options = { ...this.#distribution(0, 0.99), ...(where === undefined ? {} : { where }) };
    const as = this.#maybe(() => `${this.one(words)}${this.#shared++}`);
    const to = (known: Known): z.ZodType => {
      const name = as === undefined ? {} : { as };
      return reference(other.name, known.name, { type: following(known.type), ...options, ...name });
    };
    const some = (): z.ZodType => to(of);
    const max = this.#number(0, 5);
    const min = this.#number(0, max);
    return this.one([
      some,
      () => nullable(some(), this.#rate()),
      () => list(some(), { min, max, distinct: true, ...this.#distribution(min, max) }),
      () => z.array(z.object({ to: some() })).max(max),
      () => z.object({ to: optional(some(), 0.5), also: optional(to(this.one(other.fields)), 0.5) }),
    ])();
  }

  /** A type that stands alone. */
  #any(depth: number): z.ZodType {
    const sizes = this.#sizes();
    const inner = (): z.ZodType => this.#any(depth - 1);
    const some = <T>(of: () => T): T[] => Array.from({ length: this.#number(1, 3) }, of);
    const makers: (() => z.ZodType)[] = [
      () => this.#leaf(),
      () => this.#leaf(),
      () => subset(this.some(words, 4, 4), { min: sizes.min % 5, max: 4 }),
      () => subset([0.5, this.one(words), true, null], { min: sizes.min % 5, max: 4 }),
      () => subset(this.#weights(), { min: sizes.min % 3, max: 2 }),
    ];
    if (depth > 0) {
      makers.push(
        () => nullable(inner(), this.#rate()),
        () => list(inner(), { ...sizes, ...this.#distribution(sizes.min, sizes.max) }),
        () => list(inner(), { ...sizes, ...this.#distribution(sizes.min, sizes.max) }),
        () => z.tuple(some(inner) as [z.ZodType]),
        () => z.union(some(inner)),
        () => union([[inner(), this.one([1, 1e-6, 3.5])] as const, [inner(), 1] as const]),
        () => z.record(z.string(), inner()),
        () => this.#object(inner),
        () => this.#object(inner),
      );
    }
    return this.one(makers)();
  }

  #object(inner: () => z.ZodType): z.ZodType {
    const member = (): z.ZodType => this.#maybe(() => optional(inner(), this.#rate())) ?? inner();
    return z.object(Object.fromEntries(this.some(names, 0, 3).map((name) => [name, member()])));
  }

  #sizes(): { min: number; max: number } {
    const max = this.#number(0, 4);
    return { min: this.#number(0, max), max };
  }

  #leaf(): z.ZodType {
    const range = this.one([
      [0, 1],
      [7, 7],
      [-5, 5],
      [1, 1e6],
      [1 - 2 ** 53, 0],
      [0, 2 ** 53 - 1],
      [-(2 ** 40), 2 ** 50],
    ]);
    // The ends of a range, and the lowest and the highest number in it where these are others.
    const [low, high, digits, least = low, most = high] = this.one<[number, number, number, number?, number?]>([
      [0, 1, 15],
      [-1.5, 2.5, 3],
      [0.001, 5, 2, 0.01, 5],
      [4.35, 4.36, 15],
      [-1e6, 1e6, 0],
      [0.1, 0.3, 1],
    ]);
    return this.one<() => z.ZodType>([
      () => integer(range[0], range[1], this.#distribution(range[0], range[1])),
      () => integer(range[0], range[1], this.#distribution(range[0], range[1])),
      () => decimal(low, high, digits, this.#distribution(least, most)),
      () => z.int().multipleOf(7).min(-20).max(100),
      () => z.number().min(0.5).max(2.25),
      () => chance(this.#rate()),
      () => z.boolean(),
      () => z.null(),
      () => z.literal(this.one([...words, 0, -1.5, 1e21, true, null])),
      () => z.literal([this.one(words), 1, true, null]),
      () => date("0000-01-01", "9999-12-31", this.#inTime("2000-01-01", "0000-01-02")),
      () => date("1899-12-30", "1970-01-02", this.#inTime("1899-12-30", "1930-07-31")),
      () => timestamp("1901-02-03T04:05:06.789Z", "1970-01-01", this.#inTime("1901-02-04", "1970-01-01")),
      () => timestamp("0000-01-01", "9999-12-31T23:59:59.999+00:00", this.#inTime("9999-12-31", "2000-01-01")),
      () => time("07:59", "23:59:59", this.#inTime("07:59", "08:00:01")),
      () => z.iso.time(),
      () =>
        sequence({ start: this.#number(-5, 5), step: this.one([1, -3, 1000]), jitter: this.one([0, 1, 2 ** 32 - 1]) }),
      () => dateSeries({ start: "1999-12-31", step: this.one([{ days: 1 }, { days: -7 }]), jitter: { days: 3 } }),
      () => timestampSeries({ start: "1969-12-31", step: this.one([{ milliseconds: 1 }, { hours: -5 }]) }),
      () => timestampSeries({ start: "2000-02-29T01:02:03Z", step: { seconds: 61 }, jitter: { minutes: 1 } }),
      () => z.uuid(),
      () => uuidv7(),
      () => ulid({ from: "1970-01-01", to: "9999-12-31" }),
      () => pattern(this.one(expressions)),
      () => pattern(this.one(expressions)),
      () => hex(this.#number(1, 40), { prefix: this.one(words) }),
      () => this.#key(),
      () => fake(this.one([...compiled, ...pooled])),
      () => fake("string.alpha", { length: { min: 0, max: 2 } }),
      () => z.string().min(0).max(this.#number(0, 20)),
      () => z.string().min(2).max(2),
      () => z.string(),
      () => this.#template([]),
      () => this.#column(),
      () => z.enum(this.some(words, 1, 5)),
      () => weighted(this.#weights()),
      () =>
        weighted([
          [this.one(words), 1],
          [0.5, 2],
          [null, 1e-6],
          [false, 3],
        ] as const),
    ])();
  }

  /** A column of one of two rows. */
  #column(): z.ZodType {
    const rows = words.map((word, i) => ({
      word,
      code: `${word}##,#`,
      some: [word, i, null, i > 3][i % 4],
      size: i / 8,
    }));
    const row = this.one([rowOf("even", rows), rowOf("by size", rows, { weight: "size" })]);
    return this.one([
      () => row.column(this.one(["word", "code", "some", "size"])),
      () => row.column("size", { spread: this.one([0, 0.25, 100]), digits: this.#number(0, 5) }),
    ])();
  }

  #quoted(): TableDialect {
    return {
      delimiter: this.one([",", ",", ";", "|", " ", ":", "-", "0", "a", "\t", "\\", "\u0001"]),
      quote: this.one(['"', '"', "'"]),
      ...this.#spelling(),
    };
  }

  #unquoted(): TableDialect {
    return {
      quote: null,
      delimiter: this.one(["\t", "\t", "|", "\u001f"]),
      escape: this.one(["backslash", "backslash", null]),
      ...this.#spelling(),
    };
  }

  #spelling(): TableDialect {
    return {
      null: this.one(["", "", "\\N", "NULL", "NA", "na", "0", "-1", "true", "naïve"]),
      header: this.one([true, true, false]),
      list: this.one(["json", "json", ",", ";", "|", "", " / ", '"', "\t"]),
      booleans: this.one([
        ["false", "true"],
        ["0", "1"],
        ["no", "yes"],
        ["f,", 't"'],
        ["", "x"],
      ] as const),
    };
  }
}

/** What a field may be that follows from one of this type: null where that is missing. */
function following(type: z.ZodType): z.ZodType {
  return type instanceof z.ZodOptional ? z.nullable(type.unwrap() as z.ZodType) : type;
}

function computed(type: z.ZodType): (record: Readonly<Record<string, unknown>>, random: unknown) => unknown {
  if (type instanceof z.ZodNumber) return (record) => Object.keys(record).length / 3;
  if (type instanceof z.ZodArray) return (_, random) => [nounOf(random), null, '"', "a,b"];
  return (record, random) => `${Object.keys(record).join()}\n"${nounOf(random)}"`;
}

function nounOf(random: unknown): string {
  return (random as { word: { noun(): string } }).word.noun();
}

/** A table of a random plugin and some of its fields; it shows the plugin in words when a property fails. */
export class RandomTable {
  readonly table: Table;
  readonly pick: readonly string[];

  constructor(table: Table, pick: readonly string[]) {
    this.table = table;
    this.pick = pick;
  }

  [fc.toStringMethod](): string {
    const { table, pick } = this;
    return `${JSON.stringify(pick)} of ${table.name} in:\n${Object.values(table.plugin.tables).map(tableText).join("\n")}\n`;
  }
}

function tableText(table: Table): string {
  const { name, options } = table;
  const rows = options.per === undefined ? `${rowsAt(table, 1)} rows` : JSON.stringify(options.per);
  const fields = table.fields.map((member) => `  ${JSON.stringify(member.name)}: ${fieldText(member.field)}`);
  return [`${name}: ${rows} ${JSON.stringify(options.dialects)}`, ...fields].join("\n");
}

/** A table of a plugin with one to three of them, and some of its fields in random order. */
export const anyTable: fc.Arbitrary<RandomTable> = fc.gen().map((random) => {
  const author = new Author(random);
  const table = author.one(Object.values(author.plugin().tables));
  return new RandomTable(
    table,
    author.some(
      table.fields.map(({ name }) => name),
      1,
      99,
    ),
  );
});
