/** A random plugin: tables of fields that stand alone, follow from each other, and are related. */

import {
  chance,
  chosen,
  compute,
  date,
  email,
  definePlugin,
  defineTable,
  fake,
  hex,
  integer,
  list,
  lower,
  nullable,
  optional,
  ordinal,
  parent,
  plus,
  reference,
  sameAs,
  slug,
  sequence,
  tree,
  title,
  upper,
  username,
  weighted,
  when,
  zipf,
  type Per,
  type Plugin,
  type TableDefinition,
} from "@backlot/schema";
import * as z from "zod";
import { quoted, unquoted } from "./dialects.ts";
import { Types } from "./types.ts";
import { names, words } from "./words.ts";

/** What other fields may do with a field. */
export interface Known {
  readonly name: string;
  readonly type: z.ZodType;
  /** `number`: for `plus`; `choice`: for `when`; `exact`: for `where`. */
  readonly role: "number" | "choice" | "exact" | "key" | "computed" | "any";
  readonly values?: readonly string[];
  /** Whether it is null at times. */
  readonly nullable?: boolean;
}

/** A table that was made before. */
export interface Before {
  readonly name: string;
  readonly fields: readonly Known[];
}

/** Makes up one plugin from a stream of random choices. */
export class Author extends Types {
  /** How many names references share. */
  #shared = 0;

  plugin(): Plugin {
    const before: Before[] = [];
    const tables: TableDefinition[] = [];
    for (const name of ["roots", "stems", "leaves"].slice(0, this.number(1, 3))) {
      const { fields, definition } = this.#table(name, before);
      before.push({ name, fields });
      tables.push(definition);
    }
    return definePlugin({ name: "random", dataVersion: 1, tables });
  }

