/** What is seen of a table's dialect is right for tables that we know: the built-in ones in many dialects, and csv-spectrum's. */
import imdb from "@backlot/dataset-imdb";
import { format } from "@backlot/formats";
import { generate, type GenerateOptions } from "@backlot/generator";
import { project, type ProjectOptions } from "@backlot/projector";
import { memorySink, memorySource } from "@backlot/runtime";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const options = { workers: 0, limit: 1, outputFormat: "ndjson" } as const;

async function made(some: Omit<GenerateOptions, "to">): Promise<Uint8Array> {
  const to = memorySink();
  await generate({ workers: 0, ...some, to });
  return to.bytes();
}

/** The names of the columns as they are read, and what is told of that. */
async function seen(
  bytes: Uint8Array,
  more: Partial<ProjectOptions> = {},
): Promise<{ columns: string[]; told: number }> {
  const to = memorySink();
  let told = 0;
  await project({ ...options, from: memorySource(bytes, "x.csv"), to, onNotice: () => told++, ...more });
  return { columns: Object.keys(JSON.parse(to.text()) as object), told };
}

describe.each(Object.entries(imdb.tables))("imdb/%s", (_, table) => {
  const names = table.fields.map(({ name }) => name);

  test.each([",", ";", "\t", "|"])("divided by %j, with its header", async (delimiter) => {
    for (const rows of [1, 4, 40]) {
      for (const seed of [1, 2]) {
        const bytes = await made({ table, seed, rows, format: format("csv", { delimiter }) });
        expect(await seen(bytes)).toEqual({ columns: names, told: delimiter === "," ? 0 : 1 });
      }
    }
  });
});

test.each(Object.entries(imdb.tables))("imdb/%s without its header", async (_, table) => {
  const dialect = { delimiter: ";", header: false };
  const bytes = await made({ table, seed: 1, rows: 100, format: format("csv", dialect) });
  expect(await seen(bytes)).toEqual({ columns: table.fields.map((_field, i) => String(i + 1)), told: 1 });
});

test("csv-spectrum's tables are what they seem", async () => {
  const folder = dirname(createRequire(import.meta.url).resolve("csv-spectrum"));
  for (const file of readdirSync(join(folder, "csvs"))) {
    const bytes = readFileSync(join(folder, "csvs", file));
    const { columns, told } = await seen(bytes);
    const expected = [JSON.parse(readFileSync(join(folder, "json", file.replace("csv", "json")), "utf8"))].flat() as [
      Record<string, string>,
    ];
    // One of them has bare quotes, and its JSON is no array.
    const hasBareQuotes = file === "location_coordinates.csv";
    expect({ columns, told }).toEqual({ columns: Object.keys(expected[0]), told: hasBareQuotes ? 1 : 0 });
  }
});
