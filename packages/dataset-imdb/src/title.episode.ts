/**
 * title.episode: to which series an episode belongs. Its records are exactly the titles of that type.
 */

import { defineTable, integer, nullable, parent, reference, zipf } from "@backlot/schema";
import * as z from "zod";

/** The place of one episode in its series. */
export const titleEpisode = defineTable(
  "title.episode",
  z.object({
    tconst: parent("tconst"),
    parentTconst: reference("title.basics", "tconst", {
      where: { field: "titleType", values: ["tvSeries", "tvMiniSeries"] },
      distribution: zipf(0.7),
    }),
    seasonNumber: nullable(integer(1, 60, { distribution: zipf(1.5) }), 0.2),
    episodeNumber: nullable(z.union([integer(1, 10), integer(1, 24), integer(1, 300)]), 0.2),
  }),
  {
    description: "Episodes of series",
    per: { table: "title.basics", count: 1, where: { field: "titleType", values: ["tvEpisode"] } },
    key: ["tconst"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
