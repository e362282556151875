/** What is refused of numbers, times, choices, series and distributions, and in which words. */
import { expect, test } from "vitest";
import * as z from "zod";
import {
  date,
  dateSeries,
  decimal,
  defineTable,
  exponential,
  integer,
  issueText,
  key,
  list,
  logNormal,
  normal,
  pareto,
  reference,
  sequence,
  subset,
  time,
  timestamp,
  timestampSeries,
  ulid,
  union,
  uuidv7,
  validatePlugin,
  weighted,
  type Distribution,
  type SeriesOptions,
} from "../index.ts";

function issues(type: z.ZodType): string[] {
  const others = defineTable("others", z.object({ id: z.uuid() }));
  const table = defineTable("t", z.object({ a: type }));
  return validatePlugin({ name: "test", dataVersion: 1, tables: [others, table] }).map(issueText);
}

const number = (distribution: Distribution) => issues(integer(10, 20, { distribution }));

test.each<[string, readonly string[], string]>([
  ["a mean below", number(normal({ mean: 9, deviation: 1 })), "a mean in the range, found 9"],
  ["a mean above", number(normal({ mean: 21, deviation: 1 })), "a mean in the range, found 21"],
  ["no deviation", number(normal({ mean: 15, deviation: 0 })), "a deviation above 0, found 0"],
  ["a text", number(normal({ mean: "15", deviation: 1 })), 'a mean that is a number, found "15"'],
  ["a duration", number(normal({ mean: 15, deviation: { days: 1 } })), 'a deviation above 0, found {"days":1}'],
  ["the lowest", number(exponential({ mean: 10 })), "a mean in the range, above its lowest value, found 10"],
  ["a median", number(pareto({ median: NaN })), "a median that is a number, found NaN"],
  ["an exponent", number(pareto({ median: 12, exponent: 0 })), "an exponent from 0.05 to 100, found 0"],
  [
    "a tail beyond all",
    number(logNormal({ mean: 11, deviation: 2000 })),
    "a deviation of at most 1,000 times the mean, found 2000",
  ],
  [
    "a decimal",
    issues(decimal(0, 1, 1, { distribution: normal({ mean: 1.05, deviation: 1 }) })),
    "a mean in the range, found 1.05",
  ],
  [
    "a day as a number",
    issues(date("2020-01-01", "2021-01-01", { distribution: exponential({ mean: 5 }) })),
    "a mean that is a time as the range has it, found 5",
  ],
  [
    "an instant among days",
    issues(date("2020-01-01", "2021-01-01", { distribution: exponential({ mean: "2020-02-02T12:00:00Z" }) })),
    'a mean that is a time as the range has it, found "2020-02-02T12:00:00Z"',
  ],
  [
    "a deviation without a unit",
    issues(timestamp("2020-01-01", "2021-01-01", { distribution: normal({ mean: "2020-02-02", deviation: 9 }) })),
    "a deviation above 0 such as { days: 30 }, found 9",
  ],
  ["an hour that is not", issues(time("08:00", "24:00")), "times such as 23:59:59, found 08:00 to 24:00"],
  ["a time before itself", issues(time("08:00", "07:59:59")), "min not above max, found 08:00 to 07:59:59"],
  [
    "a length",
    issues(list(z.int(), { min: 0, max: 9, distribution: normal({ mean: 10, deviation: 1 }) })),
    "a mean in the range, found 10",
  ],
  [
    "a share of the records",
    issues(reference("others", "id", { distribution: exponential({ mean: 2 }) })),
    "a mean in the range, above its lowest value, found 2",
  ],
])("%s", (_, found, expected) => {
  expect(found).toEqual([expect.stringMatching(/^t \/ a: expected /)]);
  expect(found[0].replace("t / a: expected ", "")).toBe(expected);
});

test("a range that is not right is what is told", () => {
  expect(issues(integer(20, 10, { distribution: normal({ mean: 15, deviation: 1 }) }))).toHaveLength(1);
  expect(issues(date("x", "y", { distribution: exponential({ mean: "2020-01-01" }) }))).toHaveLength(1);
});

test("the highest value may be a mean, also where steps from the lowest add up to less", () => {
  expect(issues(decimal(4.35, 4.36, 2, { distribution: exponential({ mean: 4.36 }) }))).toEqual([]);
  expect(issues(decimal(4.35, 4.36, 15, { distribution: normal({ mean: 4.36, deviation: 1 }) }))).toEqual([]);
});

