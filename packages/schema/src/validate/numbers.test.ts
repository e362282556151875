/** What is refused of numbers, times and their distributions, and in which words. */
import { expect, test } from "vitest";
import * as z from "zod";
import {
  date,
  decimal,
  defineTable,
  exponential,
  integer,
  issueText,
  list,
  logNormal,
  normal,
  pareto,
  reference,
  time,
  timestamp,
  validatePlugin,
  type Distribution,
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
