import { describe, expect, test } from "vitest";
import { parsePath } from "../plan/path.ts";
import { recordsWith, seenIn, suggestion } from "./suggest.ts";

const front = new TextEncoder().encode(
  '{"title":"x","cast":[{"name":"a"}],"labels":{"en":{"value":1}},"__proto__":{"a":1}}\n{bad}\n' +
    '{"year":1,"cast":[{"role":"b","tags":[["x"]]}]}, {"late":{"detail":"é',
);
const seen = seenIn(front);

describe("suggestion", () => {
  test.each([
    ["titel", "Did you mean title?"],
    // Keys that other records than the first have, and one that is not whole.
    ["yaer", "Did you mean year?"],
    ["late.detial", "Did you mean late.detail?"],
    ["cast[*].nmae", "Did you mean cast[*].name?"],
    ["cast[*].roel", "Did you mean cast[*].role?"],
    ["cats[*].name", "Did you mean cast[*].name?"],
    ["labels.en.valeu", "Did you mean labels.en.value?"],
    ["labels.fr.value", "In the first records, labels has en"],
    ["__proto__.b", "In the first records, __proto__ has a"],
    // Elements without [*], and [*] without elements.
    ["cast.name", "Did you mean cast[*].name?"],
    ["labels[*].en", "Did you mean labels.en?"],
    ["labels.en.x", "In the first records, labels.en has value"],
    ["qqq", "The first records have title, cast, labels, __proto__, year, late"],
    ["labels[*].fr", "In the first records, labels has en"],
    // More than one thing at once.
    ["cats[*].nmae", "Did you mean cast[*].name?"],
    ["cast.nmae", "Did you mean cast[*].name?"],
    ["lables.en.valeu", "Did you mean labels.en.value?"],
    // An index, which no path can have.
    ["cast.0.name", "Did you mean cast[*].name?"],
    ["cast.0.nmae", "Did you mean cast[*].name?"],
    // More than there is.
    ["title.x", "Did you mean title?"],
    ["title[*]", "Did you mean title?"],
    ["tilte.x.y", "Did you mean title?"],
    ["cast[*].tags[*].x", "Did you mean cast[*].tags[*]?"],
    // The first records have it, and yet none was found: it may be of a record that was rejected.
    ["labels.en", undefined],
  ])("%s", (path, expected) => {
    expect(suggestion(parsePath(path), seen)).toBe(expected);
  });

  test.each([
    ["user.name", 'Did you mean ["user.name"]?'],
    ["user.nam.first", 'Did you mean ["user.name"].first?'],
    ["x.a.b", 'Did you mean x["a.b"]?'],
    ["q", 'The first records have ["user.name"], x'],
  ])("of keys with dots: %s", (path, expected) => {
    const dotted = seenIn(new TextEncoder().encode('{"user.name":{"first":1},"x":{"a.b":1}}'));
    expect(suggestion(parsePath(path), dotted)).toBe(expected);
  });

  test("names no more keys than can be read", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, i]));
    const said = suggestion(parsePath("other"), seenIn(new TextEncoder().encode(JSON.stringify(many))));
    expect(said).toMatch(/^The first records have key0, .*, key19, …$/);
  });

  test("has nothing to say of nothing", () => {
    for (const text of ["", "  ", "[]", "{}", "{"])
      expect(suggestion(parsePath("a"), seenIn(new TextEncoder().encode(text)))).toBeUndefined();
  });
});

test("records are looked for in arrays of objects that have the path", () => {
  const page = seenIn(new TextEncoder().encode('{"a":[{"x":1}],"data":{"items":[{"id":{"n":1}}]}}'));
  expect(recordsWith(parsePath("id.n"), page)).toBe("data.items");
  expect(recordsWith(parsePath("x"), page)).toBe("a");
  expect(recordsWith(parsePath("data"), page)).toBeUndefined();
});
