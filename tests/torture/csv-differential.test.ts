/**
 * CSV against csv-parse and DuckDB: random tables with quotes, delimiters, line ends and characters of several bytes
 * inside their cells, and all line ends that there are.
 */
import { parse } from "csv-parse/sync";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { Random } from "./random.ts";
import { amount, row, type Count } from "./scoreboard.ts";

const pieces = ["a", "bc", '"', '""', ",", "\n", "\r\n", "\r", "é", "😀", " ", "\t", "0", "1.50", "\\", "x".repeat(70)];
const columns = ["k", "x", "é", "y z"];

/** A table of so many rows with line ends of those; the first cell is a number and never empty, so that no line is blank. */
function table(random: Random, rows: number, ends: readonly string[]): string {
  const cell = (): string => {
    const text = random.some(4, () => random.of(pieces)).join("");
    return /[",\r\n]/.test(text) || random.below(4) === 0 ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = Array.from({ length: rows }, (_, i) => [i, cell(), cell(), cell()].join() + random.of(ends));
  return `${columns.join()}\n${lines.join("")}`;
}

type Cells = readonly (string | null)[];

/** The rows as the projector reads them. */
async function projected(text: string, random: Random): Promise<Cells[]> {
  const chunkBytes = 2 ** (8 + random.below(12));
  const { text: json = "[]" } = await outcome(utf8(text), "x.csv", { outputFormat: "json", chunkBytes });
  return (JSON.parse(json) as Record<string, string | null>[]).map((record) => columns.map((name) => record[name]));
}

/** Compares row by row; `same` is how a cell is told. */
function compare(count: Count, rows: readonly Cells[], others: readonly Cells[], text: string): void {
  for (const [i, other] of others.entries()) {
    count.inputs++;
    count.same(
      JSON.stringify(rows[i]),
      JSON.stringify(other),
      () => `row ${i} of ${JSON.stringify(text.slice(0, 500))}`,
    );
  }
  count.missing(rows.length - others.length);
}

const batch = 1000;

describe("CSV differential", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "backlot-csv-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  row(4, "rows as csv-parse reads them", async (count) => {
    for (let seed = 1; count.inputs < amount(2_000, 500_000); seed++) {
      const random = new Random(seed);
      const text = table(random, batch, random.of([["\n"], ["\r\n"], ["\n", "\r\n"]]));
      // It does not tell an empty cell, a null, from an empty text.
      const rows = (await projected(text, random)).map((cells) => cells.map((cell) => cell ?? ""));
      compare(count, rows, parse(text, { from_line: 2, record_delimiter: ["\n", "\r\n"] }), text);
    }
  });

  row(4, "rows as DuckDB reads them", async (count) => {
    // It is compiled for each platform.
    const duckdb = await import("@duckdb/node-api").catch(() => undefined);
    if (duckdb === undefined) return console.warn("DuckDB is skipped: it is not there for this platform");
    const { DuckDBInstance } = duckdb;
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await instance.connect();
    const path = join(folder, "random.csv");
    for (let seed = 1; count.inputs < amount(2_000, 500_000); seed++) {
      const random = new Random(-seed);
      // DuckDB 1.5.6 takes no line ends of two kinds, and finds no rows at all between CRLFs where cells have a CR.
      const text = table(random, batch, ["\n"]);
      writeFileSync(path, text);
      const names = columns.map((name) => `'${name}': 'VARCHAR'`).join(", ");
      const reader = await connection.runAndReadAll(
        `FROM read_csv('${path}', auto_detect = false, header = true, new_line = '\\n', delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, columns = {${names}})`,
      );
      compare(count, await projected(text, random), reader.getRowsJson() as Cells[], text);
    }
    connection.closeSync();
    instance.closeSync();
  });
});
