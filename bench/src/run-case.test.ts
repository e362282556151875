import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import type { Execute } from "./execute.ts";
import actors from "./cases/project/actors.ts";
import sheet from "./cases/project/sheet.ts";
import titleBasics from "./cases/project/title-basics.ts";
import backlot from "./engines/project/backlot.ts";
import slowJsonParse from "./engines/project/json-parse.ts";
import type { ProjectJob } from "./job.ts";
import { reportLines } from "./report.ts";
import { runCase, type CaseResult } from "./run-case.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-bench-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As many records as anyone else. */
const jsonParse: Engine<"project"> = { ...slowJsonParse, share: () => 1 };

/** A run in this process, in which every round takes a second longer. */
function here(): Execute {
  let runs = 0;
  return async (runner, job) => {
    const outcome = await runner.engine.run(job, runner.threads);
    return { outcome, wallSeconds: 1 + ++runs, insideSeconds: runs, cpuSeconds: 1, peakBytes: 1e6 };
  };
}

async function measured(
  engines: readonly Engine[],
  benchCase = actors,
  execute: Execute = here(),
): Promise<CaseResult> {
  const named = new Map(engines.map((engine, i) => [`project/${i}`, engine]));
  return runCase(benchCase, named, { folder, rounds: 2, rows: 30, execute, say: () => {} });
}

/** An engine that does its work right, and then spoils the file. */
function planted(spoil: (lines: string[]) => string[], told?: number, right = jsonParse): Engine<"project"> {
  return {
    ...right,
    name: "planted",
    threads: () => [1],
    async run(job: ProjectJob) {
      const outcome = await right.run(job, 1);
      if (job.to !== "/dev/null") {
        const lines = readFileSync(job.to, "utf8").split("\n").slice(0, -1);
        writeFileSync(
          job.to,
          spoil(lines)
            .map((line) => `${line}\n`)
            .join(""),
        );
      }
      return { records: told ?? outcome.records };
    },
  };
}

test("an engine that is right is timed", async () => {
  const result = await measured([jsonParse, { ...jsonParse, name: "other", role: "ours" }]);
  expect(result.runners.map(({ wallSeconds }) => wallSeconds.length)).toEqual([2, 2]);
  expect(reportLines(result).join("\n")).toMatch(/other ×1 +vs JSON\.parse ×1/);
});

test.each<[string, (lines: string[]) => string[], RegExp]>([
  ["writes nothing", () => [], /planted ×1 is wrong: it has written nothing/],
  ["loses the last record", (lines) => lines.slice(0, -1), /wrong in record 29: the output ends before it/],
  ["writes a record twice", (lines) => [...lines, lines[0]], /wrong in record 30: the output goes on/],
  ["loses order", ([first, second, ...rest]) => [second, first, ...rest], /wrong in record 0: expected …/],
  ["changes one name", (lines) => lines.with(7, lines[7].replace(/"[^"]*"\]/, '"Nobody"]')), /wrong in record 7: exp/],
  ["loses the order of keys", (lines) => lines.with(3, swapped(lines[3])), /wrong in record 3: expected …/],
  ["cuts a line", (lines) => lines.with(5, lines[5].slice(0, -1)), /wrong in record 5: it does not parse/],
])("an engine that %s fails the run, by name and record", async (_, spoil, message) => {
  await expect(measured([jsonParse, planted(spoil)])).rejects.toThrow(message);
});

function swapped(line: string): string {
  const { title, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify({ ...rest, title });
}

test.each([
  ["TSV", titleBasics, 4, 3],
  ["CSV", sheet, 7, 3],
])("a %s that is wrong in one cell fails the run", async (_, benchCase, line, record) => {
  const spoilt = (lines: string[]): string[] => lines.with(line, lines[line].replace(/\d\d/, "xx"));
  await measured([planted((lines) => lines, undefined, backlot)], benchCase);
  await expect(measured([planted(spoilt, undefined, backlot)], benchCase)).rejects.toThrow(`wrong in record ${record}`);
});

test("an engine that tells another number of records fails the run", async () => {
  await expect(measured([planted((lines) => lines, 29)])).rejects.toThrow("it says 29 records of 30");
});

test("an engine that is right once, but writes less on the clock, fails the run", async () => {
  const execute = here();
  const lazy: Execute = async (runner, job) => ({ ...(await execute(runner, job)), written: 0 });
  await expect(measured([jsonParse], actors, lazy)).rejects.toThrow(
    "JSON.parse ×1 is wrong: it has written 0 bytes of about",
  );
});

test("an engine whose digest depends on the threads fails the run", async () => {
  const fickle: Engine<"project"> = {
    ...jsonParse,
    threads: () => [1, 2],
    run: async (job, threads) => ({ ...(await jsonParse.run(job, threads)), digest: `sha256:${threads}` }),
  };
  await expect(measured([fickle])).rejects.toThrow("×2 is wrong: its output is another");
});

const external = (version: string | undefined): Engine["external"] => ({
  install: "pip install it",
  version: () => version,
});

test("an engine that is not installed is left out, and it is told how to install it", async () => {
  const {
    runners,
    missing,
    external: versions,
  } = await measured([
    { ...jsonParse, name: "there", external: external("1.2.3") },
    { ...jsonParse, name: "absent", external: external(undefined) },
    { ...jsonParse, name: "unable", external: external(undefined), threads: () => [] },
  ]);
  expect(runners.map(({ name }) => name)).toEqual(["there"]);
  expect(missing).toEqual(["absent is left out, as it is not installed: pip install it"]);
  expect(versions).toEqual({ there: "1.2.3" });
});

test("what an engine does instead of the job is what is proved and timed", async () => {
  const records: number[] = [];
  const half: Engine<"project"> = {
    ...jsonParse,
    share: () => 0.5,
    run: (job) => (records.push(job.rows), Promise.resolve({ records: job.rows })),
  };
  await expect(measured([half])).rejects.toThrow("it has written nothing");
  expect(records).toEqual([15]);
});
