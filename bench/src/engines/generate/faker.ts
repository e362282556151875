/**
 * `@faker-js/faker` with JSON.stringify, on one thread: the movie as its users would write it, with the instance
 * that is ready-made, and lines gathered to blocks before they are written.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import { faker } from "@faker-js/faker/locale/en";
import type { Engine } from "../../engine.ts";

const people = (count: number): string[] => Array.from({ length: count }, () => faker.person.fullName());

function movie(): Record<string, unknown> {
  return {
    titleId: faker.string.uuid(),
    ordering: faker.number.int({ min: 0, max: 9999 }),
    title: faker.company.catchPhrase(),
    region: `${faker.location.language().alpha2}_${faker.location.countryCode()}`,
    language: faker.location.language().name,
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

const engine: Engine<"generate"> = {
  name: "@faker-js/faker",
  role: "rival",
  share: 1 / 1000,
  threads: ({ table, format }) => (table === "movie" && format === "ndjson" ? [1] : []),
  async run({ rows, to }) {
    faker.seed(42);
    const file = openSync(to, "w");
    let lines = "";
    for (let row = 0; row < rows; row++) {
      lines += `${JSON.stringify(movie())}\n`;
      if (lines.length < 1 << 20 && row < rows - 1) continue;
      writeSync(file, lines);
      lines = "";
    }
    closeSync(file);
    return { records: rows };
  },
};

export default engine;
