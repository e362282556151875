/** A source of what another one has compressed. */
import { InputError } from "../errors.ts";
import type { Source } from "../source.ts";
import { availableWorkers } from "../worker-like.ts";
import { cutOff } from "./damage.ts";
import { Intake } from "./intake.ts";
import { type Compression, compressionOf, compressionOfName, isCutMagic, mayBeMagic } from "./magic.ts";
import { type Codec, members } from "./members.ts";

/**
 * What a source contains when it is decompressed: gzip, zstd and bzip2, recognised by their first bytes and never by
 * the name; all else is given as it is.
 *
 * Members and frames follow one another as in `cat a.gz b.gz`. Every byte of the file is accounted for: what is cut
 * off, damaged, or followed by something else is an InputError from `read`, though what was right before it is read
 * first. So use nothing of it before its end is reached. Bytes are decompressed in threads of their own, a few MiB
 * ahead of the reader; zstd's windows may have 128 MiB, and a block of bzip2 may become 46 MB.
 *
 * @throws InputError from `read`, with `file` and `byte`, which counts compressed bytes.
 * @throws MachineError where the platform cannot decompress gzip and zstd: in a browser, and zstd in Node before 22.15.
 * @example
 * ```ts
 * import { decompressed, memorySource } from "@backlot/runtime";
 * import { gzipSync } from "node:zlib";
 *
 * const source = await decompressed(memorySource(gzipSync("lights, camera, action\n")));
 * const bytes = new Uint8Array(64 * 1024);
 * const count = await source.read(bytes);
 * console.log(new TextDecoder().decode(bytes.subarray(0, count))); // lights, camera, action
 * ```
 */
export async function decompressed(source: Source): Promise<Source> {
  const { name } = source;
  const intake = new Intake(source);
  while (mayBeMagic(intake.bytes) && (await intake.fill(intake.bytes.length + 1)));
  const compression = compressionOf(intake.bytes);
  if (compression === undefined) {
    refuseRemains(intake);
    const { size, inlet } = source;
    return { name, size, inlet, read: (into) => intake.read(into), close: () => source.close() };
  }
  const codec = await codecOf(compression, name);
  const pieces = members(intake, codec, availableWorkers());
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;

  async function next(): Promise<boolean> {
    const { done, value } = await pieces.next();
    if (done === true) return false;
    rest = value;
    const again = isFirst ? compressionOf(rest) : undefined;
    isFirst &&= rest.length === 0;
    if (again !== undefined) {
      throw new InputError(`Cannot read ${name}: there is ${again} in its ${compression}`, {
        file: name,
        hint: `It was compressed twice; decompress it once before`,
      });
    }
    return true;
  }

  return {
    name,
    get part() {
      return intake.part;
    },
    async read(into) {
      while (rest.length === 0) if (!(await next())) return 0;
      const count = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    async close() {
      // Not awaited: it may wait for a read that never ends.
      void pieces.return().catch(() => {});
      await codec.close?.();
      await source.close();
    },
  };
}

/** Loaded where there is something to decompress. */
async function codecOf(compression: Compression, name: string): Promise<Codec> {
  if (compression === "bzip2") return (await import("./bzip2.ts")).bunzip2();
  if (compression === "zstd") return (await import("./zstd.ts")).unzstd(name);
  return (await import("./gzip.ts")).gunzip();
}

/** Refuses what is left of a compressed file of which so little is there that it cannot be recognised. */
function refuseRemains({ name, bytes }: Intake): void {
  const compression = compressionOfName(name);
  if (compression === undefined || !isCutMagic(bytes, compression)) return;
  throw cutOff(name, compression, bytes.length);
}
