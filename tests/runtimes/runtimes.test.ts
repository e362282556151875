/** The same sources, workers and sinks in every runtime: same bytes, same digest, same errors. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import imdb from "@backlot/dataset-imdb";
import { kernelNames, recordBytes } from "@backlot/generator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tables } from "../generate/plugins.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const bin = join(here, "..", "node_modules", ".bin");
const conditions = "--conditions=@backlot/source";

const runtimes: Record<string, string[]> = {
  node: [process.execPath, conditions],
  deno: [join(bin, "deno"), "run", "--allow-all", "--quiet"],
  bun: [join(bin, "bun"), conditions],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-runtimes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the round trip of a text printed. */
function roundTrip(runtime: string, workers: number, text: string): unknown {
  const from = join(folder, "in.txt");
  writeFileSync(from, text);
  const [command, ...options] = runtimes[runtime];
  const args = [...options, join(here, "round-trip.ts"), from, join(folder, "out.txt"), String(workers)];
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe.each(Object.keys(runtimes))("in %s", (runtime) => {
  test(
    "every kernel, any number of workers and pieces of any size make the promised bytes",
    { timeout: 120_000 },
    () => {
      const [command, ...options] = runtimes[runtime];
      const { stdout, stderr } = spawnSync(command, [...options, join(here, "promised.ts")], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual({ compared: tables.length * kernelNames.length + 7, wrong: [] });
    },
  );

  test.each([0, 1, 3])("%i workers make the right file", (workers) => {
    const text = Array.from({ length: 20_000 }, (_, i) => `line ${i}, äöü\n`).join("");
    const raised = text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
    expect(roundTrip(runtime, workers, text)).toEqual({
      bytes: Buffer.byteLength(raised),
      digest: `sha256:${createHash("sha256").update(raised).digest("hex")}`,
    });
    expect(readFileSync(join(folder, "out.txt"), "utf8")).toBe(raised);
    expect(readdirSync(folder).toSorted()).toEqual(["in.txt", "out.txt"]);
  });

  test("bad input keeps its class, place and stack across the worker, and leaves no file", () => {
    expect(roundTrip(runtime, 2, `${"a".repeat(120_000)}!`)).toEqual({
      name: "InputError",
      message: "Cannot raise an exclamation mark",
      byte: 20_000,
      hint: "Write a full stop",
      own: true,
    });
    expect(readdirSync(folder)).toEqual(["in.txt"]);
  });

  test("code that does not end is ended, and code cannot end the process, in a worker too", () => {
    const [command, ...options] = runtimes[runtime];
    const { stdout, stderr } = spawnSync(command, [...options, join(here, "foreign-code.ts")], { encoding: "utf8" });
    const outcomes = [true, false, false, [false, "it must not call process.exit"], [true, "mine"], true];
    expect([stderr, JSON.parse(stdout)]).toEqual(["", [outcomes, outcomes]]);
  });

  test("a worker that exits fails the run, and leaves no file", () => {
    expect(roundTrip(runtime, 2, `${"a".repeat(120_000)}?`)).toMatchObject({
      name: "MachineError",
      message: "A worker ended with exit code 5 before it had handed in its results",
    });
    expect(readdirSync(folder)).toEqual(["in.txt"]);
  });
});

test.each(Object.keys(runtimes))("%s generates the same file, with any number of workers", async (runtime) => {
  const path = join(folder, "movies.ndjson");
  const [command, ...options] = runtimes[runtime];
  const { stdout, stderr } = spawnSync(command, [...options, join(here, "generate.ts"), path], { encoding: "utf8" });
  expect(stderr).toBe("");
  const bytes = await recordBytes(imdb.tables.movie, { rows: 1000, seed: 42 });
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  expect(JSON.parse(stdout)).toEqual([0, 1, 3].map((workers) => ({ workers, digest })));
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test("without Node's modules, as in a browser, web workers and streams do", () => {
  const [command, ...options] = runtimes.deno;
  const { stdout, stderr } = spawnSync(command, [...options, join(here, "web.ts")], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({
    text: "LIGHTS, CAMERA",
    digest: `sha256:${createHash("sha256").update("LIGHTS, CAMERA").digest("hex")}`,
    streamed: "action",
    badInput: "InputError: Cannot raise an exclamation mark",
    file: "MachineError: Cannot use files: node:fs is not available here",
  });
});
