/**
 * The tables of the files that are projected: IMDb's, and records as short, as wide and as deep as people have them.
 */

import { imdb } from "@backlot/dataset-imdb";
import {
  date,
  decimal,
  definePlugin,
  defineTable,
  fake,
  integer,
  key,
  template,
  timestamp,
  weighted,
} from "@backlot/schema";
import * as z from "zod";

/** A line of a log: 10 keys, 200 bytes. */
const narrow = defineTable(
  "narrow",
  z.object({
    id: key("r", { digits: 9 }),
    at: timestamp("2024-01-01", "2025-12-31"),
    level: weighted({ info: 90, warning: 8, error: 2 }),
    user: fake("internet.username"),
    action: weighted({ view: 70, search: 20, buy: 7, leave: 3 }),
    status: integer(200, 504),
    bytes: integer(100, 99_999),
    milliseconds: decimal(0, 900, 3),
    cached: z.boolean(),
    session: template("{{word.adjective}}-{{word.noun}}"),
  }),
);

/** A spreadsheet of 40 columns, 0.7 KB: line breaks, quotes and commas inside its cells. */
const sheetColumns: Record<string, z.ZodType> = {};
for (let block = 0; block < 4; block++) {
  Object.assign(sheetColumns, {
    [`id${block}`]: key("w", { digits: 7 }),
    [`name${block}`]: fake("person.fullName"),
    [`note${block}`]: template("{{company.catchPhrase}}\nsee {{company.name}}"),
    [`quote${block}`]: template('{{person.firstName}} said "{{word.noun}}"'),
    [`address${block}`]: template("{{location.street}}, {{location.city}}"),
    [`amount${block}`]: integer(0, 99_999),
    [`price${block}`]: decimal(0, 1000, 2),
    [`day${block}`]: date("2000-01-01", "2025-12-31"),
    [`state${block}`]: weighted({ paid: 8, open: 1, overdue: 1 }),
    [`city${block}`]: fake("location.city"),
  });
}
const sheet = defineTable("sheet", z.object(sheetColumns));

const phrase = fake("company.catchPhrase");
const person = fake("person.fullName");

/** Objects, objects in them, and lists of objects: 2.6 KB. */
const nested = defineTable(
  "nested",
  z.object({
    id: key("n", { digits: 9 }),
    labels: z.object({ en: phrase, de: phrase, fr: phrase }),
    release: z.object({ year: integer(1900, 2026), place: z.object({ city: fake("location.city") }) }),
    cast: z.array(z.object({ name: person, role: fake("person.firstName"), order: integer(1, 99) })).length(30),
    writers: z.array(person).length(40),
  }),
);

const { tables } = definePlugin({ name: "inputs", dataVersion: 1, tables: [narrow, sheet, nested] });

/** By the names that cases have for them. */
export const inputTables = {
  movie: imdb.tables.movie,
  "title.basics": imdb.tables["title.basics"],
  ...tables,
} as const;
