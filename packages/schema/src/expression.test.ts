import { describe, expect, test } from "vitest";
import * as z from "zod";
import { shapeOf } from "./expression.ts";
import { inferField, pattern, type Shape } from "./index.ts";

const text = (words: string): Shape => ({ kind: "text", text: words });
const one = (of: string): Shape => ({ kind: "character", of: Array.from(of) });
const times = (of: Shape, min: number, max: number): Shape => ({ kind: "repeat", of, min, max });
const row = (...parts: Shape[]): Shape => ({ kind: "sequence", parts });

describe("an expression has a shape", () => {
  test.each<[RegExp, Shape]>([
    [/^abc$/, text("abc")],
    [/a.?/, row(text("a"), times(one(printable()), 0, 1))],
    [/[a-c]*/, times(one("abc"), 0, 10)],
    [/x+?/, times(text("x"), 1, 11)],
    [/x{3,}/, times(text("x"), 3, 13)],
    [/(a(b)(?<c>c))/, text("abc")],
    [/(?:a|b{0}|)/, { kind: "either", options: [text("a"), text(""), text("")] }],
    [/^(^a|b$)$/, { kind: "either", options: [text("a"), text("b")] }],
    [/(?:)/, text("")],
    [/a1é/i, row(one("Aa"), text("1é"))],
    [/[b-c]/i, one("BbCc")],
    [/[^!-~]/, text(" ")],
    [/[\da]/, one("0123456789a")],
    [/[^\D5]/, one("012346789")],
    [/[aaa]/, text("a")],
    [/\p{Lu}/u, one("ABCDEFGHIJKLMNOPQRSTUVWXYZ")],
    [/[[a-f]--[b-e]]/v, one("af")],
    [/[\w&&[^a-zA-Z]]/v, one("0123456789_")],
    [/\u{1f3ac}[é日]\x41\cJ/u, row(text("🎬"), one("é日"), text("A\n"))],
    [/🎬/, text("🎬")],
  ])("%s", (expression, expected) => {
    const found = shapeOf(expression);
    expect(sorted(found)).toEqual(sorted(expected));
  });

  test("a large class is thinned evenly", () => {
    const found = shapeOf(/[\u4e00-\u9fff]/);
    if (found.kind !== "character") throw new Error(found.kind);
    expect(found.of.length).toBe(4096);
    expect(found.of[0]).toBe("\u4e00");
    expect(found.of.at(-1)! > "\u9ff0").toBe(true);
    expect(shapeOf(/[\ud700-\ue010]/)).toMatchObject({ kind: "character", of: { length: 256 + 17 } });
  });

  test("lengths decide how far repetition goes", () => {
    expect(shapeOf(/[ab]+/, { min: 3, max: 20 })).toEqual(times(one("ab"), 3, 20));
    expect(shapeOf(/[ab]+/, { max: 4 })).toEqual(times(one("ab"), 1, 4));
    expect(shapeOf(/[ab]+/, { min: 30 })).toEqual(times(one("ab"), 30, 40));
    expect(shapeOf(/x(?:ab)*/, { min: 5, max: 8 })).toEqual(row(text("x"), times(text("ab"), 2, 3)));
    expect(shapeOf(/a+b+/, { max: 5 })).toEqual(row(times(text("a"), 1, 4), times(text("b"), 1, 1)));
    expect(shapeOf(/[ab]{2}/, { min: 1, max: 2 })).toEqual(times(one("ab"), 2, 2));
  });
});

describe("what has none says why", () => {
  test.each<[RegExp, RegExp, { min?: number; max?: number }?]>([
    [/(?=a)a/, /\(\?=a\) looks at the text around it/],
    [/(?<!a)b/, /\(\?<!a\) looks at/],
    [/\bx\b/, /\\b looks at/],
    [/(a)\1/, /\\1 refers back/],
    [/a^b/, /\^ stands where there may be text before it/],
    [/(^a)+/, /\^ stands/],
    [/a$b/, /\$ stands where there may be text behind it/],
    [new RegExp("[]"), /\[\] has no character/],
    [/\p{Script=Greek}/u, /\\p\{Script=Greek\} has no character/],
    [/[^ -~]/, /has no character/],
    [/[\ud800-\udfff]/, /has no character/],
    [/🎬?/, /half a surrogate pair: use the flag u/],
    [/[\q{ab}]/v, /\\q\{ab\} has texts/],
    [/(?i:a)/, /changes flags/],
    [/a{100000}/, /100000 to 100000 characters/],
    [/[ab]{3}/, /3 to 3 characters, and 4 to 65536 are asked for/, { min: 4 }],
  ])("%s", (expression, reason, limits) => {
    expect(() => shapeOf(expression, limits)).toThrow(reason);
  });
});

test("types with expressions are patterns", () => {
  expect(inferField(pattern(/a+/i))).toEqual({
    kind: "pattern",
    expression: "/a+/i",
    shape: times(one("Aa"), 1, 11),
  });
  expect(inferField(pattern(/a+/).min(3).max(5))).toMatchObject({ shape: times(text("a"), 3, 5) });
  expect(inferField(z.fromJSONSchema({ type: "string", pattern: "^[A-Z]{3}$" }))).toMatchObject({ kind: "pattern" });
  expect(inferField(z.templateLiteral(["a-", z.enum(["b", "c"])]))).toMatchObject({ kind: "pattern" });
  expect(inferField(z.string().startsWith("a").endsWith("b"))).toEqual({
    kind: "unsupported",
    reason: "one text for 2 patterns: /^a.*/ and /.*b$/",
  });
  const aWord = { kind: "unsupported", reason: "/\\bx/: \\b looks at the text around it" };
  expect(inferField(pattern(/\bx/))).toEqual(aWord);
  expect(inferField(z.hash("sha256"))).toEqual({ kind: "hex", digits: 64, prefix: "" });
});

function printable(): string {
  return Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
}

/** The order of the characters of a class is of no meaning. */
function sorted(of: Shape): unknown {
  return JSON.parse(JSON.stringify(of), (key, value: unknown) =>
    key === "of" && Array.isArray(value) ? (value as string[]).toSorted((a, b) => (a < b ? -1 : 1)) : value,
  );
}
