import { expect, test } from "vitest";
import { closest } from "./closest.ts";

test.each([
  ["titel", ["title", "startYear"], "title"],
  ["moveis.ndjson", ["other", "movies.ndjson"], "movies.ndjson"],
  ["STARTYEAR", ["title", "startYear"], "startYear"],
  ["startYar", ["startYear", "endYear"], "startYear"],
  ["genres", ["actors", "title"], undefined],
  ["x", [], undefined],
])("%s is nearest to one of %j: %s", (name, candidates, expected) => {
  expect(closest(name, candidates)).toBe(expected);
});
