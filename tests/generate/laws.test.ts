/** Laws 1 and 2 on every table of the first plugin: records are addressable, and fields independent. */
import { formatNames, framing } from "@backlot/formats";
import { generate, recordBytes, tableRows, type GenerateOptions } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";
import { memorySink } from "@backlot/runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const tables = Object.values(imdb.tables);
const anyTable = fc.constantFrom(...tables);
const anySeed = fc.oneof(fc.integer(), fc.string());

async function text(options: Omit<GenerateOptions, "to">): Promise<string> {
  const sink = memorySink();
  await generate({ scale: 0.001, ...options, to: sink });
  return sink.text();
}

describe("law 1: the bytes of a record depend on seed, scale, table and its number alone", () => {
  test("a range alone is a slice of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTable,
        anySeed,
        fc.nat(2000),
        fc.integer({ min: 1, max: 40 }),
        async (table, seed, first, count) => {
          const whole = await text({ table, seed, rows: first + count, format: "ndjson", workers: 0 });
          const range = await text({ table, seed, first, rows: count, format: "ndjson", workers: 0 });
          expect(whole.endsWith(range)).toBe(true);
          expect(range.split("\n")).toHaveLength(count + 1);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("chunks of any size give the same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTable,
        fc.constantFrom(...formatNames),
        fc.integer({ min: 1, max: 20_000 }),
        async (table, format, chunkBytes) => {
          const one = await text({ table, format, rows: 200, workers: 0 });
          expect(await text({ table, format, rows: 200, workers: 0, chunkBytes })).toBe(one);
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each([1, 2, 7])("%i workers give the same bytes", async (workers) => {
    for (const table of [imdb.tables.movie, imdb.tables["title.principals"]]) {
      const one = await text({ table, rows: 300, workers: 0 });
      expect(await text({ table, rows: 300, workers, chunkBytes: 3000 })).toBe(one);
    }
  });

  test("far records are there at once", async () => {
    const bytes = await recordBytes(imdb.tables["title.basics"], { first: 987_654_320, format: "ndjson" });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ tconst: "tt987654321" });
  });

  test("another seed has nothing in common, and a number is the same seed as its text", async () => {
    const table = imdb.tables.movie;
    const [a, b] = await Promise.all(
      [1, 2].map(async (seed) =>
        (await text({ table, seed, rows: 50 }))
          .split("\n")
          .map((line) => JSON.parse(line || "{}") as { titleId?: string }),
      ),
    );
    const ids = new Set(a.map((record) => record.titleId));
    expect(b.filter((record) => record.titleId !== undefined && ids.has(record.titleId))).toEqual([]);
    expect(await text({ table, seed: "1", rows: 5 })).toBe(await text({ table, seed: 1, rows: 5 }));
  });

  test("a table has as many records as it says", async () => {
    for (const table of tables) {
      const rows = tableRows(table, 0.0002, 9);
      const lines = (await text({ table, scale: 0.0002, seed: 9, format: "ndjson" })).split("\n").length - 1;
      expect([table.name, lines]).toEqual([table.name, rows]);
    }
  });

  test("--bytes stops before the record that would be too much", async () => {
    const table = imdb.tables["title.basics"];
    for (const format of formatNames) {
      const all = await text({ table, format, rows: 400 });
      const { close } = framing(format);
      for (const bytes of [1000, 5000, 20_000]) {
        const part = await text({ table, format, bytes, chunkBytes: 4096 });
        expect(part.length).toBeLessThanOrEqual(bytes);
        expect(part.length).toBeGreaterThan(bytes - 400);
        expect(all.startsWith(part.slice(0, part.length - close.length))).toBe(true);
      }
    }
  });
});

describe("law 2: fields are independent", () => {
  test("picking some fields, in any order, changes none of them", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTable.chain((table) =>
          fc.tuple(fc.constant(table), fc.shuffledSubarray(Object.keys(table.type.shape), { minLength: 1 })),
        ),
        anySeed,
        async ([table, pick], seed) => {
          const whole = (await text({ table, seed, rows: 30, format: "ndjson" })).split("\n");
          const picked = (await text({ table, seed, rows: 30, format: "ndjson", pick })).split("\n");
          picked.slice(0, -1).forEach((line, i) => {
            const all = JSON.parse(whole[i]) as Record<string, unknown>;
            const some = JSON.parse(line) as Record<string, unknown>;
            expect(Object.keys(some)).toEqual(pick.filter((name) => name in all));
            for (const name of Object.keys(some)) expect(some[name]).toEqual(all[name]);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
