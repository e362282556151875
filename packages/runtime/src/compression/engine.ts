/**
 * The decompressors of `node:zlib`, fed while their output is taken.
 *
 * They work in the threads of Node's own pool, next to the calling thread and to our workers. With output in large
 * pieces this is as fast as the synchronous calls in a worker of ours (measured on a busy machine, MB/s out of gzip:
 * 355 to 410 with 256 KiB and 1 MiB, 180 with the stock 16 KiB, 335 synchronously), the calling thread is busy for a
 * fifth of the time, and nothing has to be sent to it.
 */
import type { InflateRaw, ZstdDecompress } from "node:zlib";
import { largestPiece } from "./members.ts";

/** The options of every decompressor: the size of its pieces, and how many bytes it may be ahead of its reader. */
export const engineOptions: { readonly chunkSize: number; readonly readableHighWaterMark: number } = {
  chunkSize: 256 * 1024,
  readableHighWaterMark: 1024 * 1024,
};

/** The options of a decompressor of whole pieces, which mostly fit one chunk: joining them takes time. */
export const pieceOptions: { readonly chunkSize: number; readonly maxOutputLength: number; readonly info: true } = {
  chunkSize: 1024 * 1024,
  maxOutputLength: largestPiece,
  info: true,
};

/**
 * What the engine makes of the parts, until it comes to an end of its own or the parts do. It has consumed
 * `bytesWritten` of them then, which may be less than it was given of the last one.
 *
 * @throws what the parts throw, or the engine.
 */
export async function* run(
  engine: InflateRaw | ZstdDecompress,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let given = 0;
  let over = false;
  let goOn: (() => void) | undefined;
  const stop = (): void => {
    over = true;
    goOn?.();
  };
  engine.once("end", stop);
  engine.once("close", stop);
  // Told by the loop below; after its end nobody has to know.
  engine.on("error", stop);

  async function feed(): Promise<void> {
    for await (const part of parts) {
      if (over) return;
      given += part.length;
      await new Promise<void>((resolve) => {
        goOn = resolve;
        engine.write(part, () => resolve());
      });
      // An engine that is at its end may answer a write or not; it takes nothing more.
      if (over || engine.bytesWritten < given) return;
    }
    engine.end();
  }

  const fed = feed().catch((error: unknown) => void engine.destroy(error as Error));
  for await (const piece of engine) yield piece as Uint8Array;
  await fed;
}
