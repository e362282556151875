/** What no plugin may say: each is refused as it is defined, in a sentence that names table and field. */
import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  chance,
  date,
  decimal,
  definePlugin,
  defineTable,
  fake,
  hex,
  histogram,
  integer,
  issueText,
  key,
  list,
  nullable,
  plus,
  PluginError,
  reference,
  sameAs,
  subset,
  template,
  tree,
  weighted,
  when,
  zipf,
  type Issue,
} from "./index.ts";

const cases: readonly (readonly [string, z.ZodType, string])[] = [
  ["min above max", integer(5, 4), "min not above max, found 5 to 4"],
  ["endless numbers", integer(0, Infinity), "whole limits within ±2^53, found 0 to Infinity"],
  ["no number", decimal(NaN, 1, 2), "min not above max, found NaN to 1"],
  ["numbers beyond 2^53", z.int().min(2 ** 60), "whole limits within ±2^53"],
  ["too many digits", decimal(0, 1, 99), "0 to 15 digits, found 99"],
  ["no values", z.enum([]), "at least one value, found none"],
  ["a weight below 0", weighted({ a: -1, b: 2 }), "weights from 0, one of them above 0, found -1, 2"],
  ["a weight that is no number", weighted({ a: NaN, b: 2 }), "weights from 0"],
  ["weights of 0", weighted({ a: 0, b: 0 }), "weights from 0, one of them above 0, found 0, 0"],
  ["no weights", integer(0, 9, { distribution: histogram([]) }), "weights from 0"],
  ["an exponent of 0", integer(0, 9, { distribution: zipf(0) }), "an exponent above 0"],
  ["a share above 1", chance(2), "a share from 0 to 1, found 2"],
  ["a share below 0", nullable(z.int(), -0.1), "a share from 0 to 1, found -0.1"],
  ["a day that is not", date("2023-02-30", "2024-01-01"), "days such as 1999-12-31, found 2023-02-30"],
  ["days in the wrong order", date("2024-01-02", "2024-01-01"), "min not above max"],
  ["no digits", key("a", { digits: 0 }), "1 to 15 digits, found 0"],
  ["half a digit", hex(1.5), "1 to 1024 digits, found 1.5"],
  ["a list that ends before it begins", list(z.int(), { min: 5, max: 3 }), "min not above max, found 5 to 3"],
  ["an array that does", z.array(z.int()).min(5).max(3), "min not above max, found 5 to 3"],
  ["a text that does", z.string().min(5).max(3), "min not above max, found 5 to 3"],
  ["more words than there are", subset(["a"], { min: 1, max: 2 }), "at most the 1 values there are"],
  ["an unknown table", reference("oter", "id"), 'a table of the plugin, found "oter"; did you mean other?'],
  ["an unknown field", reference("other", "idd"), 'a field of other, found "idd"; did you mean id?'],
  ["an unknown method", fake("person.fulName" as "person.fullName"), "did you mean person.fullName?"],
  [
    "a time without a zone",
    fake("date.between", { from: "2024-01-01T00:00:00", to: "2024-01-02" }),
    'a / from: expected a day, or an instant with its zone such as 2024-01-01T00:00:00Z, found "2024-01-01T00:00:00"; did you mean 2024-01-01T00:00:00Z?',
  ],
  [
    "a midnight without a zone",
    fake("date.past", { refDate: "June 1, 2024" }),
    'its zone such as 2024-01-01T00:00:00Z, found "June 1, 2024"',
  ],
  ["no time", fake("git.commitEntry", { refDate: "soon" }), "a / refDate: expected a day, or an instant with its zone"],
  ["an unknown field beside it", sameAs("idd"), 'a field of the same table, found "idd"; did you mean id?'],
  ["itself", template("{{a}}"), "fields that do not follow from themselves, found t / a → t / a"],
  ["itself as its parent", tree("a"), "fields that do not follow from themselves"],
  ["a tree of half a root", tree("id", { roots: 0.5, as: "x" }), "a whole number from 1"],
  [
    "two trees that differ",
    z.tuple([tree("id"), tree("id", { within: 3 })]),
    "the roots, fanout and within of the trees without as: [1,null,null], found [1,null,3]",
  ],
  ["a tree of two shapes", tree("id", { fanout: 2, within: 3 }), "parents by fanout, or within some records"],
  ["a sum of text", plus("id", { min: 1, max: 2 }), "a field of whole numbers, found id, which is key"],
  ["a choice by text", when("id", {}, null), "a field of words or booleans, found id, which is key"],
  ["a type that does not fit", reference("other", "id", { type: z.int() }), "a type that takes what id has: string"],
  ["no type deep inside", z.array(z.object({ b: z.tuple([z.map(z.int(), z.int())]) })), "inferred from z.map()"],
  ["code", z.string().refine((text) => text > "m"), "code, such as that of .refine()"],
  ["code on a list", z.array(integer(1, 2)).refine((all) => all.length > 3), "code, such as that of .refine()"],
  ["code on a union", z.union([z.int(), z.string()]).superRefine(() => {}), "code, such as that of .refine()"],
  ["a short email", z.email().max(10), "a text of the format email that is 0 to 10 long"],
  ["a long id", z.uuid().min(40), "a text of the format uuid that is 40 to Infinity long"],
  ["a pattern of email that cannot be inverted", z.email({ pattern: /^(?=a)/ }), "/^(?=a)/: (?=a) looks at the text"],
  ["a host that looks ahead", z.url({ hostname: /^(?!x)/ }), "looks at the text around it; write pattern(/https:"],
  [
    "a host of large letters",
    z.url({ hostname: /^Example\.com$/ }),
    '"Example.com" has more than small letters, digits',
  ],
  [
    "a host that is a number",
    z.url({ protocol: z.regexes.httpProtocol, hostname: /^10\.0\.0\.\d+$/ }),
    "may end in something else than a letter; write",
  ],
  ["a host that may be none", z.url({ hostname: /^(example\.com)?$/ }), "may end in something else than a letter"],
  ["a host of other characters", z.url({ hostname: /^[äöü]+\.de$/ }), "is in no host's name"],
  [
    "a protocol nobody knows",
    z.url({ protocol: /^x-y$/ }),
    "an address whose protocol is like /^x-y$/, of which none is known",
  ],
  ["a short address", z.url({ protocol: /^ftp$/ }).max(10), "a text of the format url that is 0 to 10 long"],
  ["two formats", z.email().startsWith("a"), "one text of several formats: email, starts_with"],
  ["a pattern that cannot be inverted", z.string().regex(/^(?=a)b$/), "/^(?=a)b$/"],
];

