import { expect, test } from "vitest";
import { csv, format, framing, tsv } from "./index.ts";

test("parts of a dialect replace those of the stock one", () => {
  expect(format("csv", { delimiter: ";" })).toEqual({ name: "csv", dialect: { ...csv, delimiter: ";" } });
  expect(format("tsv", { null: "" })).toEqual({ name: "tsv", dialect: { ...tsv, null: "" } });
  expect(format("json", { delimiter: ";" })).toEqual({ name: "json" });
});

test("dialects with a name go with their format", () => {
  expect(format("tsv", "imdb").dialect).toMatchObject({ escape: null, list: ",", booleans: ["0", "1"] });
  expect(format("csv", "excel").dialect).toMatchObject({ delimiter: ",", lineEnd: "\r\n", byteOrderMark: true });
  expect(format("json", "wikidata")).toEqual({ name: "json" });
  expect(() => format("csv", "imdb")).toThrow("Cannot use csv in the dialect imdb: it has excel, rfc4180");
});

test("a format that is none is refused, where types have not done so", () => {
  expect(() => format("xml" as "json")).toThrow("Cannot use the format xml: there are ndjson, json, csv, tsv");
  expect(() => framing("xml" as "json")).toThrow(RangeError);
});

test("with quotes, TSV has no escapes unless they are told", () => {
  expect(format("tsv", { quote: '"' }).dialect).toMatchObject({ quote: '"', escape: null });
  expect(format("tsv", { quote: '"', escape: "backslash" }).dialect).toMatchObject({ escape: "backslash" });
});

test("the framing of a table follows its dialect", () => {
  expect(framing("csv")).toEqual({ open: "", first: "", before: "", after: "\n", close: "" });
  expect(framing(format("csv", { lineEnd: "\r\n", byteOrderMark: true }))).toMatchObject({
    open: "\ufeff",
    after: "\r\n",
  });
});
