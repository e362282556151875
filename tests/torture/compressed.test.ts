/**
 * Compressed inputs that are damaged, cut off or bombs: the exact output or an error, nothing under its name, and
 * bounded memory.
 */
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, createZstdCompress, gzipSync, zstdCompressSync } from "node:zlib";
import { project } from "@backlot/projector";
import { InputError } from "@backlot/runtime";
import { afterAll, beforeAll, describe } from "vitest";
import { measured, mebibyte, mostBytes } from "./measured.ts";
import { RandomJson } from "./random-json.ts";
import { Random } from "./random.ts";
import { amount, isTorture, row, type Count } from "./scoreboard.ts";

/** As the zstd program does; without a checksum damage cannot be told. */
const checksummed = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
const compressions = { gz: gzipSync, zst: (content: string) => zstdCompressSync(content, checksummed) } as const;
type Compression = keyof typeof compressions;

describe("compressed inputs", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "backlot-compressed-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Projects a file into another; returns what the other has, or the error. */
  async function projected(from: string): Promise<string | InputError> {
    const to = join(folder, "out.ndjson");
    try {
      await project({ from, to, pick: "v", inputFormat: "ndjson", workers: 0, digest: false });
      return readFileSync(to, "utf8");
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    } finally {
      rmSync(to, { force: true });
    }
  }

  /** Flips and cuts a file at random. */
  async function damage(count: Count, ending: Compression, promised: number): Promise<void> {
    const random = new Random(13);
    const json = new RandomJson(random);
    const values = Array.from({ length: 300 }, () => json.value());
    const content = values.map((value) => `{"v":${value}}\n`);
    const whole = content.join("");
    const middle = content.slice(0, 150).join("").length;
    // One member, and two.
    const compress = compressions[ending];
    const members = [compress(whole), Buffer.concat([compress(whole.slice(0, middle)), compress(whole.slice(middle))])];
    const from = join(folder, `in.ndjson.${ending}`);
    while (count.faults < promised) {
      const file = Buffer.from(random.of(members));
      const at = random.below(file.length);
      const kind = random.below(4);
      if (kind === 0) file[at] ^= 1 << random.below(8);
      if (kind === 1) file.subarray(at, at + 1 + random.below(9)).fill(random.below(256));
      writeFileSync(
        from,
        kind === 2 ? file.subarray(0, at) : kind === 3 ? Buffer.concat([file, Buffer.of(random.below(256))]) : file,
      );
      count.inputs++;
      count.faults++;
      const result = await projected(from);
      // Some bytes of a header mean nothing, such as the time.
      if (result instanceof InputError || result === whole) continue;
      // A cut between two members leaves a file as sound as any.
      if (kind === 2 && result === whole.slice(0, middle)) continue;
      count.mistake(() => `${result.length} bytes are taken of ${ending}, damaged in way ${kind} at ${at}`);
    }
    rmSync(from);
    count.same(readdirSync(folder).join(), "", () => "what is left");
  }

  row(13, "gz, cut off and flipped", (count) => damage(count, "gz", amount(150, 10_000)));
  row(13, "zst, cut off and flipped", (count) => damage(count, "zst", amount(150, 10_000)));

  row(12, "bombs take bounded memory", async (count) => {
    const parts = amount(200, 2000);
    const bombs: readonly (readonly [name: string, front: string, part: string, end: string, records: string])[] = [
      ["record.ndjson", '{"k":1}\n{"v":"', "x", '"}\n{"k":3}\n', "3,2,1"],
      ["blank.ndjson", '{"k":1}\n', "\n", '{"k":3}\n', "2,2,0"],
    ];
    for (const [name, front, part, end, records] of bombs) {
      for (const [ending, compress] of [
        ["zst", createZstdCompress],
        ["gz", createGzip],
      ] as const) {
        const path = join(folder, `${name}.${ending}`);
        const block = Buffer.alloc(mebibyte, part);
        const blocks = function* (): Generator<Buffer> {
          yield Buffer.from(front);
          for (let i = 0; i < parts; i++) yield block;
          yield Buffer.from(end);
        };
        await pipeline(Readable.from(blocks()), compress(), createWriteStream(path));
        const { read, written, rejected, peakBytes } = await measured({ name: path });
        count.inputs++;
        const of = (): string => `${path}, which takes ${(peakBytes / 1e6).toFixed()} MB`;
        count.same([read, written, rejected].join(), records, of);
        if (peakBytes > mostBytes) count.mistake(of);
        rmSync(path);
        if (!isTorture) return;
      }
    }
  });

  row(12, "what is compressed twice, and a window of 2 GB, are refused", async (count) => {
    const record = '{"v":1}\n';
    // RFC 8878: magic number, frame header without a size, window of 2^(10 + 21) bytes, one raw block, the last.
    const header = Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, (record.length << 3) | 1, 0, 0);
    const files: readonly (readonly [name: string, content: Buffer])[] = [
      ["twice.gz", gzipSync(gzipSync(record))],
      ["twice.zst", zstdCompressSync(zstdCompressSync(record))],
      ["mixed.gz", gzipSync(zstdCompressSync(record))],
      ["window.zst", Buffer.concat([header, Buffer.from(record)])],
    ];
    for (const [name, content] of files) {
      const path = join(folder, name);
      writeFileSync(path, content);
      count.inputs++;
      count.faults++;
      const result = await projected(path);
      if (!(result instanceof InputError)) count.mistake(() => `${name} is taken: ${result}`);
      rmSync(path);
    }
  });
});
