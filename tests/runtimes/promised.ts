/**
 * Makes what the golden digests promise, in the runtime it is run in, and prints one line of JSON: how often it
 * compared, and what came out otherwise.
 *
 * Every table is made by every kernel, the formats taken in turn; then with one to seven workers, in pieces down
 * to a single record.
 */
import { readFileSync } from "node:fs";
import { formatNames, type FormatName } from "@backlot/formats";
import { generate, kernelNames, type GenerateOptions } from "@backlot/generator";
import { memorySink } from "@backlot/runtime";
import type { Table } from "@backlot/schema";
import { plugins, tables } from "../generate/plugins.ts";

const promised: Record<string, string> = {};
for (const { name } of plugins) {
  const file = new URL(`../generate/digests/${name}.json`, import.meta.url);
  Object.assign(promised, JSON.parse(readFileSync(file, "utf8")));
}

let compared = 0;
const wrong: string[] = [];

async function compare(table: Table, format: FormatName, how: Partial<GenerateOptions>): Promise<void> {
  const { name, dataVersion } = table.plugin;
  const title = `${name} ${dataVersion} ${table.name} ${format}, seed 42, scale 0.001, 500 rows`;
  const options = { table, format, seed: 42, scale: 0.001, rows: 500, to: memorySink() };
  const { outputs } = await generate({ ...options, ...how });
  compared++;
  if (outputs[0].digest !== promised[title]) wrong.push(`${title}, ${JSON.stringify(how)}`);
}

const turn = <T>(all: readonly T[], i: number): T => all[i % all.length];

for (const [i, table] of tables.entries()) {
  for (const [k, kernel] of kernelNames.entries())
    await compare(table, turn(formatNames, i + k), { kernel, workers: 0 });
}
const pieces = [1, 997, 10_007, 65_537];
for (let workers = 1; workers <= 7; workers++) {
  const table = turn(tables, workers * 3);
  const kernel = turn(kernelNames, workers);
  await compare(table, turn(formatNames, workers), { kernel, workers, chunkBytes: turn(pieces, workers) });
}
console.log(JSON.stringify({ compared, wrong }));
