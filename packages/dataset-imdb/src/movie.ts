/**
 * The wide movie of the lesson: 20 keys, about 190 values, most of them names.
 */

import { date, defineTable, fake, hex, integer, template } from "@backlot/schema";
import * as z from "zod";
import { languageNames, locales } from "./enumerations.ts";
import { lastYear } from "./years.ts";

const catchPhrase = fake("company.catchPhrase");
const person = fake("person.fullName");

/** One movie with everything in it, joined with nothing. */
export const movie = defineTable(
  "movie",
  z.object({
    titleId: z.uuid(),
    ordering: z.int().min(0).max(9999),
    title: catchPhrase,
    region: z.enum(locales),
    language: z.enum(languageNames),
    types: z.array(person).length(5),
    attributes: z.array(person).length(5),
    isOriginalTitle: z.boolean(),
    tconst: hex(6, { prefix: "#" }),
    titleType: fake("internet.domainName"),
    primaryTitle: catchPhrase,
    originalTitle: template("{{company.name}}:{{company.catchPhrase}}"),
    isAdult: z.boolean(),
    startYear: date("1900-01-01", `${lastYear}-12-31`),
    endYear: integer(1900, lastYear),
    runtimeMinutes: integer(1, 300),
    genres: z.array(fake("location.country")).length(5),
    directors: z.array(person).length(2),
    writers: z.array(person).length(40),
    actors: z.array(person).length(120),
  }),
  {
    description: "A wide movie of about 3.6 KB, with 40 writers and 120 actors",
    rows: 1_000_000,
    key: ["titleId"],
  },
);
