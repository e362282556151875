/**
 * DuckDB: a query over range() with random words from lists, written by COPY.
 *
 * Its records have the types of the table, but are easier to make: titles have one pattern, nothing depends on
 * anything but the type of a title, names have no prefixes, and no two runs give the same bytes.
 */

import { DuckDBInstance } from "@duckdb/node-api";
import { faker } from "@faker-js/faker/locale/en";
import type { Engine } from "../../engine.ts";
import { tables, type TableName } from "../../tables.ts";

const { person, company, internet, location, word } = faker.definitions;
const { region, language } = tables.movie.type.shape;

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const below = (count: number): string => `floor(random() * ${count})::INTEGER`;

/** Lists of words, in one row: faster than joins with tables of words. */
const lists = {
  first: person.first_name.generic ?? [],
  last: person.last_name.generic ?? [],
  adjective: company.adjective,
  descriptor: company.descriptor,
  noun: company.noun,
  suffix: internet.domain_suffix,
  country: location.country,
  region: region.options,
  language: language.options,
  wordAdjective: word.adjective,
  wordNoun: word.noun,
  genre: [
    "Action",
    "Adventure",
    "Biography",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Family",
    "Fantasy",
    "History",
  ],
} as const satisfies Record<string, readonly string[]>;

const any = (list: keyof typeof lists): string => `${list}[1 + ${below(lists[list].length)}]`;
const catchPhrase = `${any("adjective")} || ' ' || ${any("descriptor")} || ' ' || ${any("noun")}`;
const times = (count: number, value: string): string => `list_transform(range(${count}), lambda x: ${value})`;
const people = (count: number): string => times(count, `${any("first")} || ' ' || ${any("last")}`);

const movie = `
  uuid() AS "titleId", ${below(10_000)} AS ordering, ${catchPhrase} AS title, ${any("region")} AS region,
  ${any("language")} AS language, ${people(5)} AS types, ${people(5)} AS attributes,
  random() < 0.5 AS "isOriginalTitle", format('#{:06x}', ${below(1 << 24)}) AS tconst,
  lower(${any("wordAdjective")} || '-' || ${any("wordNoun")}) || '.' || ${any("suffix")} AS "titleType",
  ${catchPhrase} AS "primaryTitle", ${any("last")} || ' Inc:' || ${catchPhrase} AS "originalTitle",
  random() < 0.5 AS "isAdult", DATE '1900-01-01' + ${below(46_386)} AS "startYear",
  1900 + ${below(127)} AS "endYear", 1 + ${below(300)} AS "runtimeMinutes", ${times(5, any("country"))} AS genres,
  ${people(2)} AS directors, ${people(40)} AS writers, ${people(120)} AS actors
  FROM range($rows), words`;

const titleBasics = `
  tconst, "titleType", title AS "primaryTitle", if(random() < 0.1, 'The ' || ${any("wordNoun")}, title) AS "originalTitle",
  (random() < 0.025)::INTEGER AS "isAdult", "startYear",
  if("titleType" = 'tvSeries' AND random() < 0.4, "startYear" + ${below(4)}, NULL) AS "endYear",
  if(random() < 0.6, NULL, 1 + ${below(200)}) AS "runtimeMinutes",
  CASE ${below(3)}
    WHEN 0 THEN genre[1 + first]
    WHEN 1 THEN genre[1 + first] || ',' || genre[1 + (first + 3) % 10]
    ELSE genre[1 + first] || ',' || genre[1 + (first + 7) % 10] || ',' || genre[1 + (first + 2) % 10]
  END AS genres
  FROM (
    SELECT 'tt' || lpad((range + 1)::VARCHAR, 7, '0') AS tconst,
      CASE WHEN kind < 0.765 THEN 'tvEpisode' WHEN kind < 0.858 THEN 'short' WHEN kind < 0.919 THEN 'movie'
        WHEN kind < 0.945 THEN 'video' WHEN kind < 0.969 THEN 'tvSeries' ELSE 'tvMovie' END AS "titleType",
      'The ' || ${any("wordAdjective")} || ' ' || ${any("wordNoun")} AS title,
      if(random() < 0.12, NULL, 1894 + floor(sqrt(random()) * 133)::INTEGER) AS "startYear",
      ${below(10)} AS first, genre, "wordNoun"
    FROM (SELECT range, random() AS kind FROM range($rows)), words
  ), (SELECT 1)`;

const queries: Partial<Record<TableName, string>> = { movie, "title.basics": titleBasics };

const engine: Engine<"generate"> = {
  name: "DuckDB",
  role: "rival",
  threads: ({ table, pick }) => (table in queries && pick === undefined ? [1, 2] : []),
  share: ({ table }) => (table === "movie" ? 1 / 40 : 1 / 8),
  vocabulary: "faker",
  async run({ table, format, rows, to }, threads) {
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    const words = Object.entries(lists).map(([name, list]) => `[${list.map(text).join(", ")}] AS "${name}"`);
    await connection.run(`CREATE TABLE words AS SELECT ${words.join(", ")}`);
    const query = queries[table]!.replace("$rows", String(rows));
    const tsv = String.raw`FORMAT csv, DELIMITER '\t', NULLSTR '\N', HEADER, QUOTE ''`;
    const { rowsChanged } = await connection.run(
      `COPY (SELECT ${query}) TO ${text(to)} (${format === "tsv" ? tsv : "FORMAT json"})`,
    );
    connection.closeSync();
    instance.closeSync();
    return { records: rowsChanged };
  },
};

export default engine;
