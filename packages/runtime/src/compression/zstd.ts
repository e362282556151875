/**
 * Zstandard (RFC 8878): frames one after the other, each a header, blocks that say how long they are, and perhaps a
 * checksum; between them there may be frames to skip.
 *
 * The blocks are walked here, so that the end of a frame is known without decompressing it. The engines of Node, Deno
 * and Bun differ in what they do with what follows a frame, and with one that is cut off.
 */
import { builtin } from "../builtin.ts";
import { InputError, MachineError } from "../errors.ts";
import { cutOff, damaged, trailing } from "./damage.ts";
import { engineOptions, pieceOptions, run } from "./engine.ts";
import type { Intake } from "./intake.ts";
import { type Codec, pieceBytes } from "./members.ts";

/** The largest window that is decompressed, which is what has to be in memory: as much as `zstd -d` takes by itself. */
const longestWindowLog = 27;

/** The longest header of a frame: magic number, descriptor, window, dictionary, content size. */
const longestHeader = 18;

/**
 * The decompressor of Zstandard.
 *
 * @throws MachineError where the runtime has none.
 */
export function unzstd(name: string): Codec {
  const zlib = builtin("node:zlib", "decompress zstd");
  if (!("createZstdDecompress" in zlib)) {
    throw new MachineError(`Cannot decompress ${name}: there is no zstd in this version of Node`, {
      file: name,
      hint: "Run Node 22.15, 23.8 or newer, or decompress it before: zstd -dc",
    });
  }
  const options = { ...engineOptions, params: { [zlib.constants.ZSTD_d_windowLogMax]: longestWindowLog } };
  return {
    cut(bytes) {
      let end = 0;
      for (;;) {
        const next = frameEnd(bytes, end);
        if (next === -1) return end;
        if (next > pieceBytes) return end === 0 ? next : end;
        end = next;
      }
    },
    whole: (piece) =>
      new Promise((resolve) => {
        zlib.zstdDecompress(piece, { ...options, ...pieceOptions }, (error, result) => {
          // With `info` the result is an object, which its type does not say.
          const { buffer, engine } = (result ?? {}) as unknown as {
            buffer: Uint8Array;
            engine: { bytesWritten: number };
          };
          resolve(error === null && engine.bytesWritten === piece.length ? buffer : undefined);
        });
      }),
    async *one(intake) {
      const { name: file, byte } = intake;
      await intake.fill(longestHeader);
      if (isSkipped(intake.bytes, 0)) {
        await skip(intake);
        return;
      }
      const header = headerOf(intake);
      const engine = zlib.createZstdDecompress(options);
      try {
        yield* run(engine, frameParts(intake, header));
      } catch (error) {
        if (error instanceof InputError || error instanceof MachineError) throw error;
        throw damaged(file, "zstd", byte + engine.bytesWritten, (error as Error).message, error);
      }
      if (byte + engine.bytesWritten !== intake.byte) {
        throw damaged(file, "zstd", byte + engine.bytesWritten, "a frame does not end where its blocks do");
      }
    },
  };
}

const frameMagic = 0xfd2fb528;

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}

function isSkipped(bytes: Uint8Array, at: number): boolean {
  return bytes.length >= at + 4 && (wordAt(bytes, at) & 0xfffffff0) >>> 0 === 0x184d2a50;
}

/** What a frame's header says. */
interface Header {
  readonly length: number;
  /** How much has to be in memory. */
  readonly windowBytes: number;
  /** Whether it can be decompressed as it is. */
  readonly needsDictionary: boolean;
  /** How many bytes follow the last block. */
  readonly checksumBytes: number;
}

/** The header of the frame that begins there; nothing where there is none, or not all of it. */
function parseHeader(bytes: Uint8Array, at: number): Header | undefined {
  if (bytes.length < at + 5 || wordAt(bytes, at) !== frameMagic) return undefined;
  const descriptor = bytes[at + 4];
  const isSingle = (descriptor & 0x20) !== 0;
  // Reserved.
  if ((descriptor & 8) !== 0) return undefined;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3];
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6];
  const sizeAt = at + 5 + (isSingle ? 0 : 1) + dictionaryBytes;
  const length = sizeAt + sizeBytes - at;
  if (bytes.length < at + length) return undefined;
  return {
    length,
    windowBytes: isSingle ? contentSize(bytes, sizeAt, sizeBytes) : windowSize(bytes[at + 5]),
    needsDictionary: bytes.subarray(sizeAt - dictionaryBytes, sizeAt).some((byte) => byte !== 0),
    checksumBytes: (descriptor & 4) === 0 ? 0 : 4,
  };
}

