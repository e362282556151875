import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  fake,
  inferField,
  integer,
  list,
  nullable,
  optional,
  parent,
  plus,
  reference,
  sameAs,
  subset,
  weighted,
  when,
  zipf,
} from "./index.ts";

const integer01 = { kind: "integer", min: 0, max: 1 } as const;

describe("plain zod types", () => {
  test.each([
    [z.int().min(3).max(9), { kind: "integer", min: 3, max: 9 }],
    [z.number().int().gt(3).lt(9), { kind: "integer", min: 4, max: 8 }],
    [z.int().multipleOf(5).min(3).max(20), { kind: "integer", min: 5, max: 20, step: 5 }],
    [z.int(), { kind: "integer", min: 0, max: 9999 }],
    [z.int().max(-5), { kind: "integer", min: -10004, max: -5 }],
    [z.number().min(0).max(1), { kind: "decimal", min: 0, max: 1, digits: 2 }],
    [z.number().multipleOf(0.1).min(1).max(10), { kind: "decimal", min: 1, max: 10, digits: 1 }],
    [z.boolean(), { kind: "boolean", probability: 0.5 }],
    [z.uuid(), { kind: "uuid" }],
    [z.email(), { kind: "fake", method: "internet.email" }],
    [z.iso.time(), { kind: "time", from: "00:00:00", to: "23:59:59" }],
    [z.string().min(2).max(5), { kind: "letters", min: 2, max: 5 }],
    [z.string().length(4), { kind: "letters", min: 4, max: 4 }],
    [z.enum(["a", "b"]), { kind: "choice", values: ["a", "b"] }],
    [z.literal("a"), { kind: "constant", value: "a" }],
    [z.literal(["a", 1]), { kind: "choice", values: ["a", 1] }],
    [z.null(), { kind: "constant", value: null }],
    [z.boolean().nullable(), { kind: "nullable", of: { kind: "boolean", probability: 0.5 }, rate: 0.1 }],
    [z.boolean().optional(), { kind: "optional", of: { kind: "boolean", probability: 0.5 }, rate: 0.1 }],
    [z.boolean().default(true), { kind: "boolean", probability: 0.5 }],
    [z.array(z.uuid()).length(4), { kind: "list", of: { kind: "uuid" }, min: 4, max: 4 }],
    [z.array(z.uuid()).min(2), { kind: "list", of: { kind: "uuid" }, min: 2, max: 6 }],
    [z.array(z.uuid()), { kind: "list", of: { kind: "uuid" }, min: 1, max: 5 }],
    [z.int().min(0.5).max(3.5), { kind: "integer", min: 1, max: 3 }],
    [z.int().multipleOf(4).multipleOf(6).max(30).min(1), { kind: "integer", min: 12, max: 30, step: 12 }],
    [z.int().multipleOf(2.5).min(1), { kind: "integer", min: 5, max: 10_000, step: 5 }],
    [z.uint32().max(5), { kind: "integer", min: 0, max: 5 }],
    [z.int32().min(2 ** 31 - 2), { kind: "integer", min: 2 ** 31 - 2, max: 2 ** 31 - 1 }],
    [z.enum({ A: 0, B: 1, 0: "A", 1: "B" }), { kind: "choice", values: [0, 1] }],
    [z.array(z.int32().max(1).min(0).optional()).length(1), { kind: "list", of: integer01, min: 1, max: 1 }],
    [z.tuple([integer(0, 1).optional()]), { kind: "tuple", items: [integer01] }],
    [z.union([integer(0, 1).optional()]), { kind: "union", options: [integer01] }],
    [z.record(z.string(), integer(0, 1).optional()), { kind: "record", of: integer01, min: 1, max: 5 }],
    [z.nonoptional(integer(0, 1).optional()), integer01],
    [optional(optional(integer(0, 1), 0.5), 0.5), { kind: "optional", of: integer01, rate: 0.75 }],
    [z.tuple([z.uuid(), z.null()]), { kind: "tuple", items: [{ kind: "uuid" }, { kind: "constant", value: null }] }],
    [z.record(z.string(), z.uuid()), { kind: "record", of: { kind: "uuid" }, min: 1, max: 5 }],
    [z.object({ a: z.uuid() }), { kind: "object", members: [{ name: "a", field: { kind: "uuid" } }] }],
    [z.union([z.uuid(), z.null()]), { kind: "union", options: [{ kind: "uuid" }, { kind: "constant", value: null }] }],
  ])("%#", (type, field) => {
    expect(inferField(type)).toEqual(field);
  });

  test.each([
    z.string().regex(/\bword/),
    z.string().startsWith("a").endsWith("b"),
    z.number().multipleOf(0.1).multipleOf(0.01),
    z.record(z.uuid(), z.int()),
    z.record(z.string().min(9), z.int()),
  ])("%# has no values that are known", (type) => {
    expect(inferField(type).kind).toBe("unsupported");
  });

  test("a type that holds itself ends", () => {
    const tree = z.object({
      get children() {
        return z.array(tree);
      },
    });
    expect(inferField(tree)).toEqual({
      kind: "object",
      members: [
        {
          name: "children",
          field: { kind: "list", of: { kind: "unsupported", reason: "a type that holds itself" }, min: 1, max: 5 },
        },
      ],
    });
  });

  test("so does one that is too deep", () => {
    const deep = Array.from({ length: 5000 }).reduce<z.ZodType>((of) => z.object({ of }), z.int());
    expect(JSON.stringify(inferField(deep))).toContain("types nested more than 100 deep");
  });

  test("what cannot be inferred says so", () => {
    expect(inferField(z.map(z.string(), z.string()))).toEqual({
      kind: "unsupported",
      reason: "nothing can be inferred from z.map()",
    });
  });
});

