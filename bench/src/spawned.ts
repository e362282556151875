/**
 * Other programs: engines that are no JavaScript, and whole command lines.
 */

import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Elsewhere } from "./engine.ts";

interface Spawning {
  readonly to: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end, with its standard output in a file.
 *
 * @returns how long that took
 * @throws Error when it fails, with what it says.
 */
export function spawned(program: string, words: readonly string[], { to, environment }: Spawning): Elsewhere {
  const file = openSync(to, "w");
  const started = performance.now();
  run(program, words, file, environment);
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  return { seconds, whole: true };
}

/** What a program prints. */
export function answered(program: string, words: readonly string[]): string {
  return run(program, words, "pipe");
}

function run(
  program: string,
  words: readonly string[],
  output: number | "pipe",
  environment: Spawning["environment"] = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    stdio: ["ignore", output, "pipe"],
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}\n${stderr}`);
  return stdout;
}

/** The first line that a program prints; nothing where it cannot be run. */
export function printed(program: string, words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8" });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}
