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
  const { seconds } = run(program, words, file, environment);
  closeSync(file);
  return { seconds, wholeSeconds: seconds };
}

/** What a program prints, and how long all of it took. */
export function answered(
  program: string,
  words: readonly string[],
): { readonly text: string; readonly seconds: number } {
  return run(program, words, "pipe");
}

function run(
  program: string,
  words: readonly string[],
  output: number | "pipe",
  environment: Spawning["environment"] = {},
): { readonly text: string; readonly seconds: number } {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    stdio: ["ignore", output, "pipe"],
    // What makes the benchmark start sooner is not to be the program's.
    env: { ...process.env, NODE_COMPILE_CACHE: undefined, ...environment },
    encoding: "utf8",
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}\n${stderr}`);
  return { text: stdout, seconds };
}

/** The first line that a program prints; nothing where it cannot be run. */
export function printed(program: string, words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8" });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}