describe("hints", () => {
  test("are inherited through further checks and found in arrays, nullables and optionals", () => {
    const name = fake("person.fullName");
    const field = { kind: "fake", method: "person.fullName" };
    expect(inferField(name.min(1))).toEqual(field);
    expect(inferField(z.array(name).length(5))).toEqual({ kind: "list", of: field, min: 5, max: 5 });
    expect(inferField(nullable(name, 0.3))).toEqual({ kind: "nullable", of: field, rate: 0.3 });
    expect(inferField(optional(name, 0.3))).toEqual({ kind: "optional", of: field, rate: 0.3 });
  });

  test("limits that are set behind a hint hold", () => {
    expect(inferField(integer(1, 9).min(4).max(6))).toEqual({ kind: "integer", min: 4, max: 6 });
    expect(inferField(integer(1, 9).multipleOf(4))).toEqual({ kind: "integer", min: 4, max: 9, step: 4 });
    const words = subset(["a", "b", "c"], { min: 0, max: 3 }).min(2);
    expect(inferField(words)).toEqual({ kind: "subset", values: ["a", "b", "c"], min: 2, max: 3 });
  });

  test("a field that follows has nothing of the hint of its type", () => {
    const year = integer(1, 9, { distribution: zipf(1) });
    const declared = { declared: ["integer"] };
    const field = { kind: "reference", table: "t", field: "year", ...declared };
    expect(inferField(reference("t", "year", { type: year }))).toEqual(field);
    const some = reference("t", "year", { where: { field: "kind", values: ["film"] } });
    expect(inferField(reference("t", "year", { type: some }))).toEqual({ ...field, declared: ["string"] });
    expect(inferField(parent("year", year))).toEqual({ kind: "parent", field: "year", ...declared });
    expect(inferField(sameAs("year", { type: year }))).toEqual({ kind: "same", as: "year", except: 0, ...declared });
  });

  test("when becomes cases with fields", () => {
    const type = when("kind", { series: plus("start", { min: 0, max: 9 }) }, null);
    expect(inferField(type)).toEqual({
      kind: "when",
      field: "kind",
      cases: [{ value: "series", field: { kind: "plus", field: "start", min: 0, max: 9 } }],
      otherwise: { kind: "constant", value: null },
    });
  });

  test("lists keep their own hints beside zod's sizes", () => {
    expect(inferField(list(reference("t", "id"), { min: 0, max: 4, distinct: true }))).toMatchObject({
      kind: "list",
      of: { kind: "reference", table: "t", field: "id" },
      min: 0,
      max: 4,
      distinct: true,
    });
  });

  test("the types are those of the values", () => {
    const type = z.object({
      kind: weighted({ film: 1, series: 2 }),
      year: nullable(integer(1, 9), 0.1),
      genres: subset(["a", "b"], { min: 1, max: 2 }),
      end: when("kind", { series: plus("year", { min: 0, max: 2 }) }, null),
      same: sameAs("kind"),
      other: reference("t", "count", { type: z.int() }),
      text: reference("t", "name"),
    });
    const record: z.output<typeof type> = {
      kind: "film",
      year: null,
      genres: ["a"],
      end: 3,
      same: "film",
      other: 1,
      text: "x",
    };
    // @ts-expect-error a reference without a type is text
    const text: number = record.text;
    expect(text).toBe("x");
    const kind: "film" | "series" = record.kind;
    const end: number | null = record.end;
    expect([kind, end]).toEqual(["film", 3]);
    expect(type.parse(record)).toEqual(record);
  });
});
