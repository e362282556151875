/**
 * What is kept of a file, as JSON.parse, csv-parse and splitting at tabs find it: the right answer to a job.
 */

import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { compareRecords, csvRecords, ndjsonRecords, type Parsed } from "./compare.ts";
import { inputOf, type ProjectJob } from "./job.ts";

/**
 * Checks the output of a job, record by record.
 *
 * @throws WrongOutput with the first record that is not what was to be kept.
 */
export function compareKept(runner: string, job: ProjectJob, path: string): Promise<void> {
  return compareRecords(runner, wanted(job), readers[job.format](path));
}

async function* wanted(job: ProjectJob): AsyncGenerator<Parsed, undefined> {
  const paths = Object.keys(job.columns);
  const isTable = job.format !== "ndjson";
  for (const path of inputOf(job).paths) {
    for await (const record of readers[job.inputFormat](path)) {
      const values = paths.map((text) => [text, value(record, text.match(/\[\*\]|[^.[\]]+/g)!)] as const);
      yield Object.fromEntries(isTable ? values.map(([text, kept]) => [text, cell(kept)]) : values);
    }
  }
}

/** The value at a path; of a list with `[*]`, all that its elements have there. */
function value(from: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return from;
  if (step === "[*]") return (from as readonly unknown[]).map((element) => value(element, rest));
  return value((from as Parsed)[step], rest);
}

const cell = (kept: unknown): string => (typeof kept === "string" ? kept : JSON.stringify(kept));

const readers: Readonly<Record<ProjectJob["inputFormat"], (path: string) => AsyncGenerator<Parsed, undefined>>> = {
  ndjson: ndjsonRecords,
  csv: csvRecords,
  tsv: tsvRecords,
  json: jsonRecords,
};

/** Quotes are data; what is escaped stays so. */
async function* tsvRecords(path: string): AsyncGenerator<Parsed, undefined> {
  let header: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const cells = line.split("\t");
    if (header === undefined) header = cells;
    else yield Object.fromEntries(header.map((column, i) => [column, cells[i]]));
  }
}

async function* jsonRecords(path: string): AsyncGenerator<Parsed, undefined> {
  yield* JSON.parse(readFileSync(path, "utf8")) as Parsed[];
}
