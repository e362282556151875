/** Compressed inputs are projected as what they contain: the same output, accounts and errors, or none at all. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { project } from "@backlot/projector";
import { memorySink, memorySource } from "@backlot/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { outcome, utf8 } from "./run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-compressed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rows = "id,name\n" + Array.from({ length: 2_000 }, (_, i) => `${i},"name, ${i}"\n`).join("");
const kinds: [ending: string, compress: (bytes: Uint8Array) => Uint8Array][] = [
  ["gz", (bytes) => gzipSync(bytes)],
  ["zst", (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })],
];

describe.each(kinds)("%s", (ending, compress) => {
  test.each([0, 2])("is what it contains, with %i workers", async (workers) => {
    const options = { pick: "name", workers, chunkBytes: 4096 };
    const plain = await outcome(utf8(rows), "list.csv", options);
    expect(plain.accounts).toMatchObject({ read: 2_000, bytesIn: rows.length });
    const bytes = utf8(rows);
    const cut = 7_777;
    for (const file of [
      compress(bytes),
      Buffer.concat([compress(bytes.subarray(0, cut)), compress(bytes.subarray(cut))]),
    ]) {
      expect(await outcome(file, `list.csv.${ending}`, options)).toEqual(plain);
    }
  });

  test("tells errors by the record and byte of what it contains", async () => {
    const bad = utf8(`${rows}1,2,3\n`);
    const plain = await outcome(bad, "list.csv", { pick: "name" });
    const { error } = await outcome(compress(bad), "list.csv", { pick: "name" });
    expect(error).toEqual(plain.error);
    expect(error).toMatchObject({ record: 2_001 });
  });

  test("that is damaged leaves nothing behind", async () => {
    const file = compress(utf8(rows));
    const from = join(folder, `list.csv.${ending}`);
    const to = join(folder, "out.csv");
    const quarantine = join(folder, "bad.ndjson");
    const damage = (change: (bytes: Buffer) => Uint8Array): Uint8Array => change(Buffer.from(file));
    for (const damaged of [
      damage((bytes) => bytes.subarray(0, -1)),
      damage((bytes) => bytes.subarray(0, bytes.length / 2)),
      damage((bytes) => Buffer.concat([bytes, Uint8Array.of(0)])),
      damage((bytes) => bytes.fill(bytes[1000] ^ 1, 1000, 1001)),
    ]) {
      writeFileSync(from, damaged);
      for (const workers of [0, 1]) {
        const run = project({ from, to, pick: "name", workers, chunkBytes: 4096, onError: { quarantine } });
        await expect(run).rejects.toMatchObject({ name: "InputError", file: from, byte: expect.any(Number) });
        expect(readdirSync(folder)).toEqual([`list.csv.${ending}`]);
      }
    }
    expect(existsSync(to)).toBe(false);
  });
});

test("what ends within a chunk needs no workers, though its size is not known beforehand", async () => {
  const to = memorySink();
  const from = memorySource(gzipSync(rows), "list.csv.gz");
  expect(await project({ from, to, pick: "name" })).toMatchObject({ written: 2_000, workers: 0 });
});