/** RFC 8878, 3.1.1.1.4. */
function contentSize(bytes: Uint8Array, at: number, sizeBytes: number): number {
  if (sizeBytes === 1) return bytes[at];
  if (sizeBytes === 2) return 256 + bytes[at] + 256 * bytes[at + 1];
  return wordAt(bytes, at) + (sizeBytes === 8 ? 2 ** 32 * wordAt(bytes, at + 4) : 0);
}

/** RFC 8878, 3.1.1.1.2. */
function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** A block: its size with its header, and whether it is the last; nothing where the bytes are none. RFC 8878, 3.1.1.2. */
function parseBlock(bytes: Uint8Array, at: number): { size: number; isLast: boolean } | undefined {
  const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
  const kind = (word >> 1) & 3;
  if (kind === 3) return undefined;
  return { size: 3 + (kind === 1 ? 1 : word >> 3), isLast: (word & 1) === 1 };
}

/** Where the frame ends that begins there, or -1 if it is not all there, or cannot be decompressed. */
function frameEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  if (isSkipped(bytes, at)) {
    const end = at + 8 + wordAt(bytes, at + 4);
    return at + 8 <= bytes.length && end <= bytes.length ? end : -1;
  }
  const header = parseHeader(bytes, at);
  if (header === undefined || header.windowBytes > 2 ** longestWindowLog || header.needsDictionary) return -1;
  at += header.length;
  for (;;) {
    if (at + 3 > bytes.length) return -1;
    const block = parseBlock(bytes, at);
    if (block === undefined) return -1;
    at += block.size;
    if (!block.isLast) continue;
    at += header.checksumBytes;
    return at <= bytes.length ? at : -1;
  }
}

/** The header of the frame at the front, if it can be decompressed. */
function headerOf({ name, byte, bytes }: Intake): Header {
  const header = parseHeader(bytes, 0);
  if (header === undefined) {
    const isCut = [0x28, 0xb5, 0x2f, 0xfd].every((value, i) => i >= bytes.length || value === bytes[i]);
    if (isCut && bytes.length < longestHeader) throw cutOff(name, "zstd", byte + bytes.length);
    if (isCut) throw damaged(name, "zstd", byte, "the header of a frame is none");
    throw byte === 0 ? damaged(name, "zstd", 0, "it does not begin as it should") : trailing(name, "zstd", byte);
  }
  if (header.needsDictionary) {
    throw new InputError(`Cannot decompress ${name}: the zstd frame at byte ${byte} needs a dictionary`, {
      file: name,
      byte,
      hint: "Decompress it with its dictionary before: zstd -dc -D DICTIONARY",
    });
  }
  if (header.windowBytes > 2 ** longestWindowLog) {
    const needed = Math.ceil(header.windowBytes / 2 ** 20).toLocaleString("en");
    throw new InputError(
      `Cannot decompress ${name}: the zstd frame at byte ${byte} needs ${needed} MiB of memory, ` +
        `and no more than ${2 ** (longestWindowLog - 20)} MiB are given to one`,
      { file: name, byte, hint: "If it is to be trusted, decompress it before: zstd -dc --long=31" },
    );
  }
  return header;
}

async function skip(intake: Intake): Promise<void> {
  const { name } = intake;
  if (!(await intake.fill(8))) throw cutOff(name, "zstd", intake.byte + intake.bytes.length);
  let left = 8 + wordAt(intake.bytes, 4);
  while (left > 0) {
    if (!(await intake.fill(1))) throw cutOff(name, "zstd", intake.byte);
    const length = Math.min(left, intake.bytes.length);
    intake.drop(length);
    left -= length;
  }
}

/** Takes the frame at the front, some blocks at a time. */
async function* frameParts(intake: Intake, header: Header): AsyncGenerator<Uint8Array, void, undefined> {
  const { name } = intake;
  let length = header.length;
  async function need(count: number): Promise<void> {
    if (!(await intake.fill(count))) throw cutOff(name, "zstd", intake.byte + intake.bytes.length);
  }
  for (;;) {
    await need(length + 3);
    const block = parseBlock(intake.bytes, length);
    if (block === undefined) throw damaged(name, "zstd", intake.byte + length, "the header of a block is none");
    length += block.size + (block.isLast ? header.checksumBytes : 0);
    await need(length);
    if (length < pieceBytes && !block.isLast) continue;
    yield intake.take(length);
    if (block.isLast) return;
    length = 0;
  }
}
