/** Files, devices and sinks of records: the same bytes however many workers write them, and nothing after a failure. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNames } from "@backlot/formats";
import { generate, type GenerateOptions } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";
import { availableWorkers, memorySink, type Summary } from "@backlot/runtime";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failingPlugin } from "./failing-plugin.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-generate-"));
  path = join(folder, "out");
});
afterEach(() => rmSync(folder, { recursive: true }));

const table = imdb.tables["title.basics"];

/** What a run without workers gives. */
async function inMemory(options: Omit<GenerateOptions, "to">): Promise<{ summary: Summary; text: string }> {
  const sink = memorySink();
  const summary = await generate({ ...options, to: sink, workers: 0 });
  return { summary, text: sink.text() };
}

const comparable = ({ written, bytesOut, outputs: [{ records, bytes, digest }] }: Summary): unknown => ({
  written,
  bytesOut,
  records,
  bytes,
  digest,
});

test("workers that write by themselves give the same file, in chunks of any size, up to any limit", async () => {
  const options = fc.record({
    table: fc.constantFrom(table, imdb.tables.movie),
    format: fc.constantFrom(...formatNames),
    rows: fc.nat(500),
    bytes: fc.option(fc.integer({ min: 100, max: 60_000 }), { nil: undefined }),
    chunkBytes: fc.integer({ min: 1, max: 20_000 }),
  });
  await fc.assert(
    fc.asyncProperty(options, fc.constantFrom(1, 2, 3), async (some, workers) => {
      const { summary, text } = await inMemory(some);
      expect(comparable(await generate({ ...some, to: path, workers, force: true }))).toEqual(comparable(summary));
      expect(readFileSync(path, "utf8")).toBe(text);
    }),
    { numRuns: 12 },
  );
});

test("seven workers, and ranges that are longer than they were thought to be", async () => {
  const some = { table: imdb.tables.movie, rows: 3000, chunkBytes: 5_000_000 };
  const { text } = await inMemory({ ...some, chunkBytes: undefined });
  for (const workers of [1, 7]) {
    await generate({ ...some, to: path, workers, force: true });
    expect(readFileSync(path, "utf8") === text).toBe(true);
  }
});

test("a large output has a worker per processor, but for one that digests", async () => {
  const large = { table: imdb.tables.movie, rows: 20_000 };
  const one = { ...large, to: "/dev/null" };
  expect((await generate(one)).workers).toBe(availableWorkers());
  expect((await generate({ ...one, digest: true })).workers).toBe(Math.max(1, availableWorkers() - 1));
  expect((await generate({ ...one, rows: 2000 })).workers).toBe(0);
});

describe("the digest", () => {
  test.each([
    ["a file", "out", undefined, true],
    ["a file that wants none", "out", false, false],
    ["the null device", "/dev/null", undefined, false],
    ["the null device that wants one", "/dev/null", true, true],
  ])("of %s", async (_, to, digest, told) => {
    const { summary } = await inMemory({ table, rows: 900 });
    for (const workers of [0, 2]) {
      const to2 = to === "out" ? path : to;
      const { outputs, bytesOut } = await generate({ table, rows: 900, to: to2, digest, workers, force: true });
      expect([bytesOut, outputs[0].digest]).toEqual([summary.bytesOut, told ? summary.outputs[0].digest : undefined]);
    }
  });
});

describe("with workers, nothing is left", () => {
  const module = new URL("failing-plugin.ts", import.meta.url).href;
  const failing = { module, rows: 1000, chunkBytes: 1000, workers: 2 };

  test("when the plugin's code throws", async () => {
    await expect(generate({ ...failing, table: failingPlugin.tables.throws, to: path })).rejects.toMatchObject({
      name: "InputError",
      message: "Cannot compute failing/throws / note of record 700: its code threw nothing for this record",
      record: 700,
      field: "note",
      stack: expect.stringContaining("computed.ts"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("when the plugin's code ends the worker", async () => {
    const ended = generate({ ...failing, table: failingPlugin.tables.late, to: path });
    await expect(ended).rejects.toMatchObject({
      name: "InputError",
      message: "Cannot compute failing/late: code of the plugin failed after its field was made: nobody waits for this",
      cause: { name: "StrayError", stack: expect.stringContaining("failing-plugin") },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("when it is aborted in the middle", async () => {
    const abort = new AbortController();
    const onProgress = (): void => abort.abort(new Error("enough"));
    const endless = { table, bytes: 1e15, to: path, workers: 2, signal: abort.signal, onProgress };
    await expect(generate(endless)).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("when it is aborted while a worker never ends its turn, and others wait for theirs", async () => {
    const signal = AbortSignal.timeout(700);
    const stuck = generate({ ...failing, workers: 3, table: failingPlugin.tables.never, to: path, signal });
    await expect(stuck).rejects.toMatchObject({ name: "TimeoutError" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")("on a device that is full", async () => {
    await expect(generate({ table, rows: 1000, format: "ndjson", to: "/dev/full", workers: 2 })).rejects.toMatchObject({
      name: "MachineError",
      code: "ENOSPC",
      file: "/dev/full",
      byte: 0,
    });
  });
});
