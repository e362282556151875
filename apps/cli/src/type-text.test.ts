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
] as const)("%#", ([type, text]) => {
  expect(typeText(z.toJSONSchema(type) as JsonSchema)).toBe(text);
});
