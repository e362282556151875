/**
 * Records: raw results with all that they depend on, a small JSON file per run.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Suite } from "./load.ts";
import type { CaseResult } from "./run-case.ts";
import type { Weather } from "./weather.ts";

const root = new URL("..", import.meta.url);

/** Where results lie. */
export const recordFolder = new URL("record/", root);

/** Writes the results of a suite, and returns the file's path. */
export function record(suite: Suite, cases: readonly CaseResult[], weather: Weather): string {
  const date = new Date().toISOString();
  const commit = git("rev-parse", "HEAD");
  const content = {
    suite,
    date,
    commit,
    // Whether the sources were just those of the commit.
    clean: git("status", "--porcelain", "--untracked-files=no") === "",
    built: import.meta.resolve("@backlot/generator").includes("/dist/"),
    machine: machine(),
    weather,
    packages: (JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { dependencies: unknown })
      .dependencies,
    cases: cases.map((result) => ({
      ...result,
      runners: result.runners.map((runs) => ({
        ...runs,
        wallSeconds: runs.wallSeconds.map(rounded),
        insideSeconds: runs.insideSeconds.map(rounded),
        cpuSeconds: runs.cpuSeconds.map(rounded),
      })),
    })),
  };
  mkdirSync(recordFolder, { recursive: true });
  const path = join(fileURLToPath(recordFolder), `${date.slice(0, 16).replace(":", "")}-${suite}.json`);
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  return path;
}

/** What it was measured on. */
export function machine(): { cpu: string; cores: number; memoryBytes: number; system: string; node: string } {
  return {
    cpu: cpus()[0].model,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
  };
}

const rounded = (seconds: number): number => Math.round(seconds * 1e4) / 1e4;

/** What git says, or nothing where there is no repository. */
function git(...words: readonly string[]): string | undefined {
  try {
    return execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
