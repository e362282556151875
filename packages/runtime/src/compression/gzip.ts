/** gzip (RFC 1952): members one after the other, each a header, deflated data, and the checksum and size of what it was. */
import { builtin } from "../builtin.ts";
import { cutOff, damaged, trailing } from "./damage.ts";
import { engineOptions, pieceOptions, run } from "./engine.ts";
import type { Intake } from "./intake.ts";
import { type Codec, pieceBytes } from "./members.ts";

/** The decompressor of gzip. */
export function gunzip(): Codec {
  const zlib = builtin("node:zlib", "decompress gzip");
  return {
    cut(bytes, ended) {
      let last = 0;
      for (;;) {
        const next = headerAfter(bytes, last);
        if (next === -1) return ended ? bytes.length : last;
        if (next > pieceBytes) return last === 0 ? next : last;
        last = next;
      }
    },
    whole: (piece) =>
      new Promise((resolve) => {
        zlib.gunzip(piece, pieceOptions, (error, result) => {
          // With `info` the result is an object, which its type does not say.
          const { buffer, engine } = (result ?? {}) as unknown as {
            buffer: Uint8Array;
            engine: { bytesWritten: number };
          };
          resolve(error === null && engine.bytesWritten === piece.length ? buffer : undefined);
        });
      }),
    async *one(intake) {
      await dropHeader(intake);
      const { name, byte } = intake;
      const engine = zlib.createInflateRaw(engineOptions);
      let given = 0;
      let last: Uint8Array = new Uint8Array();
      async function* parts(): AsyncGenerator<Uint8Array> {
        while (await intake.fill(1)) {
          last = intake.take(Math.min(intake.bytes.length, pieceBytes));
          given += last.length;
          yield last;
        }
      }
      let checksum = 0;
      let size = 0;
      try {
        for await (const piece of run(engine, parts())) {
          checksum = zlib.crc32(piece, checksum);
          size += piece.length;
          yield piece;
        }
      } catch (error) {
        throw inflateError(error, intake, byte + engine.bytesWritten);
      }
      intake.putBack(last.subarray(last.length - (given - engine.bytesWritten)));
      if (!(await intake.fill(8))) throw cutOff(name, "gzip", intake.byte + intake.bytes.length);
      const trailer = new DataView(intake.bytes.buffer, intake.bytes.byteOffset, 8);
      if (trailer.getUint32(0, true) !== checksum) {
        throw damaged(name, "gzip", intake.byte, "the checksum is not that of what was decompressed");
      }
      if (trailer.getUint32(4, true) !== size % 2 ** 32) {
        throw damaged(name, "gzip", intake.byte, "the size is not that of what was decompressed");
      }
      intake.drop(8);
    },
  };
}

/** What went wrong while a member was inflated. */
function inflateError(error: unknown, { name, byte, bytes }: Intake, at: number): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === "Z_BUF_ERROR") return cutOff(name, "gzip", byte + bytes.length);
  return typeof code === "string" && code.startsWith("Z_") ? damaged(name, "gzip", at, String(message)) : error;
}

/** Where something begins after `from` that looks like a member, or -1; what compressors write is enough of a sign. */
function headerAfter(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; ; at++) {
    at = bytes.indexOf(magic[0], at);
    if (at === -1 || at + 10 > bytes.length) return -1;
    if (bytes[at + 1] !== magic[1] || bytes[at + 2] !== magic[2] || (bytes[at + 3] & reserved) !== 0) continue;
    const [level, system] = [bytes[at + 8], bytes[at + 9]];
    if ((level === 0 || level === 2 || level === 4) && (system <= 13 || system === 255)) return at;
  }
}

/** Drops the header of a member, which says nothing that is of use here. */
async function dropHeader(intake: Intake): Promise<void> {
  const { name, byte } = intake;
  async function need(count: number): Promise<void> {
    if (!(await intake.fill(count))) throw cutOff(name, "gzip", byte + intake.bytes.length);
  }
  async function textEnd(from: number): Promise<number> {
    for (;;) {
      const zero = intake.bytes.indexOf(0, from);
      if (zero !== -1) return zero + 1;
      if (intake.bytes.length > longestText) throw damaged(name, "gzip", byte, "a name in its header has no end");
      await need(intake.bytes.length + 1);
    }
  }

  await intake.fill(10);
  if (!magic.every((value, i) => i >= intake.bytes.length || value === intake.bytes[i])) {
    throw byte === 0 ? damaged(name, "gzip", 0, "it does not begin as it should") : trailing(name, "gzip", byte);
  }
  await need(10);
  const flags = intake.bytes[3];
  if ((flags & reserved) !== 0) throw damaged(name, "gzip", byte, "its header has flags that gzip does not");
  let length = 10;
  if ((flags & hasExtra) !== 0) {
    await need(length + 2);
    length += 2 + intake.bytes[length] + 256 * intake.bytes[length + 1];
  }
  if ((flags & hasName) !== 0) length = await textEnd(length);
  if ((flags & hasComment) !== 0) length = await textEnd(length);
  if ((flags & hasChecksum) !== 0) {
    await need(length + 2);
    const { bytes } = intake;
    const checksum = builtin("node:zlib", "decompress gzip").crc32(bytes.subarray(0, length)) & 0xffff;
    if (checksum !== bytes[length] + 256 * bytes[length + 1]) {
      throw damaged(name, "gzip", byte, "the checksum of its header is wrong");
    }
    length += 2;
  }
  await need(length);
  intake.drop(length);
}

/** What a member begins with; 8 is deflate, and there is nothing else. */
const magic = [0x1f, 0x8b, 8];
const [hasChecksum, hasExtra, hasName, hasComment, reserved] = [2, 4, 8, 16, 0xe0];
const longestText = 1024 * 1024;
