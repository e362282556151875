/**
 * name.basics: the people.
 */

import { defineTable, key, list, nullable, plus, reference, subset, template, zipf } from "@backlot/schema";
import * as z from "zod";
import { professions } from "./enumerations.ts";
import { lastYear, yearOfBirth } from "./years.ts";

/** Somebody: few are in very many titles, most in one or two. */
export const someName = reference("name.basics", "nconst", { distribution: zipf(0.7) });

/** One person. */
export const nameBasics = defineTable(
  "name.basics",
  z.object({
    nconst: key("nm", { digits: 7 }),
    primaryName: template("{{person.firstName}} {{person.lastName}}"),
    birthYear: nullable(yearOfBirth, 0.95),
    deathYear: nullable(plus("birthYear", { min: 15, max: 95, limit: lastYear }), 0.65),
    primaryProfession: nullable(subset(professions, { min: 1, max: 3 }), 0.2),
    // People are known for films and series rather than for single episodes.
    knownForTitles: nullable(
      list(
        reference("title.basics", "tconst", {
          where: { field: "titleType", values: ["movie", "tvSeries", "tvMiniSeries", "tvMovie", "short", "video"] },
          distribution: zipf(0.6),
        }),
        { min: 1, max: 4, distinct: true },
      ),
      0.11,
    ),
  }),
  {
    description: "People: when they lived, what they do, what they are known for",
    rows: 13_500_000,
    key: ["nconst"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
