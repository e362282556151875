import { isPlugin, rowsAt, type RecordOf } from "@backlot/schema";
import { describe, expect, expectTypeOf, test } from "vitest";
import imdb from "./index.ts";
import { alternativeTypes, genres, languageNames, locales, professions } from "./enumerations.ts";
import type { categories } from "./enumerations.ts";

/** https://developer.imdb.com/non-commercial-datasets/, and the lesson's movie. */
const columns = {
  movie:
    "titleId ordering title region language types attributes isOriginalTitle tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres directors writers actors",
  "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
  "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres",
  "title.crew": "tconst directors writers",
  "title.episode": "tconst parentTconst seasonNumber episodeNumber",
  "title.principals": "tconst ordering nconst category job characters",
  "title.ratings": "tconst averageRating numVotes",
  "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
} as const;

const names = Object.keys(columns) as (keyof typeof columns)[];

test("is a plugin with these tables", () => {
  expect(isPlugin(imdb)).toBe(true);
  expect(Object.keys(imdb.tables)).toEqual(names);
});

describe.each(names)("%s", (name) => {
  const table = imdb.tables[name];

  test("has the columns in their order", () => {
    expect(table.fields.map((member) => member.name)).toEqual(columns[name].split(" "));
  });

  test("has a description and a key", () => {
    expect(table.options.description).toBeTruthy();
    expect(table.options.key?.length).toBeGreaterThan(0);
  });
});

test("IMDb's own tables are spelled as IMDb spells them", () => {
  for (const name of names.slice(1)) {
    expect(imdb.tables[name].options).toMatchObject({ format: "tsv", dialects: { tsv: "imdb" } });
  }
});

test("the tables without parents have their sizes", () => {
  const { tables } = imdb;
  expect([tables.movie, tables["title.basics"], tables["name.basics"]].map((table) => rowsAt(table, 0.01))).toEqual([
    10_000, 100_000, 135_000,
  ]);
});

test("the types of the records are known", () => {
  type Title = RecordOf<(typeof imdb.tables)["title.basics"]>;
  expectTypeOf<Title["titleType"]>().toEqualTypeOf<
    | "tvEpisode"
    | "short"
    | "movie"
    | "video"
    | "tvSeries"
    | "tvMovie"
    | "tvMiniSeries"
    | "tvSpecial"
    | "videoGame"
    | "tvShort"
  >();
  expectTypeOf<Title["genres"]>().toEqualTypeOf<(typeof genres)[number][]>();
  expectTypeOf<Omit<Title, "titleType" | "genres">>().toEqualTypeOf<{
    tconst: string;
    primaryTitle: string;
    originalTitle: string;
    isAdult: boolean;
    startYear: number | null;
    endYear: number | null;
    runtimeMinutes: number | null;
  }>();
  type Principal = RecordOf<(typeof imdb.tables)["title.principals"]>;
  expectTypeOf<Principal["category"]>().toEqualTypeOf<keyof typeof categories>();
  expectTypeOf<Principal["characters"]>().toExtend<string | null>();
  type Name = Pick<RecordOf<(typeof imdb.tables)["name.basics"]>, "nconst" | "deathYear" | "knownForTitles">;
  expectTypeOf<Name>().toEqualTypeOf<{
    nconst: string;
    deathYear: number | null;
    knownForTitles: string[] | null;
  }>();
  type Movie = RecordOf<typeof imdb.tables.movie>;
  expectTypeOf<Movie["actors"]>().toEqualTypeOf<string[]>();
  expectTypeOf<Movie["ordering"]>().toEqualTypeOf<number>();
});

test("no word is enumerated twice", () => {
  expect(genres).toHaveLength(28);
  for (const words of [genres, professions, locales, languageNames]) expect(new Set(words).size).toBe(words.length);
  expect(Object.keys(alternativeTypes)).not.toContain("original");
});
