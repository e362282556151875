/**
 * bzip2: streams one after the other, each a header, blocks that begin at any bit, and a checksum of theirs.
 *
 * Decoding takes ten times as long as gzip's, so it is for workers: streams are decoded side by side, as `pbzip2` and
 * `lbzip2` write them, and the blocks of one stream one after the other, each while the one before is read.
 */
import { type Crew, workerCrew } from "../crew.ts";
import { availableWorkers, workerClass, type WorkerLike } from "../worker-like.ts";
import {
  type Bzip2Result,
  type Bzip2Task,
  checksumAt,
  magicAt,
  magicBits,
  streamHeaderBytes,
  streamLevel,
  withBlock,
} from "./bzip2-tasks.ts";
import { cutOff, damaged, trailing } from "./damage.ts";
import type { Intake } from "./intake.ts";
import { blockMagic, compressionOf, endMagic, isCutMagic, magicBytes } from "./magic.ts";
import { type Codec, pieceBytes } from "./members.ts";

/** How many bytes a block is looked for in: at first, and at most. 900,000 codes of 20 bits are 2.3 MB. */
const blockBytes = [1024 * 1024, 4 * 1024 * 1024];

/** The decompressor of bzip2, with workers unless it is given others. */
export function bunzip2(
  crew: Crew<Bzip2Task, Bzip2Result> = workerCrew(availableWorkers(), startWorker, undefined, () => {}),
): Codec {
  function decode(task: Bzip2Task): Promise<Bzip2Result> {
    return new Promise((resolve, reject) => {
      crew.give({ task, transfer: [task.bytes.buffer as ArrayBuffer] }, (outcome) => {
        if ("error" in outcome) reject(outcome.error);
        else resolve(outcome.result);
      });
    });
  }

  return {
    cut(bytes, ended) {
      let last = 0;
      for (;;) {
        const next = streamAfter(bytes, last);
        if (next === -1) return ended ? bytes.length : last;
        if (next > pieceBytes) return last === 0 ? next : last;
        last = next;
      }
    },
    async whole(piece) {
      const result = await decode({ kind: "streams", bytes: piece.slice() });
      return result.kind === "block" ? result.bytes : undefined;
    },
    async *one(intake) {
      const { name } = intake;
      const level = await dropStreamHeader(intake);
      /** Where the next block begins in what is here, 0 to 7. */
      let bit = 0;
      let checksum = 0;

      async function block(): Promise<Uint8Array | undefined> {
        if (!(await intake.fill(10 + 4))) await intake.fill(10);
        if (magicAt(intake.bytes, bit, endMagic)) return undefined;
        if (!magicAt(intake.bytes, bit, blockMagic)) throw await noBlock();
        for (const most of blockBytes) {
          await intake.fill(most);
          const bytes = intake.bytes.slice(0, most);
          const given = bytes.length;
          const result = await decode({ kind: "block", bytes, bit: bit + magicBits, level });
          if (result.kind === "damaged") throw damaged(name, "bzip2", intake.byte, result.found);
          if (result.kind === "block") {
            checksum = withBlock(checksum, result.checksum);
            intake.drop(result.end >> 3);
            bit = result.end & 7;
            return result.bytes;
          }
          if (intake.ended && given === intake.bytes.length) throw cutOff(name, "bzip2", intake.byte + given);
        }
        throw damaged(name, "bzip2", intake.byte, "a block has no end");
      }

      async function noBlock(): Promise<Error> {
        const isCut = !(await intake.fill(Math.ceil((bit + magicBits) / 8)));
        if (isCut) return cutOff(name, "bzip2", intake.byte + intake.bytes.length);
        return damaged(name, "bzip2", intake.byte, "neither a block nor the end follows");
      }

      let ready: Uint8Array | undefined;
      for (;;) {
        const next = block();
        // Told when it is waited for.
        next.catch(() => {});
        if (ready !== undefined) yield ready;
        ready = await next;
        if (ready === undefined) break;
      }
      const length = (bit + magicBits + 32 + 7) >> 3;
      if (!(await intake.fill(length))) throw cutOff(name, "bzip2", intake.byte + intake.bytes.length);
      if (checksumAt(intake.bytes, bit + magicBits) !== checksum) {
        throw damaged(name, "bzip2", intake.byte, "the checksum is not that of what was decompressed");
      }
      intake.drop(length);
    },
    close: () => crew.dismiss(),
  };
}

/** A worker for bzip2; the expression has to stand here, as it is, for bundlers to see it. */
function startWorker(Worker = workerClass()): WorkerLike {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Where something begins after `from` that looks like a stream, or -1. */
function streamAfter(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; ; at++) {
    at = bytes.indexOf(0x42, at);
    if (at === -1 || at + magicBytes > bytes.length) return -1;
    if (compressionOf(bytes.subarray(at, at + magicBytes)) === "bzip2") return at;
  }
}

/** Drops the header of a stream, and tells its level. */
async function dropStreamHeader(intake: Intake): Promise<number> {
  await intake.fill(streamHeaderBytes);
  const { name, byte, bytes } = intake;
  const level = streamLevel(bytes);
  if (level > 0) {
    intake.drop(streamHeaderBytes);
    return level;
  }
  if (bytes.length < streamHeaderBytes && isCutMagic(bytes, "bzip2")) throw cutOff(name, "bzip2", byte + bytes.length);
  throw trailing(name, "bzip2", byte);
}
