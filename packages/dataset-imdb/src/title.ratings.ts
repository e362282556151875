/**
 * title.ratings: how a title was rated. Only about every eighth one was.
 */

import { decimal, defineTable, histogram, integer, parent, zipf } from "@backlot/schema";
import * as z from "zod";
import { imdbTsv } from "./dialect.ts";

/** The rating of one title. */
export const titleRatings = defineTable(
  "title.ratings",
  z.object({
    tconst: parent("tconst"),
    // Each part is 0.7 points wide; the mean is 6.9.
    averageRating: decimal(1, 10, 1, {
      distribution: histogram([0.5, 0.7, 1, 1.7, 2.6, 5, 8, 13.5, 20, 22, 16, 7, 2]),
    }),
    // IMDb publishes a rating from five votes on.
    numVotes: integer(5, 3_000_000, { distribution: zipf(1.5) }),
  }),
  {
    description: "Ratings of titles",
    per: { table: "title.basics", count: { 0: 87, 1: 13 } },
    key: ["tconst"],
    dialects: { tsv: imdbTsv },
    format: "tsv",
  },
);
