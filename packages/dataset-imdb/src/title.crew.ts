/**
 * title.crew: who directed and who wrote a title.
 */

import { defineTable, list, nullable, parent, zipf } from "@backlot/schema";
import * as z from "zod";
import { someName } from "./name.basics.ts";

/** Directors and writers of one title. */
export const titleCrew = defineTable(
  "title.crew",
  z.object({
    tconst: parent("tconst"),
    directors: nullable(list(someName, { min: 1, max: 5, distribution: zipf(3), distinct: true }), 0.43),
    writers: nullable(list(someName, { min: 1, max: 12, distribution: zipf(1.7), distinct: true }), 0.48),
  }),
  {
    description: "Directors and writers of titles",
    per: { table: "title.basics", count: 1 },
    key: ["tconst"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
