/**
 * `drizzle-seed` with JSON.stringify, on one thread, without a database: its generators, called as its seeding calls
 * them, but for the inserts. It has no phrases, domains or colours: the first are sentences, the others numbers and
 * words with the rest around them.
 */

import { getGeneratorsFunctions } from "drizzle-seed";
import * as z from "zod";
import type { Engine } from "../../engine.ts";
import { writeLines } from "../../lines.ts";
import { tables } from "../../tables.ts";

type Value = string | number | boolean;

/** A generator, as drizzle-seed's own service uses it; not all of this is in its types. */
interface Generator {
  init(run: { count: number; seed: number }): void;
  generate(at: { i: number }): unknown;
  replaceIfArray(): Generator | undefined;
}

const { region, language } = tables.movie.type.shape;
const f = getGeneratorsFunctions();
const sentence = (): unknown => f.loremIpsum({ sentencesCount: 1 });

const generators: Readonly<Record<string, unknown>> = {
  titleId: f.uuid(),
  ordering: f.int({ minValue: 0, maxValue: 9999 }),
  title: sentence(),
  region: f.valuesFromArray({ values: [...region.options] }),
  language: f.valuesFromArray({ values: [...language.options] }),
  types: f.fullName({ arraySize: 5 }),
  attributes: f.fullName({ arraySize: 5 }),
  isOriginalTitle: f.boolean(),
  tconst: f.int({ minValue: 0, maxValue: 0xff_ff_ff }),
  titleType: f.lastName(),
  primaryTitle: sentence(),
  originalTitle: f.companyName(),
  isAdult: f.boolean(),
  startYear: f.date({ minDate: "1900-01-01", maxDate: "2026-12-31" }),
  endYear: f.int({ minValue: 1900, maxValue: 2026 }),
  runtimeMinutes: f.int({ minValue: 1, maxValue: 300 }),
  genres: f.country({ arraySize: 5 }),
  directors: f.fullName({ arraySize: 2 }),
  writers: f.fullName({ arraySize: 40 }),
  actors: f.fullName({ arraySize: 120 }),
};

/** What its types cannot say. */
const spelled: Readonly<Record<string, (value: Value | Date) => Value>> = {
  tconst: (value) => `#${Number(value).toString(16).padStart(6, "0")}`,
  titleType: (value) => `${String(value).toLowerCase()}.com`,
  startYear: (value) => (value as Date).toISOString().slice(0, 10),
};

const engine: Engine<"generate"> = {
  name: "drizzle-seed",
  role: "rival",
  share: () => 1 / 100,
  // Of its UUIDs, neither version nor variant is one of RFC 9562.
  looser: { titleId: z.guid() },
  threads: ({ table, pick }) => (table === "movie" && pick === undefined ? [1] : []),
  async run({ rows, to }) {
    const columns = Object.entries(generators).map(([name, given], seed) => {
      const generator = given as Generator;
      const column = generator.replaceIfArray() ?? generator;
      column.init({ count: rows, seed });
      const spell = spelled[name];
      const value = (i: number): unknown => column.generate({ i });
      return [name, spell === undefined ? value : (i: number) => spell(value(i) as Value | Date)] as const;
    });
    writeLines(to, rows, (i) => JSON.stringify(Object.fromEntries(columns.map(([name, value]) => [name, value(i)]))));
    return { records: rows };
  },
};

export default engine;
