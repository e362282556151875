import { expect, test } from "vitest";
import type * as z from "zod";
import { decimal, fake, fieldText, inferField, sequence, timestampSeries } from "./index.ts";

test.each<readonly [z.ZodType, string]>([
  [fake("person.fullName"), "faker's person.fullName"],
  [fake("number.int", { max: 6 }), `faker's number.int({"max":6})`],
  [fake("number.bigInt", { max: 6n }), `faker's number.bigInt({"max":"6n"})`],
  [fake("lorem.words", 3), "faker's lorem.words(3)"],
  [decimal(0, 9, 1), "0 to 9, 1 digit behind the point"],
  [decimal(0, 9, 2), "0 to 9, 2 digits behind the point"],
  [sequence({ step: 5 }), "1, then 5 more for each record"],
  [sequence({ by: "ordinal" }), "1, then 1 more for each child of a parent"],
  [
    timestampSeries({ start: "2024-01-01", step: { hours: 1 }, by: "ordinal" }),
    "2024-01-01, then 1 hour later for each child of a parent",
  ],
])("%#", (type, text) => {
  expect(fieldText(inferField(type))).toBe(text);
});
