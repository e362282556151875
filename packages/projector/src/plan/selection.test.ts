import { describe, expect, test } from "vitest";
import { parseSelection } from "./selection.ts";

const names = (pick: string | string[]): string[] => parseSelection(pick, undefined).picks!.map(({ name }) => name);

describe("parseSelection", () => {
  test.each([
    ["title,startYear", ["title", "startYear"]],
    [" title , labels.en.value AS label ", ["title", "label"]],
    ['a as "my, name", b', ["my, name", "b"]],
    ["a  As  b c", ["b c"]],
    ['["a,b"],c[*].d', ["a,b", "c[*].d"]],
    ["$['x as y'] AS z", ["z"]],
    ["/a/b,/c", ["a.b", "c"]],
    ['["a.b"]', ["a.b"]],
    ['/a"b, /c[, d AS "x, y"', ['a"b', "c[", "x, y"]],
    ['/a"b AS "x, y", /c"]d as z', ["x, y", "z"]],
    ['a AS 5" disk, b', ['5" disk', "b"]],
    ['"x as y"["z, \\""] AS a, "as b".c', ["a", "as b.c"]],
    ["as", ["as"]],
    ["last", ["last"]],
  ])("names the picks of %s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test("joins several texts", () => {
    expect(names(["a", "b,c"])).toEqual(["a", "b", "c"]);
  });

  test("picks null where nothing is asked for", () => {
    expect(parseSelection(undefined, "a,b[*]")).toEqual({ picks: null, drops: [[{ key: "a" }], [{ key: "b" }, "*"]] });
  });

  test.each([
    ["a,a", "Cannot pick `a` twice"],
    ["a, b AS a", "Cannot pick `a` twice"],
    ['a.b,["a.b"]', "Cannot pick `a.b` twice"],
    ["a AS", "a name is missing after AS"],
    ['a AS "x', "is no quoted name"],
    ['a AS "\\ud800"', "holds an unpaired surrogate"],
    ["a,,b", "it is empty"],
    ["", "it is empty"],
  ])("refuses %s", (text, why) => {
    expect(() => parseSelection(text, undefined)).toThrow(why);
  });

  test("refuses to pick nothing", () => {
    expect(() => parseSelection([], undefined)).toThrow("Cannot pick nothing");
  });

  test("refuses a pick of which a drop leaves nothing", () => {
    expect(() => parseSelection("x, a.b AS c", "a")).toThrow("Cannot pick `a.b` and drop `a`");
    expect(() => parseSelection("a[*]", "a[*]")).toThrow("Cannot pick `a[*]` and drop `a[*]`");
    expect(parseSelection("a", "a.b").drops).toHaveLength(1);
  });
});
