/** `@ngneat/falso` with JSON.stringify, on one thread. Its words are its own. */

import {
  rand,
  randBetweenDate,
  randBoolean,
  randCatchPhrase,
  randCompanyName,
  randCountry,
  randDomainName,
  randFullName,
  randHex,
  randNumber,
  randUuid,
  seed,
} from "@ngneat/falso";
import type { Engine } from "../../engine.ts";
import { writeLines } from "../../lines.ts";
import { tables } from "../../tables.ts";

const { region, language } = tables.movie.type.shape;
const [from, to] = [new Date("1900-01-01"), new Date("2026-12-31")];

const movie = (): Record<string, unknown> => ({
  titleId: randUuid(),
  ordering: randNumber({ min: 0, max: 9999 }),
  title: randCatchPhrase(),
  region: rand(region.options),
  language: rand(language.options),
  types: randFullName({ length: 5 }),
  attributes: randFullName({ length: 5 }),
  isOriginalTitle: randBoolean(),
  tconst: randHex(),
  titleType: randDomainName(),
  primaryTitle: randCatchPhrase(),
  originalTitle: `${randCompanyName()}:${randCatchPhrase()}`,
  isAdult: randBoolean(),
  startYear: randBetweenDate({ from, to }).toISOString().slice(0, 10),
  endYear: randNumber({ min: 1900, max: 2026 }),
  runtimeMinutes: randNumber({ min: 1, max: 300 }),
  genres: randCountry({ length: 5 }),
  directors: randFullName({ length: 2 }),
  writers: randFullName({ length: 40 }),
  actors: randFullName({ length: 120 }),
});

const engine: Engine<"generate"> = {
  name: "@ngneat/falso",
  role: "rival",
  share: () => 1 / 200,
  threads: ({ table, pick }) => (table === "movie" && pick === undefined ? [1] : []),
  async run({ rows, to: path }) {
    seed("42");
    writeLines(path, rows, () => JSON.stringify(movie()));
    return { records: rows };
  },
};

export default engine;
