import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Path, parsePath, pathText } from "./path.ts";

const k = (key: string): { key: string } => ({ key });

describe("parsePath", () => {
  test.each<[string, Path]>([
    ["title", [k("title")]],
    ["labels.en.value", [k("labels"), k("en"), k("value")]],
    ["claims.P161[*].mainsnak.id", [k("claims"), k("P161"), "*", k("mainsnak"), k("id")]],
    ['["a.b"]', [k("a.b")]],
    ['a["b c"][*][*]', [k("a"), k("b c"), "*", "*"]],
    ['"full, name".x', [k("full, name"), k("x")]],
    ["['it''s']".replace("''", "\\'"), [k("it's")]],
    ["full name", [k("full name")]],
    ["__proto__.constructor", [k("__proto__"), k("constructor")]],
    ["@id", [k("@id")]],
    ["/a~1b/m~0n/", [k("a/b"), k("m~n"), k("")]],
    ["/", [k("")]],
    ["$.a.b", [k("a"), k("b")]],
    ["$['a.b'][*].c", [k("a.b"), "*", k("c")]],
    ['$ [ "a" ] .b', [k("a"), k("b")]],
    ['$["\\u0061\\ud83d\\ude00"]', [k("a😀")]],
  ])("reads %s", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  test.each([
    ["", "it is empty"],
    ["a..b", "`..` is not supported"],
    ["$..a", "`..` is not supported"],
    [".a", "it starts with a dot"],
    ["a.", "a name is missing"],
    ["a[0]", "indexes are not supported"],
    ["$[-1]", "indexes are not supported"],
    ["a[1:2]", "slices are not supported"],
    ["a[:]", "slices are not supported"],
    ["a[?@.b]", "filters are not supported"],
    ["a['b','c']", "several selectors"],
    ["a.*", "`*` over the members"],
    ["$.*", "`.*` is not supported"],
    ["$", "it selects the whole record"],
    ["$a", "after `$` comes"],
    ["$.0", "after a dot comes a name"],
    ["[*]", "a record is an object"],
    ["a[b]", "between brackets"],
    ["a['b'", "a bracket is not closed"],
    ["a['b]", "a quote is not closed"],
    ['a["\\x"]', "is no quoted key"],
    ["a['\\\"']", "is no quoted key"],
    ['a["\\ud800"]', "unpaired surrogate"],
    ["a*b", "must be quoted"],
    ["a'b", "must be quoted"],
    ["a[*]b", "a dot is missing"],
    ["/a/0", "the index 0 is not supported"],
    ["/a~2", "`~` must be written"],
    ["$.a ", "continues no path"],
  ])("refuses %s", (text, why) => {
    expect(() => parsePath(text)).toThrow(why);
  });
});

test("pathText is read back as the same path", () => {
  const key = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a.b", "", " a", "$", "/x", "*", "[*]", "a,b", "__proto__", "\n", "'", '"'),
  );
  const segment = fc.oneof({ weight: 3, arbitrary: key.map(k) }, fc.constant("*" as const));
  fc.assert(
    fc.property(key.map(k), fc.array(segment, { maxLength: 4 }), (first, rest) => {
      const path = [first, ...rest];
      expect(parsePath(pathText(path))).toEqual(path);
    }),
  );
});
