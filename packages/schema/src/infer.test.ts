import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  fake,
  inferField,
  integer,
  list,
  nullable,
  optional,
  plus,
  reference,
  subset,
  weighted,
  when,
} from "./index.ts";

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
    [z.iso.time(), { kind: "time" }],
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
    [z.tuple([z.uuid(), z.null()]), { kind: "tuple", items: [{ kind: "uuid" }, { kind: "constant", value: null }] }],
    [z.record(z.string(), z.uuid()), { kind: "record", of: { kind: "uuid" }, min: 1, max: 5 }],
    [z.object({ a: z.uuid() }), { kind: "object", members: [{ name: "a", field: { kind: "uuid" } }] }],
    [z.union([z.uuid(), z.null()]), { kind: "union", options: [{ kind: "uuid" }, { kind: "constant", value: null }] }],
  ])("%#", (type, field) => {
    expect(inferField(type)).toEqual(field);
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
    expect(inferField(list(reference("t", "id"), { min: 0, max: 4, distinct: true }))).toEqual({
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
    });
    const record: z.output<typeof type> = { kind: "film", year: null, genres: ["a"], end: 3 };
    const kind: "film" | "series" = record.kind;
    const end: number | null = record.end;
    expect([kind, end]).toEqual(["film", 3]);
    expect(type.parse(record)).toEqual(record);
  });
});
