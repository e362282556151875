/**
 * The benchmark: `npm run bench -- [generate|project] [--rows N] [--rounds N] [--no-record]`.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { inProcess } from "./execute.ts";
import type { Verb } from "./job.ts";
import { loadCases, loadEngines } from "./load.ts";
import { record } from "./record.ts";
import { reportLines } from "./report.ts";
import { runCase, type CaseResult } from "./run-case.ts";

const usage = "Usage: npm run bench -- [generate|project] [--rows N] [--rounds N] [--no-record]";
const allVerbs: readonly Verb[] = ["generate", "project"];

function count(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`Cannot use ${text} for --${name}: it must be a whole number from 1`);
}

interface Orders {
  readonly verbs: readonly Verb[];
  readonly rows?: number;
  readonly rounds: number;
  readonly recorded: boolean;
}

function readOrders(): Orders {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: { rows: { type: "string" }, rounds: { type: "string" }, record: { type: "boolean", default: true } },
  });
  const unknown = positionals.find((word) => !allVerbs.some((verb) => verb === word));
  if (unknown !== undefined) throw new TypeError(`Cannot measure ${unknown}: there are ${allVerbs.join(" and ")}`);
  return {
    verbs: positionals.length === 0 ? allVerbs : allVerbs.filter((verb) => positionals.includes(verb)),
    rows: count(values.rows, "rows"),
    rounds: count(values.rounds, "rounds") ?? 5,
    recorded: values.record,
  };
}

/** Tells what is going on, beside the data. */
const say = (line: string): void => console.error(`  ${line}`);

async function main({ verbs, rows, rounds, recorded }: Orders): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  for (const verb of verbs) {
    const engines = await loadEngines(verb);
    const results: CaseResult[] = [];
    for (const [id, benchCase] of await loadCases(verb)) {
      console.error(`${id}: ${benchCase.title}`);
      const result = await runCase(benchCase, engines, { folder, rounds, rows, execute: inProcess, say });
      console.log(`\n${reportLines(result).join("\n")}\n`);
      results.push(result);
    }
    if (recorded) console.log(`Recorded in ${relative(process.cwd(), record(verb, results))}\n`);
  }
}

let orders: Orders | undefined;
try {
  orders = readOrders();
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exitCode = 2;
}
if (orders !== undefined) {
  try {
    await main(orders);
  } catch (error) {
    console.error(error instanceof Error && error.name === "WrongOutput" ? error.message : error);
    process.exitCode = 1;
  }
}
