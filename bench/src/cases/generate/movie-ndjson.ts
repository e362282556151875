/**
 * The wide movie record as NDJSON to /dev/null.
 *
 * Random records have no single right answer. What every engine's output is held to: so many records, each with the
 * keys of the movie in order, lists of the right length and values of the right kind, texts made of faker's words;
 * and records of about the same length. Backlot's bytes are held to their digest, whatever the number of workers.
 */

import { statSync } from "node:fs";
import { faker } from "@faker-js/faker/locale/en";
import { WrongOutput, type Case } from "../../case.ts";
import { checkKinds, listOf, matching, ndjsonRecords, wholeNumber, type Kind } from "../../compare.ts";
import { runnerName } from "../../engine.ts";
import type { GenerateJob } from "../../job.ts";

/** Records that are compared, about 7 MB: enough for several chunks, so that workers have to share. */
const provenRows = 2000;
/** The digest of Backlot's first records under the seed 42: with another data version it is another. */
const provenDigest = "sha256:c5d39074c73c608dab0fb0a77849498684941a4022ba3c60261433d5f4862705";
/** How long a record is on average; other engines' may be this part longer or shorter. */
const averageBytes = 3625;
const tolerance = 0.15;

const { person, company, internet, location } = faker.definitions;

/** A pattern of one of the words. */
function oneOf(list: readonly string[]): string {
  return `(?:${list.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`;
}

/** A text of one word from each of the lists. */
function words(kind: string, ...lists: readonly (readonly string[])[]): Kind {
  return matching(kind, new RegExp(`^${lists.map(oneOf).join(" ")}$`));
}

const catchPhrase = words("a catch phrase", company.adjective, company.descriptor, company.noun);
const firstNames = new Set(Object.values(person.first_name).flat());
const lastNames = new Set(Object.values(person.last_name).flat());
const affixes = new Set([...Object.values(person.prefix), ...(person.suffix ?? [])].flat());
const fullName: Kind = {
  kind: "a full name",
  is(value) {
    const [first, last, ...more] = String(value)
      .split(" ")
      .filter((word) => !affixes.has(word));
    const lasts = last?.split("-") ?? [];
    return firstNames.has(first) && lasts.length > 0 && lasts.every((name) => lastNames.has(name)) && more.length === 0;
  },
};
const boolean: Kind = { kind: "a boolean", is: (value) => typeof value === "boolean" };

const kinds: Readonly<Record<string, Kind>> = {
  titleId: matching("a UUID", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  ordering: wholeNumber(0, 9999),
  title: catchPhrase,
  region: matching("a locale", /^[a-z]{2}_[A-Z]{2}$/),
  language: matching("a language", /^\p{Lu}[\p{L} ()/,'’-]+$/u),
  types: listOf(5, fullName),
  attributes: listOf(5, fullName),
  isOriginalTitle: boolean,
  tconst: matching("a hex colour", /^#[0-9a-f]{6}$/),
  titleType: matching("a domain name", new RegExp(`^[a-z-]+\\.${oneOf(internet.domain_suffix)}$`)),
  primaryTitle: catchPhrase,
  originalTitle: {
    kind: "a company, a colon and a catch phrase",
    is(value) {
      const [, name, slogan] = /^(\S.*\S):(\S.*\S)$/.exec(String(value)) ?? [];
      return name !== undefined && catchPhrase.is(slogan);
    },
  },
  isAdult: boolean,
  startYear: matching("a date", /^(?:19\d\d|20[012]\d)-[01]\d-[0-3]\d$/),
  endYear: wholeNumber(1900, 2026),
  runtimeMinutes: wholeNumber(1, 300),
  genres: listOf(5, words("a country", location.country)),
  directors: listOf(2, fullName),
  writers: listOf(40, fullName),
  actors: listOf(120, fullName),
};

const movieNdjson: Case<"generate"> = {
  name: "movie-ndjson",
  title: "generate the wide movie as NDJSON to /dev/null",
  rows: 1_000_000,
  async prepare(_, rows) {
    const job: GenerateJob = {
      verb: "generate",
      table: "movie",
      format: "ndjson",
      rows,
      to: "/dev/null",
      outputBytes: rows * averageBytes,
    };
    return {
      job,
      proof: { ...job, rows: provenRows },
      async check({ runner, path, outcome }) {
        const name = runnerName(runner);
        let records = 0;
        for await (const movie of ndjsonRecords(path)) checkKinds(name, records++, movie, kinds);
        if (records !== outcome.records) throw new WrongOutput(name, records, `it ends before ${outcome.records}`);
        const average = statSync(path).size / records;
        if (Math.abs(average / averageBytes - 1) > tolerance) {
          throw new WrongOutput(name, undefined, `a record has ${average.toFixed()} bytes, not about ${averageBytes}`);
        }
        if (runner.engine.role === "ours" && outcome.digest !== provenDigest) {
          throw new WrongOutput(name, undefined, `its digest is ${outcome.digest}, not ${provenDigest}`);
        }
      },
    };
  },
};

export default movieNdjson;
