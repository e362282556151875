/** Numbers, times, ids and choices, in all of their distributions and series. */
import {
  date,
  dateSeries,
  decimal,
  definePlugin,
  defineTable,
  exponential,
  histogram,
  integer,
  key,
  list,
  logNormal,
  normal,
  parent,
  pareto,
  plus,
  reference,
  sequence,
  subset,
  time,
  timestamp,
  timestampSeries,
  ulid,
  union,
  uuidv7,
  weighted,
  zipf,
} from "@backlot/schema";
import * as z from "zod";

const spread = defineTable(
  "spread",
  z.object({
    id: key("s", { digits: 4 }),
    height: integer(120, 220, { distribution: normal({ mean: 172, deviation: 9 }) }),
    children: integer(0, 20, { distribution: exponential({ mean: 1.4 }) }),
    bytes: integer(0, 2 ** 40, { distribution: logNormal({ mean: 200_000, deviation: 900_000 }) }),
    votes: integer(5, 3_000_000, { distribution: pareto({ median: 26, exponent: 0.6 }) }),
    even: z.int().multipleOf(2).min(-10).max(10),
    celsius: decimal(-30, 45, 1, { distribution: normal({ mean: 9.3, deviation: 7.5 }) }),
    price: decimal(0.01, 5000, 2, { distribution: logNormal({ mean: 40, deviation: 55 }) }),
    born: date("1930-01-01", "2010-12-31", {
      distribution: normal({ mean: "1985-01-01", deviation: { days: 3650 } }),
    }),
    ordered: timestamp("2020-01-01", "2026-01-01", { distribution: exponential({ mean: "2020-06-01T12:00:00Z" }) }),
    lunch: time("11:00", "15:00", { distribution: normal({ mean: "12:30", deviation: { minutes: 25 } }) }),
    night: time("22:00:01", "23:59:59", { distribution: histogram([1, 5, 2]) }),
    tags: list(z.enum(["a", "b", "c"]), { min: 0, max: 40, distribution: logNormal({ mean: 3, deviation: 2 }) }),
    friend: reference("spread", "id", { distribution: pareto({ median: 0.05 }) }),
    favourite: reference("spread", "id", { distribution: zipf(1.2) }),
  }),
  { key: ["id"], rows: (scale) => 1_000_000 * scale },
);

const event = defineTable(
  "event",
  z.object({
    id: uuidv7({ field: "at" }),
    ulid: ulid({ field: "drawn" }),
    plain: z.uuidv7(),
    old: ulid(),
    number: key("", { digits: 6, start: 400_000, order: "permuted" }),
    invoice: key("inv-", { digits: 4, start: 9_990 }),
    at: timestampSeries({ start: "2024-02-28T23:00:00.125Z", step: { minutes: 7 }, jitter: { seconds: 400 } }),
    drawn: timestamp("2024-01-01", "2024-12-31", {
      distribution: normal({ mean: "2024-07-01", deviation: { days: 9 } }),
    }),
    due: dateSeries({ start: "2023-12-31", step: { months: 1 }, jitter: { days: 5 } }),
    leap: timestampSeries({ start: "9996-02-29T12:34:56.789Z", step: { years: -4 } }),
    meter: sequence({ start: -500, step: 40, jitter: 39 }),
    after: plus("meter", { min: 0, max: 9 }),
    rating: weighted([
      [5, 60],
      [1.5, 25],
      [null, 10],
      [true, 5],
    ]),
    either: union([
      [z.uuid(), 6],
      [integer(1, 9), 3],
      [z.null(), 1],
    ]),
    toppings: subset({ cheese: 9, olives: 3, capers: 1, anchovies: 0.001 }, { min: 0, max: 4 }),
    lottery: subset([1, 2, 3, 5, 8, 13, true, null], { min: 2, max: 5 }),
    odds: subset(
      [
        [1, 1e-12],
        [3, 1],
        ["five", 1],
      ],
      { min: 1, max: 3 },
    ),
  }),
  { rows: (scale) => 90_000 * scale },
);

const reading = defineTable(
  "reading",
  z.object({
    event: parent("id"),
    day: dateSeries({ start: "2024-01-01", step: { days: 7 }, by: "ordinal" }),
    left: sequence({ start: 100, step: -10, by: "ordinal" }),
    some: reference("event", "invoice", { distribution: normal({ mean: 0.5, deviation: 0.1 }) }),
  }),
  { per: { table: "event", count: [1, 6] } },
);

export default definePlugin({ name: "numbers", dataVersion: 1, tables: [spread, event, reading] });
