/**
 * IMDb's seven tables hang together: proved over a whole small scale, record by record.
 */

import imdb from "@backlot/dataset-imdb";
import { tableRows } from "@backlot/generator";
import { beforeAll, describe, expect, test } from "vitest";
import { dumpAt, type Dump, type Row } from "./dump.ts";

// Neither a whole number of blocks of 1,024 titles, nor of names.
const scale = 0.0005;
const seed = 7;
let dump: Dump;
let titles: ReadonlyMap<string, Row<"title.basics">>;
let names: ReadonlySet<string>;

beforeAll(async () => {
  dump = await dumpAt(scale, seed);
  titles = new Map(dump.basics.map((title) => [title.tconst, title]));
  names = new Set(dump.names.map((name) => name.nconst));
});

/** All items for which the rule does not hold; the first ones are enough to see why. */
function exceptions<Item>(items: readonly Item[], rule: (item: Item) => boolean): Item[] {
  return items.filter((item) => !rule(item)).slice(0, 5);
}

function share<Item>(items: readonly Item[], rule: (item: Item) => boolean): number {
  return items.filter(rule).length / items.length;
}

/** Expects a share within four standard errors of a binomial sample. */
function expectShare<Item>(items: readonly Item[], rule: (item: Item) => boolean, wanted: number): void {
  const error = Math.sqrt((wanted * (1 - wanted)) / items.length);
  expect(Math.abs(share(items, rule) - wanted)).toBeLessThan(4 * error);
}

function groups<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const map = new Map<string, Item[]>();
  for (const item of items) {
    const group = map.get(key(item));
    if (group === undefined) map.set(key(item), [item]);
    else group.push(item);
  }
  return map;
}

const distinct = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

const countedFrom1 = (items: readonly { readonly ordering: number }[]): boolean =>
  items.every(({ ordering }, index) => ordering === index + 1);

describe("every table", () => {
  test("has as many records as the scale says", () => {
    const counts = Object.values(dump).map((table) => table.length);
    const wanted = [
      "title.akas",
      "title.basics",
      "title.crew",
      "title.episode",
      "title.principals",
      "title.ratings",
      "name.basics",
    ] as const;
    expect(counts).toEqual(wanted.map((name) => tableRows(imdb.tables[name], scale, seed)));
    expect(dump.basics).toHaveLength(5000);
    expect(dump.names).toHaveLength(6750);
  });

  test("holds records of its type", () => {
    const { tables } = imdb;
    const pairs = [
      [tables["title.akas"], dump.akas],
      [tables["title.basics"], dump.basics],
      [tables["title.crew"], dump.crew],
      [tables["title.episode"], dump.episodes],
      [tables["title.principals"], dump.principals],
      [tables["title.ratings"], dump.ratings],
      [tables["name.basics"], dump.names],
    ] as const;
    for (const [table, records] of pairs) {
      const columns = Object.keys(table.type.shape);
      for (const record of records) {
        // Parsing would drop a key too many, and says nothing about their order.
        expect(table.type.parse(record)).toEqual(record);
        expect(Object.keys(record)).toEqual(columns);
      }
    }
  });
});

