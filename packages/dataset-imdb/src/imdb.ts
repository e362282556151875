/**
 * The plugin: all tables under one name.
 */

import { definePlugin } from "@backlot/schema";
import { movie } from "./movie.ts";
import { nameBasics } from "./name.basics.ts";
import { titleAkas } from "./title.akas.ts";
import { titleBasics } from "./title.basics.ts";
import { titleCrew } from "./title.crew.ts";
import { titleEpisode } from "./title.episode.ts";
import { titlePrincipals } from "./title.principals.ts";
import { titleRatings } from "./title.ratings.ts";

/**
 * A wide movie record, and IMDb's own seven tables, realistic and joined.
 *
 * At scale 1 the seven are about as large as IMDb's dump: 10 million titles, 13.5 million people.
 *
 * @example
 * ```ts
 * import imdb from "@backlot/dataset-imdb";
 *
 * console.log(Object.keys(imdb.tables["title.ratings"].type.shape)); // [ 'tconst', 'averageRating', 'numVotes' ]
 * ```
 */
export const imdb = definePlugin({
  name: "imdb",
  dataVersion: 1,
  description: "A wide movie record, and IMDb's seven tables, realistic and joined",
  tables: [movie, titleAkas, titleBasics, titleCrew, titleEpisode, titlePrincipals, titleRatings, nameBasics],
});
