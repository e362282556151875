/**
 * The lesson: fake a very large file of movies, then cut columns out of it, with one worker and with all.
 */
import { mkdirSync, openSync, readSync, closeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import imdb from "@backlot/dataset-imdb";
import { generate } from "@backlot/generator";
import { project } from "@backlot/projector";
import { availableWorkers, type Summary } from "@backlot/runtime";

function readOrders(): { rows: number; workers: number; dir: string } {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "70000" },
      workers: { type: "string", default: String(availableWorkers()) },
      dir: { type: "string", default: "demo" },
    },
  });
  const count = (name: "rows" | "workers"): number => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new TypeError(`Cannot use ${values[name]} for --${name}: it must be a whole number from 1`);
  };
  return { rows: count("rows"), workers: count("workers"), dir: values.dir };
}

let orders;
try {
  orders = readOrders();
} catch (error) {
  process.stderr.write(
    `error: ${(error as Error).message}\n  hint: npm run demo -- [--rows N] [--workers N] [--dir FOLDER]\n`,
  );
  process.exit(2);
}
const { rows, workers, dir } = orders;
const pick = "title,startYear,actors";
mkdirSync(dir, { recursive: true });
const movies = join(dir, "movies.ndjson");
const [oneCsv, allCsv] = [join(dir, "list-1-worker.csv"), join(dir, "list.csv")];

const number = (value: number): string => Math.round(value).toLocaleString("en-US");
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
function say(what: string, { written, bytesIn, bytesOut, seconds }: Summary): void {
  const bytes = Math.max(bytesIn, bytesOut);
  const cells = [number(written), megabytes(bytes), seconds.toFixed(2), number(bytes / 1e6 / seconds)];
  process.stdout.write(`${what.padEnd(30)}${cells.map((cell) => cell.padStart(11)).join("")}\n`);
}

process.stdout.write(
  `Fake movies, then keep ${pick} of each\n\n${" ".repeat(30)}${["records", "MB", "seconds", "MB/s"].map((name) => name.padStart(11)).join("")}\n`,
);
say(
  `generate, ${workers} workers`,
  await generate({ table: imdb.tables.movie, to: movies, rows, seed: 42, workers, force: true }),
);
const one = await project({ from: movies, to: oneCsv, pick, workers: 1, force: true });
say("project, 1 worker", one);
const all = await project({ from: movies, to: allCsv, pick, workers, force: true });
say(`project, ${workers} workers`, all);

const [digest, other] = [one.outputs[0].digest, all.outputs[0].digest];
process.stdout.write(`\nspeed-up   ${(one.seconds / all.seconds).toFixed(2)} × with ${workers} workers\n`);
process.stdout.write(`digests    ${digest === other ? "the same" : "DIFFERENT"}: ${digest}\n`);
process.stdout.write(`files      ${movies}, ${allCsv}\n\n`);
for (const line of firstLines(allCsv, 4))
  process.stdout.write(`${line.length > 110 ? `${line.slice(0, 109)}…` : line}\n`);
if (digest !== other || all.written !== rows) {
  process.stderr.write(
    `error: the two runs do not agree, or ${number(rows)} records were expected and ${number(all.written)} written\n`,
  );
  process.exitCode = 1;
}

function firstLines(path: string, count: number): string[] {
  const file = openSync(path, "r");
  const bytes = new Uint8Array(1 << 16);
  const length = readSync(file, bytes);
  closeSync(file);
  return new TextDecoder().decode(bytes.subarray(0, length)).split("\n").slice(0, count);
}
