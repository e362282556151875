import { expect, test } from "vitest";
import * as z from "zod";
import { typeText, type JsonSchema } from "./type-text.ts";

test.for([
  [z.string(), "string"],
  [z.int().nullable(), "integer | null"],
  [z.array(z.string()), "string[]"],
  [z.array(z.string().nullable()), "(string | null)[]"],
  [z.enum(["a", "b"]), "string"],
  [z.literal(3), "number"],
  [z.object({ a: z.boolean() }), "object"],
  [z.union([z.string(), z.iso.date()]), "string"],
  [z.union([z.int().nullable(), z.null(), z.string()]), "integer | string | null"],
  [z.any(), "any"],
  [z.tuple([z.int(), z.string().nullable()]), "[integer, string | null]"],
  [z.tuple([z.int()], z.union([z.string(), z.null()])), "[integer, ...(string | null)[]]"],
  [z.tuple([]), "[]"],
  [z.array(z.tuple([z.int().nullable(), z.int()])), "[integer | null, integer][]"],
  [z.discriminatedUnion("is", [z.object({ is: z.literal(1) }), z.object({ is: z.literal(2) })]), "object"],
  [z.string().meta({ id: "a name" }).nullable(), "string | null"],
  [z.json(), "string | number | boolean | any[] | object | null"],
] as const)("%#", ([type, text]) => {
  expect(typeText(z.toJSONSchema(type) as JsonSchema)).toBe(text);
});