describe("title.basics", () => {
  test("counts its ids from 1", () => {
    expect(dump.basics.map((title) => title.tconst)).toEqual(
      dump.basics.map((_, index) => `tt${String(index + 1).padStart(7, "0")}`),
    );
  });

  test("has the original title as primary one in about 90 %", () => {
    expectShare(dump.basics, (title) => title.originalTitle === title.primaryTitle, 0.9);
  });

  test("ends only what is a series, and not before it starts", () => {
    const ended = dump.basics.filter((title) => title.endYear !== null);
    expect(ended.length).toBeGreaterThan(10);
    expect(exceptions(ended, ({ titleType }) => titleType === "tvSeries" || titleType === "tvMiniSeries")).toEqual([]);
    expect(
      exceptions(ended, ({ startYear, endYear }) => startYear !== null && startYear <= endYear! && endYear! <= 2026),
    ).toEqual([]);
  });

  test("has 1 to 3 distinct genres, and one of them for adults only", () => {
    expect(exceptions(dump.basics, ({ genres }) => genres.length >= 1 && genres.length <= 3)).toEqual([]);
    expect(exceptions(dump.basics, ({ genres }) => distinct(genres))).toEqual([]);
    expect(exceptions(dump.basics, ({ genres, isAdult }) => genres.includes("Adult") === isAdult)).toEqual([]);
    expect(new Set(dump.basics.flatMap((title) => title.genres)).size).toBe(28);
  });

  test("has the shares of IMDb's dump", () => {
    const { basics } = dump;
    expectShare(basics, (title) => title.titleType === "tvEpisode", 0.767);
    expectShare(basics, (title) => title.runtimeMinutes === null, 0.667);
    expectShare(basics, (title) => title.startYear === null, 0.12);
    expectShare(basics, (title) => title.isAdult, 0.025);
    const dated = basics.filter((title) => title.startYear !== null);
    expectShare(dated, (title) => title.startYear! >= 2006, 0.679);
  });
});

describe("title.akas", () => {
  test("numbers the names of each title from 1, and has some for each", () => {
    const byTitle = groups(dump.akas, (name) => name.titleId);
    expect([...byTitle.keys()]).toEqual([...titles.keys()]);
    expect(exceptions([...byTitle.values()], countedFrom1)).toEqual([]);
  });

  test("has exactly one original title per title, which is its original title", () => {
    const originals = dump.akas.filter((name) => name.isOriginalTitle);
    expect(originals.map((name) => name.titleId)).toEqual([...titles.keys()]);
    expect(exceptions(originals, (name) => name.title === titles.get(name.titleId)!.originalTitle)).toEqual([]);
    expect(
      exceptions(
        originals,
        ({ region, language, types }) => region === null && language === null && types?.join() === "original",
      ),
    ).toEqual([]);
    const others = dump.akas.filter((name) => !name.isOriginalTitle);
    expect(exceptions(others, ({ types }) => types?.join() !== "original")).toEqual([]);
  });

  test("does not always put the original title first", () => {
    const several = dump.akas.filter((name) => name.isOriginalTitle && name.ordering > 1);
    expect(several.length).toBeGreaterThan(500);
  });
});

describe("title.crew", () => {
  test("has one record per title, with people that exist and are not named twice", () => {
    expect(dump.crew.map((crew) => crew.tconst)).toEqual([...titles.keys()]);
    for (const role of ["directors", "writers"] as const) {
      const lists = dump.crew.flatMap((crew) => (crew[role] === null ? [] : [crew[role]]));
      expect(lists.length).toBeGreaterThan(1000);
      expect(exceptions(lists, (people) => people.length >= 1 && distinct(people))).toEqual([]);
      expect(exceptions(lists.flat(), (person) => names.has(person))).toEqual([]);
    }
  });
});

describe("title.episode", () => {
  test("has exactly the titles of that type", () => {
    const episodes = dump.basics.filter((title) => title.titleType === "tvEpisode");
    expect(dump.episodes.map((episode) => episode.tconst)).toEqual(episodes.map((title) => title.tconst));
  });

  test("has series as parents", () => {
    expect(
      exceptions(dump.episodes, ({ parentTconst }) =>
        ["tvSeries", "tvMiniSeries"].includes(titles.get(parentTconst)?.titleType ?? "none"),
      ),
    ).toEqual([]);
  });

  test("sometimes knows no number", () => {
    expectShare(dump.episodes, (episode) => episode.seasonNumber === null, 0.2);
    expectShare(dump.episodes, (episode) => episode.episodeNumber === null, 0.2);
  });
});

