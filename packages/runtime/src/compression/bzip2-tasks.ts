/** What the workers for bzip2 do. */
import type { Answer, Setup } from "../job.ts";
import { bitsAt, type Block, BlockDecoder, paddingBytes } from "./bzip2-block.ts";
import { blockMagic, endMagic } from "./magic.ts";
import { largestPiece } from "./members.ts";

/** Bytes to decompress: one block that begins at a bit, after its magic number, or whole streams. */
export type Bzip2Task =
  | { readonly kind: "block"; readonly bytes: Uint8Array; readonly bit: number; readonly level: number }
  | { readonly kind: "streams"; readonly bytes: Uint8Array };

/** What became of it; of streams one block of all that they contain. */
export type Bzip2Result = Block;

/** Sets up a worker. */
export const bzip2Tasks: Setup<undefined, Bzip2Task, Bzip2Result> = async () => {
  const decoder = new BlockDecoder();
  return (task): Answer<Bzip2Result> => {
    const { length } = task.bytes;
    const bytes = new Uint8Array(length + paddingBytes);
    bytes.set(task.bytes);
    const result =
      task.kind === "block"
        ? decoder.decode(bytes, length, task.bit, task.level)
        : decodeStreams(decoder, bytes, length);
    return { result, transfer: result.kind === "block" ? [result.bytes.buffer] : [] };
  };
};

/** All streams, if they are whole, nothing else is there, and what they contain is not too large. */
function decodeStreams(decoder: BlockDecoder, bytes: Uint8Array, length: number): Block {
  const parts: Uint8Array[] = [];
  let size = 0;
  let at = 0;
  while (at < length) {
    const level = streamLevel(bytes.subarray(at, length));
    if (level === 0) return { kind: "short" };
    let bit = 8 * (at + streamHeaderBytes);
    let checksum = 0;
    while (magicAt(bytes, bit, blockMagic)) {
      const block = decoder.decode(bytes, length, bit + magicBits, level);
      if (block.kind !== "block") return block;
      checksum = withBlock(checksum, block.checksum);
      bit = block.end;
      size += block.bytes.length;
      if (size > largestPiece) return { kind: "short" };
      parts.push(block.bytes);
    }
    at = (bit + magicBits + 32 + 7) >> 3;
    if (!magicAt(bytes, bit, endMagic) || at > length || checksumAt(bytes, bit + magicBits) !== checksum) {
      return { kind: "short" };
    }
  }
  const all = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return { kind: "block", bytes: all, end: 8 * length, checksum: 0 };
}

/** The length of a stream's header: `BZh` and its level. */
export const streamHeaderBytes: number = 4;

/** The length of the magic number of a block, or of the end. */
export const magicBits: number = 48;

/** The level of the stream that begins there, 1 to 9; 0 where none does. */
export function streamLevel([b, z, h, digit]: Uint8Array): number {
  const level = digit - 0x30;
  return b === 0x42 && z === 0x5a && h === 0x68 && level >= 1 && level <= 9 ? level : 0;
}

/** Whether that magic number stands at a bit. */
export function magicAt(bytes: Uint8Array, bit: number, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bitsAt(bytes, bit + 8 * i, 8) === byte);
}

/** The checksum that stands at a bit. */
export function checksumAt(bytes: Uint8Array, bit: number): number {
  return (bitsAt(bytes, bit, 16) * 65_536 + bitsAt(bytes, bit + 16, 16)) >>> 0;
}

/** The checksum of a stream, with that of its next block. */
export function withBlock(checksum: number, block: number): number {
  return (((checksum << 1) | (checksum >>> 31)) ^ block) >>> 0;
}
