/**
 * IMDb's title.basics as its own TSV, to /dev/null: narrow records, in which numbers, nulls and choices are most of
 * the work. Rivals make records of the same type, which need not hang together as well as ours.
 */

import { createReadStream, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { WrongOutput, type Case } from "../../case.ts";
import { checkGolden, checkLength, checkType, fileDigest, type Parsed } from "../../compare.ts";
import { runnerName, type Output } from "../../engine.ts";
import type { GenerateJob } from "../../job.ts";
import { tables } from "../../tables.ts";

/** Records that are compared, about 5 MB: enough for several chunks. */
const provenRows = 50_000;
/** The digest of Backlot's first records under the seed 42. */
const provenDigest = "sha256:c41a18d24d54c0f74159e49030b1c6b2c0b806c2dba21edabf67fc9339838b2a";
/** How long a record is on average; others' may be this part longer or shorter. */
const averageBytes = 92;
const tolerance = 0.15;

const { type } = tables["title.basics"];
const columns = Object.keys(type.shape);
const numbers: readonly string[] = ["startYear", "endYear", "runtimeMinutes"];

/** The value of a cell, in the spelling of https://developer.imdb.com/non-commercial-datasets/ */
function value(column: string, cell: string): unknown {
  if (cell === String.raw`\N`) return null;
  if (column === "genres") return cell.split(",");
  if (column === "isAdult") return cell === "1" ? true : cell === "0" ? false : cell;
  return numbers.includes(column) ? Number(cell) : cell;
}

async function* tsvRecords(path: string): AsyncGenerator<Parsed, undefined> {
  let header: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const cells = line.split("\t");
    if (header === undefined) header = cells;
    else yield Object.fromEntries(cells.map((cell, i) => [header?.[i], value(header?.[i] ?? "", cell)]));
  }
}

async function check({ runner, job, path, outcome }: Output<"generate">): Promise<void> {
  const name = runnerName(runner);
  let records = 0;
  for await (const title of tsvRecords(path)) checkType(name, records++, title, type);
  if (records !== outcome.records) throw new WrongOutput(name, records, `it ends before ${outcome.records}`);
  checkLength(name, statSync(path).size / records, averageBytes, tolerance);
  if (runner.id === "generate/backlot" && job.rows === provenRows) {
    checkGolden(name, await fileDigest(path), provenDigest);
  }
}

const titleBasicsTsv: Case<"generate"> = {
  name: "title-basics-tsv",
  title: `generate ${columns.length} columns of IMDb's title.basics as TSV to /dev/null`,
  verb: "generate",
  rows: 8_000_000,
  targets: [
    { what: "title.basics, 1 worker vs DuckDB", of: "backlot ×1", versus: "DuckDB ×1", figure: "records/s", least: 8 },
    { what: "title.basics, 2 workers vs DuckDB", of: "backlot ×2", versus: "DuckDB ×2", figure: "records/s", least: 8 },
  ],
  prepare(_, rows) {
    const job: GenerateJob = {
      verb: "generate",
      table: "title.basics",
      format: "tsv",
      rows,
      to: "/dev/null",
      outputBytes: rows * averageBytes,
    };
    return Promise.resolve({ job, proof: { ...job, rows: provenRows }, check });
  },
};

export default titleBasicsTsv;
