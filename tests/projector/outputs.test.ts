/** Files in, files, devices and pipes out: the same bytes however many workers read and write, and nothing after a failure. */
import type { ProjectOptions } from "@backlot/projector";
import { project } from "@backlot/projector";
import { formatNames } from "@backlot/formats";
import { type MachineError, memorySink, type Summary } from "@backlot/runtime";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-project-"));
  path = join(folder, "out");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file in the folder of the test. */
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const object = (i: number): string => `{"id":${i},"text":"${'é,\\"]'.repeat(i % 7)}","rest":[{"x":[${i}]}]}`;
const row = (i: number): string => `${i},"${'""\n,'.repeat(i % 5)}",${"x".repeat(i % 11)}\n`;

/** The same records in every format, with much that looks like the end of one. */
const contents = {
  ndjson: (count: number) => numbers(count).map((i) => `${object(i)}\n`),
  json: (count: number) => ["[", ...numbers(count).map((i) => `${i > 0 ? ",\n" : ""}${object(i)}`), "]\n"],
  csv: (count: number) => ["id,text,rest\n", ...numbers(count).map(row)],
  tsv: (count: number) => ["id\ttext\trest\n", ...numbers(count).map((i) => `${i}\t"${i % 5}\t\\N\n`)],
};

const comparable = ({ read, written, rejected, bytesIn, bytesOut, outputs }: Summary): unknown => ({
  read,
  written,
  rejected,
  bytesIn,
  bytesOut,
  digests: outputs.map(({ records, digest }) => [records, digest]),
});

/** What a run in this thread gives, in one chunk. */
async function inOneChunk(options: Omit<ProjectOptions, "to">): Promise<{ summary: Summary; text: string }> {
  const to = memorySink();
  const onError = typeof options.onError === "object" ? { quarantine: memorySink() } : options.onError;
  const summary = await project({ ...options, to, onError, workers: 0, chunkBytes: 1 << 20 });
  return { summary, text: to.text() };
}

test("any file by any number of workers, in ranges of any size, up to any limit, with bad records in it", async () => {
  const options = fc.record({
    inputFormat: fc.constantFrom(...formatNames),
    outputFormat: fc.constantFrom(...formatNames),
    chunkBytes: fc.integer({ min: 60, max: 9000 }),
    limit: fc.option(fc.nat(400), { nil: undefined }),
    maxRecordBytes: fc.constantFrom(60, 1000, undefined),
    digest: fc.boolean(),
  });
  const bad = fc.array(fc.tuple(fc.nat(300), fc.constantFrom("bad\n", '"', "\n\n")), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(options, bad, fc.constantFrom(0, 0, 0, 1, 3, 7), async (some, damage, workers) => {
      const parts = contents[some.inputFormat](300);
      // Damage to the array itself ends the run whatever is said.
      if (some.inputFormat !== "json") for (const [at, text] of damage) parts[at + 1] = text;
      const from = [file("in", parts.join("")), file("in2", contents[some.inputFormat](20).join(""))];
      const quarantine = join(folder, "bad");
      const run = { ...some, from, pick: "text,id", onError: { quarantine } };
      const { summary, text } = await inOneChunk(run);
      const again = await project({ ...run, to: path, workers, force: true });
      expect(readFileSync(path, "utf8")).toBe(text);
      const expected = some.digest
        ? summary
        : { ...summary, outputs: summary.outputs.map((one) => ({ ...one, digest: undefined })) };
      expect(comparable(again)).toEqual(comparable(expected));
      expect(readFileSync(quarantine, "utf8").split("\n").length).toBe(again.rejected + 1);
    }),
    { numRuns: 20 },
  );
});

test.each<[string, string, Omit<ProjectOptions, "from" | "to">]>([
  [
    "comments with quotes in them",
    ['# "x,"\nid,text,rest\n', ...numbers(300).map((i) => (i % 9 > 0 ? row(i) : `#",",\n${row(i)}`))].join(""),
    { inputFormat: "csv", inputDialect: { comment: "#" }, pick: "rest,id" },
  ],
  [
    "escapes inside quotes",
    ["id,text\n", ...numbers(300).map((i) => `${i},"${'\\",\n\\\\'.repeat(i % 5)}"\n`)].join(""),
    { inputFormat: "csv", inputDialect: { escape: "backslash" }, pick: "text,id" },
  ],
  [
    "CRLF and no header",
    numbers(300)
      .map(row)
      .join("")
      .replaceAll(/(x*)\n(?=\d)/g, "$1\r\n"),
    { inputDialect: { like: "rfc4180", header: false }, pick: "3,1" },
  ],
  [
    "records inside a document",
    `{"n":[${numbers(300).join()}],"data":{"items":${contents.json(300).join("")},"next":"${"]}".repeat(900)}"}}\n`,
    { records: "data.items", pick: "text,id" },
  ],
])("%s are read by any number of workers", async (_, content, options) => {
  const from = file("in", content);
  const { summary, text } = await inOneChunk({ ...options, from });
  expect(summary).toMatchObject({ read: 300, written: 300 });
  for (const chunkBytes of [97, 3000]) {
    const again = await project({ ...options, from, to: path, workers: 3, chunkBytes, force: true });
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(comparable(again)).toEqual(comparable(summary));
  }
});