const day = (options: Partial<SeriesOptions>) =>
  issues(dateSeries({ start: "2024-01-01", step: { days: 1 }, ...options }));
const instant = (options: Partial<SeriesOptions>) =>
  issues(timestampSeries({ start: "2024-01-01", step: { seconds: 1 }, ...options }));

test.each<[string, readonly string[], string]>([
  [
    "a start that is no day",
    day({ start: "2024-01-01T00:00:00Z" }),
    'a day such as 1999-12-31, found "2024-01-01T00:00:00Z"',
  ],
  ["half a day", day({ step: { hours: 12 } }), 'a step of whole days, months or years, found {"hours":12}'],
  ["half a month", day({ step: { months: 0.5 } }), 'a step of whole days, months or years, found {"months":0.5}'],
  ["no step", day({ step: {} }), "a step that is not nothing, found {}"],
  [
    "a unit that is none",
    instant({ step: { hour: 1 } as object }),
    'a step of whole milliseconds, months or years, found {"hour":1}',
  ],
  [
    "a long jitter",
    instant({ jitter: { days: 50 } }),
    'a jitter of whole milliseconds, below 2^32 of them, found {"days":50}',
  ],
  [
    "a jitter back",
    instant({ jitter: { days: -1 } }),
    'a jitter of whole milliseconds, below 2^32 of them, found {"days":-1}',
  ],
  ["the year 0", instant({ start: "0000-12-31" }), 'a start in the years 0001 to 9999, found "0000-12-31"'],
  ["children of nobody", day({ by: "ordinal" }), "a table with per, found t, which has no parents"],
  ["half a number", issues(sequence({ step: 0.5 })), "whole numbers within ±2^52, found 1 in steps of 0.5"],
  ["steps of nothing", issues(sequence({ step: 0 })), "a step that is not 0, found 0"],
  ["jitter of a sequence", issues(sequence({ jitter: -1 })), "a whole jitter from 0, below 2^32, found -1"],
  [
    "a sequence beyond its end",
    issues(sequence({ start: 2 ** 52, jitter: 500 })),
    "a start and jitter together within ±2^52, found 4503599627370496 and 500",
  ],
  [
    "a start without keys",
    issues(key("x", { digits: 3, start: 1000, order: "permuted" })),
    "a whole start from 0, below 1000, found 1000",
  ],
  [
    "a weight below 0",
    issues(
      weighted([
        [1, 1],
        [2, -1],
      ]),
    ),
    "weights from 0, one of them above 0, found 1, -1",
  ],
  [
    "a value twice",
    issues(
      weighted([
        [1, 1],
        [1, 2],
      ]),
    ),
    "different values, found [1,1]",
  ],
  [
    "an id before 1970",
    issues(uuidv7({ from: "1969-12-31", to: "1970-01-02" })),
    "times from 1970 on, found 1969-12-31",
  ],
  ["an id of no field", issues(ulid({ field: "b" })), 'a field of the same table, found "b"'],
  ["types without weight", issues(union([[z.int(), 0]])), "weights from 0, one of them above 0, found 0"],
  [
    "values that are never taken",
    issues(subset({ a: 1, b: 0 }, { min: 1, max: 2 })),
    "at most the 1 values there are, found max 2",
  ],
])("%s", (_, found, expected) => {
  expect(found.map((text) => text.replace("t / a: expected ", ""))).toEqual([expected]);
});

function idIssues(at: z.ZodType): string[] {
  const table = defineTable("t", z.object({ id: uuidv7({ field: "at" }), at }));
  return validatePlugin({ name: "test", dataVersion: 1, tables: [table] }).map(issueText);
}

test("an id has the time of a timestamp from 1970 on", () => {
  expect(idIssues(timestamp("1970-01-01", "1971-01-01"))).toEqual([]);
  expect(idIssues(timestampSeries({ start: "1970-01-01", step: { years: 1 } }))).toEqual([]);
  expect(idIssues(timestamp("1969-12-31", "1971-01-01"))).toEqual(["t / id: expected times from 1970 on, found at"]);
  expect(idIssues(timestampSeries({ start: "1970-01-01", step: { years: -1 } }))).toEqual([
    "t / id: expected times that go on, found at",
  ]);
  expect(idIssues(date("1970-01-01", "1971-01-01"))).toEqual([
    "t / id: expected a field of timestamps, found at, which is date",
  ]);
  expect(idIssues(uuidv7({ field: "id" }))).toHaveLength(3);
});
