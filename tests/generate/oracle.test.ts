/** The two halves against each other: `generate --pick a,b` equals `generate | project --pick a,b`, byte for byte. */
import { format as formatNamed, formatNames, type FormatName } from "@backlot/formats";
import { generate } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";
import { project } from "@backlot/projector";
import { memorySink, memorySource } from "@backlot/runtime";
import type { Table } from "@backlot/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const tables: readonly Table[] = Object.values(imdb.tables);

async function generated(table: Table, format: FormatName, pick?: readonly string[]): Promise<Uint8Array> {
  const sink = memorySink();
  await generate({ table, to: sink, format, pick, seed: 7, scale: 0.001, rows: 100 });
  return sink.bytes();
}

async function projected(
  input: Uint8Array,
  table: Table,
  from: FormatName,
  to: FormatName,
  pick: readonly string[],
): Promise<string> {
  const sink = memorySink();
  const inTable = (name: FormatName) =>
    formatNamed(name, name === "csv" || name === "tsv" ? table.options.dialects?.[name] : undefined);
  await project({
    from: memorySource(input),
    to: sink,
    inputFormat: inTable(from),
    outputFormat: inTable(to),
    pick,
    workers: 0,
  });
  return sink.text();
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe.each(formatNames)("%s", (format) => {
  test.each(tables.map((table) => [table.name, table] as const))("%s", async (_, table) => {
    const whole = await generated(table, format);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          table.fields.map(({ name }) => name),
          { minLength: 1 },
        ),
        async (pick) => {
          expect(await projected(whole, table, format, format, pick)).toBe(text(await generated(table, format, pick)));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("across formats: JSON lines to the others", () => {
  test.each(tables.map((table) => [table.name, table] as const))("%s", async (_, table) => {
    const whole = await generated(table, "ndjson");
    for (const format of formatNames) {
      const pick = table.fields.map(({ name }) => name);
      expect(await projected(whole, table, "ndjson", format, pick)).toBe(text(await generated(table, format, pick)));
    }
  });
});
