/** Prints records of fields whose options are dates, in every form that is taken. */
import { records } from "@backlot/generator";
import { definePlugin, defineTable, fake } from "@backlot/schema";
import * as z from "zod";

const range = { from: "2024-01-01T00:00:00+02:00", to: "2024-12-31" };
const zoned = { refDate: "Sat, 01 Jun 2024 00:00:00 GMT" };
const day = { refDate: "2024-03-31" };
const event = defineTable(
  "event",
  z.object({
    between: fake("date.between", range),
    betweens: fake("date.betweens", range),
    age: fake("date.birthdate", { mode: "age", min: 18, max: 65, ...day }),
    ageNow: fake("date.birthdate", { mode: "age", min: 18, max: 65 }),
    year: fake("date.birthdate", { mode: "year", min: 1950, max: 2000 }),
    anytime: fake("date.anytime", zoned),
    past: fake("date.past", day),
    recent: fake("date.recent", zoned),
    soon: fake("date.soon", day),
    future: fake("date.future", zoned),
    ulid: fake("string.ulid", day),
    uuid: fake("string.uuid", { version: 7, ...zoned }),
    jwt: fake("internet.jwt", day),
    commit: fake("git.commitDate", zoned),
    entry: fake("git.commitEntry", day),
  }),
);
const { tables } = definePlugin({ name: "zones", dataVersion: 1, tables: [event] });
for await (const record of records(tables.event, { rows: 20 })) console.log(JSON.stringify(record));
