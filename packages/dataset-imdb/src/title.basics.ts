/**
 * title.basics: what a title is called, what it is, when it came out. All other tables hang on it.
 */

import {
  chance,
  defineTable,
  histogram,
  integer,
  key,
  nullable,
  plus,
  sameAs,
  subset,
  weighted,
  when,
} from "@backlot/schema";
import * as z from "zod";
import { genres, titleTypes, type Genre } from "./enumerations.ts";
import { titleText } from "./title-text.ts";
import { lastYear, releaseYear } from "./years.ts";

/** Most films last 70 to 110 minutes; each part is 10 minutes wide. */
const filmMinutes = nullable(
  integer(41, 200, { distribution: histogram([2, 6, 8, 11, 22, 18, 12, 7, 5, 3, 2, 1.5, 1, 0.5, 0.5, 0.5]) }),
  0.36,
);

/** Each part is 5 minutes wide. */
const shortMinutes = nullable(integer(1, 45, { distribution: histogram([14, 24, 22, 13, 9, 6, 5, 4, 3]) }), 0.36);

/** Half an hour and an hour, with or without advertisements, are the slots of television; 5 minutes wide. */
const televisionMinutes = nullable(
  integer(1, 120, {
    distribution: histogram([4, 6, 8, 8, 16, 14, 5, 4, 12, 7, 3, 9, 2, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 2]),
  }),
  0.74,
);

/** How long a series runs: the first of these often, and never past the last year. */
const years = (max: number) => plus("startYear", { min: 0, max, limit: lastYear });
const seriesEnd = nullable(z.union([years(0), years(1), years(3), years(12)]), 0.6);
const miniSeriesEnd = nullable(z.union([years(0), years(1)]), 0.6);

/** One to three genres, none of those left out. */
const genresBut = (...left: readonly Genre[]) =>
  subset<Genre>(
    genres.filter((genre) => !left.includes(genre)),
    { min: 1, max: 3 },
  );
const filmGenres = genresBut("Adult", "Game-Show", "News", "Reality-TV", "Short", "Talk-Show");
const shortGenres = genresBut("Adult", "Film-Noir", "Game-Show", "News", "Reality-TV", "Talk-Show");
const televisionGenres = genresBut("Adult", "Film-Noir", "Musical", "Short", "War", "Western");
/** Adult titles have that genre alone, and no other title has it. */
const adultGenres = subset<Genre>(["Adult"], { min: 1, max: 1 });

/** One title: a film, a series, an episode, a game. */
export const titleBasics = defineTable(
  "title.basics",
  z.object({
    tconst: key("tt", { digits: 7 }),
    titleType: weighted(titleTypes, { exact: true }),
    primaryTitle: titleText,
    originalTitle: sameAs("primaryTitle", { except: 0.1 }),
    isAdult: chance(0.025),
    startYear: nullable(releaseYear, 0.12),
    endYear: when("titleType", { tvSeries: seriesEnd, tvMiniSeries: miniSeriesEnd }, null),
    runtimeMinutes: when(
      "titleType",
      {
        movie: filmMinutes,
        tvMovie: filmMinutes,
        video: filmMinutes,
        short: shortMinutes,
        tvShort: shortMinutes,
        videoGame: null,
      },
      televisionMinutes,
    ),
    genres: when(
      "isAdult",
      { true: adultGenres },
      when(
        "titleType",
        { movie: filmGenres, tvMovie: filmGenres, video: filmGenres, short: shortGenres, tvShort: shortGenres },
        televisionGenres,
      ),
    ),
  }),
  {
    description: "Titles: films, series, episodes, games",
    rows: 10_000_000,
    key: ["tconst"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
