/**
 * The benchmark: `npm run bench -- [generate|project|curves …] [--quick] [--rows N] [--rounds N] [--no-record]`, and
 * `npm run bench -- plot`.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { inProcess } from "./execute.ts";
import { loadCases, loadEngines, suites, type Suite } from "./load.ts";
import { plot } from "./plot/plot.ts";
import { machine, record } from "./record.ts";
import { reportLines, targetLines } from "./report.ts";
import { runCase, type CaseResult } from "./run-case.ts";
import { disturbances, watchWeather } from "./weather.ts";

const usage = `Usage: npm run bench -- [${suites.join("|")} …] [--case NAME] [--quick] [--rows N] [--rounds N] [--no-record]
       npm run bench -- plot`;

function count(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`Cannot use ${text} for --${name}: it must be a whole number from 1`);
}

interface Orders {
  readonly suites: readonly Suite[];
  readonly plot: boolean;
  readonly only?: string;
  readonly quick: boolean;
  readonly rows?: number;
  readonly rounds?: number;
  readonly recorded: boolean;
}

function readOrders(): Orders {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      case: { type: "string" },
      quick: { type: "boolean", default: false },
      rows: { type: "string" },
      rounds: { type: "string" },
      record: { type: "boolean" },
    },
  });
  const words: readonly string[] = [...suites, "plot"];
  const unknown = positionals.find((word) => !words.includes(word));
  if (unknown !== undefined) throw new TypeError(`Cannot measure ${unknown}: there are ${words.join(", ")}`);
  const [rows, rounds] = [count(values.rows, "rows"), count(values.rounds, "rounds")];
  const whole = values.case === undefined && !values.quick && rows === undefined && rounds === undefined;
  return {
    suites: positionals.length === 0 ? ["generate", "project"] : suites.filter((suite) => positionals.includes(suite)),
    plot: positionals.includes("plot"),
    only: values.case,
    quick: values.quick,
    rows,
    rounds,
    // Only whole runs can be compared with others.
    recorded: values.record ?? whole,
  };
}

/** The suites that have the case that is asked for; all of them where none is. */
async function suitesOf({ suites: wanted, only }: Orders): Promise<readonly Suite[]> {
  if (only === undefined || wanted.length === 0) return wanted;
  const known = await Promise.all(
    wanted.map(async (suite) => ({ suite, names: [...(await loadCases(suite)).values()].map(({ name }) => name) })),
  );
  const having = known.filter(({ names }) => names.includes(only));
  if (having.length > 0) return having.map(({ suite }) => suite);
  const there = known.map(({ suite, names }) => `  ${suite}: ${names.join(", ")}`).join("\n");
  throw new TypeError(`Cannot measure the case ${only}: there are\n${there}`);
}

/** Tells what is going on, beside the data. */
const say = (line: string): void => console.error(`  ${line}`);

async function measure(suite: Suite, folder: string, { only, quick, rows, rounds, recorded }: Orders): Promise<void> {
  const weather = watchWeather();
  const results: CaseResult[] = [];
  for (const [id, benchCase] of await loadCases(suite)) {
    if (only !== undefined && only !== benchCase.name) continue;
    console.error(`${id}: ${benchCase.title}`);
    const engines = await loadEngines(benchCase.verb);
    const result = await runCase(benchCase, engines, { folder, rounds, rows, quick, execute: inProcess, say });
    console.log(`\n${reportLines(result).join("\n")}\n`);
    results.push(result);
  }
  const targets = results.flatMap((result) => result.targets);
  if (targets.length > 0) console.log(`${targetLines(targets).join("\n")}\n`);
  for (const line of new Set(results.flatMap(({ missing }) => missing))) console.log(line);
  const { cpu, cores, system, node } = machine();
  console.log(`${cpu}, ${cores} cores, ${system}, Node ${node}, ${new Date().toISOString().slice(0, 16)}Z`);
  const seen = weather();
  const disturbed = disturbances(seen);
  console.log(
    disturbed.length === 0 ? "The machine was quiet." : `The machine was not quiet: ${disturbed.join("; ")}.`,
  );
  if (quick) console.log("A quick run: these figures are a first look, and are not recorded.");
  if (recorded) console.log(`Recorded in ${relative(process.cwd(), record(suite, results, seen))}`);
  console.log();
}

async function main(orders: Orders): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  for (const suite of orders.suites) await measure(suite, folder, orders);
  if (orders.plot) for (const path of await plot()) console.log(`Drawn: ${relative(process.cwd(), path)}`);
}

let orders: Orders | undefined;
try {
  const read = readOrders();
  orders = { ...read, suites: await suitesOf(read) };
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
