/**
 * title.ratings: how a title was rated. Only about every eighth one was.
 */

import { decimal, defineTable, histogram, integer, parent } from "@backlot/schema";
import * as z from "zod";

/** IMDb publishes a rating from five votes on. */
const [fewest, most] = [5, 3_000_000];

/** Half of the titles have few votes, half of the others up to three times as many, and so on. */
function votes(from: number): z.ZodType<number> {
  const next = 3 * from;
  return next < most ? z.union([integer(from, next - 1), votes(next)]) : integer(from, most);
}

/** The rating of one title. */
export const titleRatings = defineTable(
  "title.ratings",
  z.object({
    tconst: parent("tconst"),
    // Each part is 0.7 points wide; the mean is 6.9.
    averageRating: decimal(1, 10, 1, {
      distribution: histogram([0.5, 0.7, 1, 1.7, 2.6, 5, 8, 13.5, 20, 22, 16, 7, 2]),
    }),
    numVotes: votes(fewest),
  }),
  {
    description: "Ratings of titles",
    per: { table: "title.basics", count: { 0: 87, 1: 13 } },
    key: ["tconst"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
