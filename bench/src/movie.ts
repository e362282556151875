/**
 * The wide movie record as NDJSON: the job, and what is a right answer.
 *
 * Random records have no single one. What every engine's output is held to: so many records, each with the keys of the
 * movie in order and of the type that the table has in zod; and records of about the same length. Who has faker's
 * words has to use them. Backlot's bytes are held to their digest, whatever the number of workers.
 */

import { statSync } from "node:fs";
import { faker } from "@faker-js/faker/locale/en";
import * as z from "zod";
import { WrongOutput, type Case, type Prepared } from "./case.ts";
import {
  checkKinds,
  checkGolden,
  checkLength,
  checkType,
  fileDigest,
  listOf,
  matching,
  ndjsonRecords,
  wholeNumber,
  type Kind,
} from "./compare.ts";
import { runnerName, type Output } from "./engine.ts";
import type { GenerateJob } from "./job.ts";
import { tables } from "./tables.ts";

/** Records that are compared, about 7 MB: enough for several chunks, so that workers have to share. */
const provenRows = 2000;
/** The digests of Backlot's first records under the seed 42, by picked fields: with another data version others. */
const provenDigests: Readonly<Record<string, string>> = {
  "": "sha256:c5d39074c73c608dab0fb0a77849498684941a4022ba3c60261433d5f4862705",
  "title,startYear": "sha256:120107d19599202f99fd46c1387163951cdc9795682810a2ab9ce4cac1ed55c8",
};
/** How long a record is on average. */
const averageBytes = 3625;

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
  language: matching("a language", /^[A-Z][a-z]+$/),
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

const shape: Readonly<Record<string, z.ZodType>> = tables.movie.type.shape;

/** What a movie case says beside its job. */
type MovieCase = Pick<Case<"generate">, "name" | "title" | "rows" | "rounds" | "targets" | "runners"> & {
  readonly pick?: readonly string[];
  /** Whether it is written to a file, and not to /dev/null; false. */
  readonly toFile?: boolean;
};

/** A case of movies as NDJSON. */
export function movies({ pick, toFile = false, ...named }: MovieCase): Case<"generate"> {
  return { ...named, verb: "generate", prepare: (folder, rows) => Promise.resolve(prepared(rows, pick, toFile)) };
}

function prepared(rows: number, pick: readonly string[] | undefined, toFile: boolean): Prepared<"generate"> {
  const to = toFile ? "a file" : "/dev/null";
  const outputBytes = rows * averageBytes;
  const job: GenerateJob = { verb: "generate", table: "movie", format: "ndjson", rows, pick, to, outputBytes };
  return { job, proof: { ...job, rows: provenRows }, check: checkMovies };
}

/** @throws WrongOutput when a movie is none, or when there are others than there should be. */
async function checkMovies({ runner, job, path, outcome }: Output<"generate">): Promise<void> {
  const name = runnerName(runner);
  const { vocabulary, looser = {} } = runner.engine;
  const { pick = Object.keys(kinds) } = job;
  const only = Object.fromEntries(pick.map((key) => [key, kinds[key]]));
  const type = z.object(Object.fromEntries(pick.map((key) => [key, looser[key] ?? shape[key]])));
  let records = 0;
  for await (const movie of ndjsonRecords(path)) {
    checkType(name, records, movie, type);
    if (vocabulary === "faker") checkKinds(name, records, movie, only);
    records++;
  }
  if (records !== outcome.records) throw new WrongOutput(name, records, `it ends before ${outcome.records}`);
  const tolerance = vocabulary === "faker" ? 0.15 : 0.3;
  if (job.pick === undefined) checkLength(name, statSync(path).size / records, averageBytes, tolerance);
  if (runner.id === "generate/backlot" && job.rows === provenRows) {
    checkGolden(name, await fileDigest(path), provenDigests[job.pick?.join() ?? ""]);
  }
}
