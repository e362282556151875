/**
 * Records: raw results with all that they depend on, a small JSON file per run.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import type { Verb } from "./job.ts";
import type { CaseResult } from "./run-case.ts";

const root = new URL("..", import.meta.url);

/** Writes the results of a verb, and returns the file's path. */
export function record(verb: Verb, cases: readonly CaseResult[], folder: URL = new URL("record/", root)): string {
  const date = new Date().toISOString();
  const commit = git("rev-parse", "HEAD");
  const [cpu] = cpus();
  const content = {
    verb,
    date,
    commit,
    // Whether the sources were just those of the commit.
    clean: git("status", "--porcelain", "--untracked-files=no") === "",
    built: import.meta.resolve("@backlot/generator").includes("/dist/"),
    machine: {
      cpu: cpu.model,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      system: `${platform()} ${release()}`,
      node: process.version,
    },
    // Over 1, 5 and 15 minutes, this run included: much above the threads in use, others were at work too.
    loadAverage: loadavg(),
    packages: (JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { dependencies: unknown })
      .dependencies,
    cases: cases.map((result) => ({
      ...result,
      runners: result.runners.map((runs) => ({
        ...runs,
        wallSeconds: runs.wallSeconds.map(milliseconds),
        insideSeconds: runs.insideSeconds.map(milliseconds),
        cpuSeconds: runs.cpuSeconds.map(milliseconds),
      })),
    })),
  };
  mkdirSync(folder, { recursive: true });
  const path = join(folder.pathname, `${date.slice(0, 16).replace(":", "")}-${verb}.json`);
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  return path;
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** What git says, or nothing where there is no repository. */
function git(...words: readonly string[]): string | undefined {
  try {
    return execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
