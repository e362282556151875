/**
 * DuckDB with its best settings for the job: the columns are given, so that it neither guesses types nor reads keys
 * that are not kept. In CSV a list is its JSON text, as in Backlot.
 */

import { DuckDBInstance } from "@duckdb/node-api";
import type { Engine } from "../../engine.ts";
import { inputOf, type ProjectJob } from "../../job.ts";

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const name = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const struct = (types: readonly (readonly [string, string])[]): string =>
  `{${types.map(([key, type]) => `${text(key)}: ${text(type)}`).join(", ")}}`;

/** In TSV as IMDb has it, quotes are data, and so is the word for null. */
const dialects = {
  csv: { delim: ",", quote: '"', escape: '"' },
  tsv: { delim: "\t", quote: "", escape: "" },
} as const;

/** The settings of a dialect, as functions take them, or with a blank as COPY does. */
function settings(format: keyof typeof dialects, between: " = " | " "): string {
  return Object.entries(dialects[format])
    .map(([setting, value]) => `${setting}${between}${text(value)}`)
    .join(", ");
}

function read(job: ProjectJob): string {
  const paths = `[${inputOf(job).paths.map(text).join(", ")}]`;
  const { inputFormat, header = [] } = job;
  if (inputFormat !== "csv" && inputFormat !== "tsv") {
    return `read_json(${paths}, format = 'newline_delimited', columns = ${struct(Object.entries(job.columns))})`;
  }
  const columns = struct(header.map((column) => [column, "VARCHAR"]));
  const dialect = settings(inputFormat, " = ");
  return `read_csv(${paths}, auto_detect = false, header = true, ${dialect}, columns = ${columns})`;
}

function values({ columns, format }: ProjectJob): string {
  return Object.entries(columns)
    .map(([key, type]) =>
      format === "csv" && type === "VARCHAR[]" ? `to_json(${name(key)}) AS ${name(key)}` : name(key),
    )
    .join(", ");
}

const engine: Engine<"project"> = {
  name: "DuckDB",
  role: "rival",
  threads: ({ inputFormat }) => (inputFormat === "json" ? [] : [1, 2]),
  async run(job, threads) {
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    const format = job.format === "ndjson" ? "FORMAT json" : `FORMAT csv, HEADER, ${settings(job.format, " ")}`;
    const { rowsChanged } = await connection.run(
      `COPY (SELECT ${values(job)} FROM ${read(job)}) TO ${text(job.to)} (${format})`,
    );
    connection.closeSync();
    instance.closeSync();
    return { records: rowsChanged };
  },
};

export default engine;
