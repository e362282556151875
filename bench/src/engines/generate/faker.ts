/**
 * `@faker-js/faker` with JSON.stringify, on one thread: records as its users would write them, with the instance that
 * is ready-made, and lines gathered to blocks before they are written.
 */

import { faker } from "@faker-js/faker/locale/en";
import type { Engine } from "../../engine.ts";
import type { GenerateJob } from "../../job.ts";
import { writeLines } from "../../lines.ts";
import { tables } from "../../tables.ts";

const { region, language } = tables.movie.type.shape;

const people = (count: number): string[] => Array.from({ length: count }, () => faker.person.fullName());

function movie(): Record<string, unknown> {
  return {
    titleId: faker.string.uuid(),
    ordering: faker.number.int({ min: 0, max: 9999 }),
    title: faker.company.catchPhrase(),
    region: faker.helpers.arrayElement(region.options),
    language: faker.helpers.arrayElement(language.options),
    types: people(5),
    attributes: people(5),
    isOriginalTitle: faker.datatype.boolean(),
    tconst: faker.color.rgb(),
    titleType: faker.internet.domainName(),
    primaryTitle: faker.company.catchPhrase(),
    originalTitle: `${faker.company.name()}:${faker.company.catchPhrase()}`,
    isAdult: faker.datatype.boolean(),
    startYear: faker.date.between({ from: "1900-01-01", to: "2026-12-31" }).toISOString().slice(0, 10),
    endYear: faker.number.int({ min: 1900, max: 2026 }),
    runtimeMinutes: faker.number.int({ min: 1, max: 300 }),
    genres: Array.from({ length: 5 }, () => faker.location.country()),
    directors: people(2),
    writers: people(40),
    actors: people(120),
  };
}

/** The fields of the wide table, by the kinds that their names begin with. */
const wideKinds: Readonly<Record<string, (row: number) => unknown>> = {
  id: (row) => `r${String(row + 1).padStart(9, "0")}`,
  name: () => faker.person.fullName(),
  amount: () => faker.number.int({ min: 0, max: 99_999 }),
  price: () => faker.number.float({ min: 0, max: 1000, fractionDigits: 2 }),
  day: () => faker.date.between({ from: "2000-01-01", to: "2025-12-31" }).toISOString().slice(0, 10),
  state: () =>
    faker.helpers.weightedArrayElement([
      { weight: 8, value: "paid" },
      { weight: 1, value: "open" },
      { weight: 1, value: "overdue" },
    ]),
  city: () => faker.location.city(),
  active: () => faker.datatype.boolean(),
  token: () => faker.string.uuid(),
  slogan: () => faker.company.catchPhrase(),
};

function maker({ table, pick = [] }: GenerateJob): (row: number) => unknown {
  if (table === "movie") return movie;
  const makers = pick.map((field) => [field, wideKinds[field.replace(/\d+$/, "")]] as const);
  return (row) => {
    const record: Record<string, unknown> = {};
    for (const [field, make] of makers) record[field] = make(row);
    return record;
  };
}

const engine: Engine<"generate"> = {
  name: "@faker-js/faker",
  role: "rival",
  share: () => 1 / 600,
  vocabulary: "faker",
  threads: ({ table, pick }) => (table === "movie" && pick === undefined ? [1] : []),
  async run(job) {
    faker.seed(42);
    const make = maker(job);
    writeLines(job.to, job.rows, (row) => JSON.stringify(make(row)));
    return { records: job.rows };
  },
};

export default engine;