test("damage behind records inside a document is found by whoever reads them", async () => {
  const content = `{"data":${contents.json(300).join("")},"next":tru}`;
  const from = file("in.json", content);
  for (const workers of [0, 3]) {
    await expect(
      project({ from, to: path, records: "data", pick: "id", workers, chunkBytes: 500 }),
    ).rejects.toMatchObject({ name: "InputError", byte: Buffer.byteLength(content) - 1 });
  }
  expect(readdirSync(folder)).toEqual(["in.json"]);
});

test.each([100_000, 9_000_000])(
  "a record of %i bytes, as long as many ranges, is read by one worker",
  async (length) => {
    const long = `{"a":"${"x".repeat(length)}","b":1}`;
    const from = file("in.ndjson", ['{"a":0}', long, '{"a":2}', long, '{"a":3}'].join("\n"));
    for (const workers of [0, 2]) {
      await project({ from, to: path, pick: "b,a", workers, chunkBytes: length / 20, force: true });
      const lines = readFileSync(path, "utf8").split("\n");
      expect(lines.map((line) => line.length)).toEqual([7, length + 14, 7, length + 14, 7, 0]);
    }
  },
);

/** What is in a file that standard output goes to. */
function redirected(from: string, workers: number): { status: number | null; text: string } {
  const script = join(import.meta.dirname, "one-run.ts");
  const out = openSync(path, "w");
  const { status } = spawnSync(
    process.execPath,
    ["--conditions=@backlot/source", script, from, "-", "id", String(workers)],
    { stdio: ["ignore", out, "ignore"] },
  );
  closeSync(out);
  return { status, text: readFileSync(path, "utf8") };
}

test("standard output gets nothing from the chunk with a bad record on", () => {
  const good = contents.ndjson(20_000);
  const lines = numbers(good.length).map((i) => `{"id":${i}}\n`);
  for (const workers of [0, 3]) {
    const { status, text } = redirected(file("in.ndjson", good.join("")), workers);
    expect(status).toBe(0);
    expect(text.startsWith(lines.join(""))).toBe(true);
    const bad = good.with(15_000, "bad\n");
    const { status: failed, text: before } = redirected(file("in.ndjson", bad.join("")), workers);
    expect(failed).toBe(1);
    expect(before.split("\n").length).toBeGreaterThan(1000);
    expect(lines.slice(0, 15_000).join("").startsWith(before)).toBe(true);
  }
});

describe("with workers, nothing is left", () => {
  const failing = { workers: 3, chunkBytes: 500 };

  test("when a record is bad", async () => {
    const parts = contents.ndjson(300);
    parts[200] = '{"id":tru}\n';
    const from = file("in.ndjson", parts.join(""));
    const byte = Buffer.byteLength(parts.slice(0, 200).join("")) + 9;
    await expect(project({ ...failing, from, to: path })).rejects.toMatchObject({
      name: "InputError",
      record: 201,
      byte,
    });
    expect(readdirSync(folder)).toEqual(["in.ndjson"]);
  });

  test("when something stands behind the array", async () => {
    const from = file("in.json", `${contents.json(300).join("")}  ]`);
    await expect(project({ ...failing, from, to: path })).rejects.toThrow("there is text after the array at byte");
    expect(readdirSync(folder)).toEqual(["in.json"]);
  });

  test("when a file changes", async () => {
    const from = file("in.ndjson", contents.ndjson(300).join(""));
    const onProgress = (): void => appendFileSync(from, "{}\n");
    await expect(project({ ...failing, from, to: path, onProgress })).rejects.toThrow(
      "it changed while it was being read",
    );
    expect(readdirSync(folder)).toEqual(["in.ndjson"]);
  });

  test("when a file is cut off", async () => {
    const from = file("in.ndjson", contents.ndjson(300).join(""));
    const onProgress = (): void => writeFileSync(from, "");
    await expect(project({ ...failing, from, to: path, onProgress })).rejects.toThrow(
      "it changed while it was being read",
    );
    expect(readdirSync(folder)).toEqual(["in.ndjson"]);
  });

  test("when it is aborted in the middle", async () => {
    const abort = new AbortController();
    const onProgress = (): void => abort.abort(new Error("enough"));
    const from = file("in.csv", contents.csv(3000).join(""));
    await expect(project({ ...failing, from, to: path, signal: abort.signal, onProgress })).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual(["in.csv"]);
  });

  test.skipIf(process.platform !== "linux")("on a device that is full", async () => {
    const from = file("in.ndjson", contents.ndjson(300).join(""));
    const error: unknown = await project({ ...failing, from, to: "/dev/full" }).catch((thrown: unknown) => thrown);
    expect(error as MachineError).toMatchObject({ name: "MachineError", code: "ENOSPC", file: "/dev/full", byte: 0 });
  });
});