describe("title.principals", () => {
  test("names titles and people that exist, numbered from 1 for each title", () => {
    expect(exceptions(dump.principals, ({ tconst, nconst }) => titles.has(tconst) && names.has(nconst))).toEqual([]);
    expect(distinct(dump.principals.map(({ tconst, ordering }) => `${tconst} ${ordering}`))).toBe(true);
    expect(exceptions([...groups(dump.principals, (part) => part.tconst).values()], countedFrom1)).toEqual([]);
  });

  test("has characters where somebody is seen, as a list in JSON", () => {
    const seen = new Set(["actor", "actress", "self", "archive_footage"]);
    const played = dump.principals.filter((part) => part.characters !== null);
    expect(played.length).toBeGreaterThan(1000);
    expect(exceptions(played, (part) => seen.has(part.category))).toEqual([]);
    for (const { characters } of played) {
      const list: unknown = JSON.parse(characters!);
      expect(list).toEqual([expect.any(String)]);
    }
  });

  test("has jobs only behind the camera", () => {
    const seen = new Set(["actor", "actress", "self", "archive_footage", "archive_sound"]);
    expect(exceptions(dump.principals, ({ category, job }) => !seen.has(category) || job === null)).toEqual([]);
    expect(dump.principals.some((part) => part.job !== null)).toBe(true);
  });

  test("has a few people in many titles", () => {
    const parts = [...groups(dump.principals, (part) => part.nconst).values()].map((group) => group.length);
    parts.sort((a, b) => b - a);
    const top = parts.slice(0, dump.names.length / 100).reduce((sum, n) => sum + n, 0);
    // Without skew, 1 % of the people would have little more than 1 % of the parts.
    expect(top / dump.principals.length).toBeGreaterThan(0.15);
    expect(parts[0]).toBeGreaterThan(10 * (dump.principals.length / dump.names.length));
  });
});

describe("title.ratings", () => {
  test("rates about 13 % of the titles, each once", () => {
    expect(distinct(dump.ratings.map((rating) => rating.tconst))).toBe(true);
    expect(exceptions(dump.ratings, (rating) => titles.has(rating.tconst))).toEqual([]);
    // The totals of every 1,024 titles are exact.
    expect(dump.ratings.length / dump.basics.length).toBeCloseTo(0.13, 2);
  });

  test("has a mean near 7, and mostly few votes", () => {
    const mean = dump.ratings.reduce((sum, rating) => sum + rating.averageRating, 0) / dump.ratings.length;
    expect(mean).toBeGreaterThan(6.6);
    expect(mean).toBeLessThan(7.3);
    expect(exceptions(dump.ratings, ({ averageRating }) => /^(\d|10)(\.\d)?$/.test(String(averageRating)))).toEqual([]);
    expect(share(dump.ratings, (rating) => rating.numVotes < 100)).toBeGreaterThan(0.8);
    expect(dump.ratings.some((rating) => rating.numVotes > 1000)).toBe(true);
  });
});

describe("name.basics", () => {
  test("counts its ids from 1", () => {
    expect(dump.names.map((name) => name.nconst)).toEqual(
      dump.names.map((_, index) => `nm${String(index + 1).padStart(7, "0")}`),
    );
  });

  test("is known for titles that exist, each once", () => {
    const lists = dump.names.flatMap((name) => (name.knownForTitles === null ? [] : [name.knownForTitles]));
    expect(lists.length).toBeGreaterThan(5000);
    expect(exceptions(lists, (list) => list.length >= 1 && list.length <= 4 && distinct(list))).toEqual([]);
    expect(exceptions(lists.flat(), (tconst) => titles.has(tconst))).toEqual([]);
    expect(exceptions(lists.flat(), (tconst) => titles.get(tconst)?.titleType !== "tvEpisode")).toEqual([]);
  });

  test("has few births, and deaths after them", () => {
    expectShare(dump.names, (name) => name.birthYear === null, 0.95);
    const dead = dump.names.filter((name) => name.deathYear !== null);
    expect(dead.length).toBeGreaterThan(20);
    expect(exceptions(dead, ({ birthYear, deathYear }) => birthYear !== null && birthYear <= deathYear!)).toEqual([]);
  });

  test("has 1 to 3 distinct professions, where it has any", () => {
    const lists = dump.names.flatMap((name) => (name.primaryProfession === null ? [] : [name.primaryProfession]));
    expect(lists.length).toBeGreaterThan(5000);
    expect(exceptions(lists, (list) => list.length >= 1 && list.length <= 3 && distinct(list))).toEqual([]);
  });
});
