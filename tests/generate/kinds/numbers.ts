/** Numbers and times in all of their distributions. */
import {
  date,
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
  pareto,
  reference,
  time,
  timestamp,
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

export default definePlugin({ name: "numbers", dataVersion: 1, tables: [spread] });