function issuesOf(shape: z.ZodRawShape): readonly Issue[] {
  const other = defineTable("other", z.object({ id: key("o") }));
  try {
    definePlugin({ name: "p", dataVersion: 1, tables: [other, defineTable("t", z.object(shape))] });
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return error.issues;
  }
  return [];
}

const told = (issues: readonly Issue[]): string => issues.map(issueText).join("\n");

describe("is refused", () => {
  test.each(cases)("%s", (_, a, message) => {
    const issues = issuesOf({ id: key("t"), a });
    expect(told(issues)).toContain(message);
    for (const { path } of issues) expect(path).toMatch(/^t \/ a([ .]|$)/);
  });

  test("all of it at once", () => {
    const own = cases.filter(([name]) => !name.includes("itself"));
    const shape = Object.fromEntries(own.map(([, type], i) => [`f${i}`, type]));
    const named = new Set(issuesOf({ id: key("t"), ...shape }).map(({ path }) => /^t \/ (f\d+)/.exec(path)?.[1]));
    expect(named).toEqual(new Set(Object.keys(shape)));
  });

  test("code that checks the whole record", () => {
    const type = z.object({ a: z.int(), b: z.int() }).refine(({ a, b }) => a < b);
    expect(() => definePlugin({ name: "p", dataVersion: 1, tables: [defineTable("t", type)] })).toThrow(
      "t / type: expected a record without code that checks it",
    );
  });
});

test.each([
  z.email().max(255),
  z.string().min(1).email(),
  z.uuid().length(36),
  z.string().trim(),
  z.string().brand("x"),
  integer(1, 5).refine((n) => n > 0),
])("limits that all values meet, and hints that answer for themselves, are taken: %#", (a) => {
  expect(told(issuesOf({ a }))).toBe("");
});