  #table(name: string, before: readonly Before[]): { fields: readonly Known[]; definition: TableDefinition } {
    const fieldNames = this.some(names, 5, 14);
    const fields: Known[] = [];
    const add = (field: Omit<Known, "name">): string | undefined => {
      const fieldName = fieldNames.pop();
      if (fieldName !== undefined) fields.push({ name: fieldName, ...field });
      return fieldName;
    };
    const per = before.length === 0 ? undefined : this.maybe(() => this.#per(this.one(before)));
    add({ role: "key", type: this.key() });
    const parents = per === undefined ? undefined : before.find((one) => one.name === per.table)!;
    if (parents !== undefined) add({ role: "any", type: parent(parents.fields[0].name) });
    add(this.#exact());
    add(this.#summand());
    for (let left = this.number(0, 4); left > 0; left--) add(this.one([() => this.#choice(), () => this.#plain()])());
    for (let left = this.number(0, 5); left > 0; left--) {
      const target = this.one([...before, { name, fields: fields.filter(({ role }) => role === "key") }]);
      add(this.#related(fields, target, parents));
    }
    const unique = this.maybe(() => this.#unique(add));
    const shape = Object.fromEntries(this.some(fields, fields.length, fields.length).map((f) => [f.name, f.type]));
    const rows = this.one([0, 1, 3, 40, 1023, 1024, 1500, 2048, 2600]);
    const definition = defineTable(name, z.object(shape), {
      key: [fields[0].name],
      ...(unique === undefined ? {} : { unique }),
      ...(per === undefined ? { rows } : { per }),
      dialects: { csv: quoted(this), tsv: this.one([() => unquoted(this), () => ({}), () => quoted(this)])() },
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
    const where = this.maybe(() => this.#where(table));
    return { table: table.name, count, ...(where === undefined ? {} : { where }) };
  }

  #where(table: Before): NonNullable<Per["where"]> {
    const { name, values = [] } = this.one(table.fields.filter(({ role }) => role === "exact"));
    return { field: name, values: this.some(values, 1, values.length) };
  }

  #exact(): Omit<Known, "name"> {
    const weights = this.weights();
    return { role: "exact", type: weighted(weights, { exact: true }), values: Object.keys(weights) };
  }

  /** A number for `plus`. */
  #summand(): Omit<Known, "name"> {
    const type = this.one([
      integer(-50, 2000),
      integer(0, 2 ** 50, this.distribution(0, 2 ** 50)),
      sequence({ step: 7, jitter: 9 }),
      z.int().multipleOf(5),
    ]);
    const absent = this.maybe(() => nullable(this.one([type, nullable(type, this.rate())]), this.rate()));
    return { role: "number", type: absent ?? type, nullable: absent !== undefined };
  }

  #choice(): Omit<Known, "name"> {
    const weights = this.weights();
    const values = Object.keys(weights);
    const [type, found] = this.one<readonly [z.ZodType, readonly string[]]>([
      [weighted(weights), values],
      [z.enum(values), values],
      [chance(0.3), ["true", "false"]],
    ]);
    return { role: "choice", type: this.maybe(() => nullable(type, this.rate())) ?? type, values: found };
  }

  #plain(): Omit<Known, "name"> {
    if (this.number(0, 9) === 0) {
      const type = this.one([z.string(), z.array(z.string().nullable()), z.number()]);
      return { role: "computed", type: compute(type as z.ZodType, computed(type)) };
    }
    const type = this.any(3);
    return { role: "any", type: this.number(0, 3) === 0 ? optional(type, this.rate()) : type };
  }

  /** A field that follows from others. */
  #related(fields: readonly Known[], other: Before, parents: Before | undefined): Omit<Known, "name"> {
    const known = fields.filter(({ role }) => role !== "computed");
    const makers: (() => Omit<Known, "name">)[] = [
      () => {
        const { type, name } = this.one(known);
        return { role: "any", type: sameAs(name, { except: this.rate(), type: following(type) }) };
      },
      () => {
        const of = this.one(known.filter(({ role }) => role === "number"));
        return { role: "number", type: nullable(this.#plus(of), this.one([0, 0.3])), nullable: true };
      },
      () => ({ role: "any", type: this.#when(fields, 2) }),
      () => ({ role: "any", type: this.#tree(this.one(known)) }),
      () => ({ role: "any", type: this.#transformed(known) }),
      () => ({ role: "any", type: this.one([this.template(known), z.array(this.template(known)).max(3)]) }),
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
    const limit = this.maybe(() => this.one([-60, 100, 2026, 2 ** 40]));
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
          () => this.any(1),
          () => this.#when(fields, depth - 1),
          () => nullable(this.#plus(this.one(fields.filter(({ role }) => role === "number"))), 0),
        ].slice(0, depth > 0 ? 4 : 2),
      )();
    const cases = Object.fromEntries(this.some(values, 0, 3).map((value) => [value, branch()]));
    return when(name, cases, branch());
  }

  /** What is made of another field's texts. */
  #transformed(known: readonly Known[]): z.ZodType {
    const { name } = this.one(known);
    const of = this.maybe(() => [name, this.one(known).name] as const) ?? name;
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
    return this.maybe(() => nullable(some, this.rate())) ?? some;
  }

  #reference(other: Before): z.ZodType {
    const where = other.fields.some(({ role }) => role === "exact") ? this.maybe(() => this.#where(other)) : undefined;
    const of = this.one(other.fields);
    const options = { ...this.distribution(0, 0.99), ...(where === undefined ? {} : { where }) };
    const as = this.maybe(() => `${this.one(words)}${this.#shared++}`);
    const to = (known: Known): z.ZodType => {
      const name = as === undefined ? {} : { as };
      return reference(other.name, known.name, { type: following(known.type), ...options, ...name });
    };
    const some = (): z.ZodType => to(of);
    const max = this.number(0, 5);
    const min = this.number(0, max);
    return this.one([
      some,
      () => nullable(some(), this.rate()),
      () => list(some(), { min, max, distinct: true, ...this.distribution(min, max) }),
      () => z.array(z.object({ to: some() })).max(max),
      () => z.object({ to: optional(some(), 0.5), also: optional(to(this.one(other.fields)), 0.5) }),
    ])();
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
