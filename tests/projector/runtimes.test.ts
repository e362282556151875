/** The same projection in every runtime, with workers: the same bytes. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";

const bin = join(import.meta.dirname, "..", "node_modules", ".bin");
const conditions = "--conditions=@backlot/source";
const runtimes: [name: string, command: string[]][] = [
  ["node", [process.execPath, conditions]],
  ["deno", [join(bin, "deno"), "run", "--allow-all", "--quiet"]],
  ["bun", [join(bin, "bun"), conditions]],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-projector-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(runtimes)("%s", (_, [command, ...options]) => {
  const from = join(folder, "in.ndjson");
  const to = join(folder, "out.csv");
  writeFileSync(
    from,
    Array.from({ length: 10_000 }, (__, i) => `{"id":${i},"tags":["é",{"x":"a,b"}],"rest":"${i}"}\n`).join(""),
  );
  const { status, stdout, stderr } = spawnSync(
    command,
    [...options, join(import.meta.dirname, "one-run.ts"), from, to, "tags[*].x AS x, id", "2"],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    command: "project",
    read: 10_000,
    written: 10_000,
    rejected: 0,
    workers: 2,
  });
  const rows = Array.from({ length: 10_000 }, (__, i) => `"[""a,b""]",${i}\n`).join("");
  expect(readFileSync(to, "utf8")).toBe(`x,id\n${rows}`);
  expect(readdirSync(folder).toSorted()).toEqual(["in.ndjson", "out.csv"]);
});

const checksummed = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
/** `{"id":"b","tags":[{"x":"bz2"}]}` and a line end, by bzip2 1.0.8. */
const bzip2 = "QlpoOTFBWSZTWZ8PsVUAAA5bgAAQEAQQEAAKNKAMWiAAMU0yMTExCJoBtQxqFhDshZQCtMA2QzUqjxJv8XckU4UJCfD7FVA=";

test.each(runtimes)("%s, a folder of compressed files", (_, [command, ...options]) => {
  const logs = join(folder, "logs");
  const to = join(folder, "out.ndjson");
  const [one, two] = ["a", "b"].map((id) => Buffer.from(`{"id":"${id}","tags":[{"x":"${id.repeat(9)}"}]}\n`));
  mkdirSync(logs);
  writeFileSync(join(logs, "1.ndjson"), one);
  writeFileSync(join(logs, "2.ndjson.gz"), Buffer.concat([gzipSync(one), gzipSync(two)]));
  writeFileSync(
    join(logs, "3.ndjson.zst"),
    Buffer.concat([zstdCompressSync(one, checksummed), zstdCompressSync(two, checksummed)]),
  );
  writeFileSync(join(logs, "4.ndjson.bz2"), Buffer.from(bzip2, "base64"));
  for (const from of [logs, join(logs, "*.*")]) {
    const { status, stdout, stderr } = spawnSync(
      command,
      [...options, join(import.meta.dirname, "one-run.ts"), from, to, "tags[*].x AS x", "2"],
      { encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ read: 6, written: 6, bytesIn: 5 * one.length + 32 });
    const values = ["a", "a", "b", "a", "b"].map((id) => `{"x":["${id.repeat(9)}"]}\n`).join("");
    expect(readFileSync(to, "utf8")).toBe(`${values}{"x":["bz2"]}\n`);
    rmSync(to);
  }
});

test.each(runtimes)("%s, compressed files that are cut off", (_, [command, ...options]) => {
  const [one, two] = ["a", "b"].map((id) => `{"id":"${id}"}\n`);
  for (const [ending, compress] of [
    ["gz", gzipSync],
    ["zst", (text: string) => zstdCompressSync(text, checksummed)],
  ] as const) {
    const path = join(folder, `in.ndjson.${ending}`);
    const first = compress(one);
    const file = Buffer.concat([first, compress(two)]);
    writeFileSync(path, file);
    const { status, stdout, stderr } = spawnSync(
      command,
      [...options, join(import.meta.dirname, "cut-off-runs.ts"), path],
      { encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      refused: file.length - 1,
      accepted: [
        [first.length, one],
        [file.length, one + two],
      ],
    });
  }
});
