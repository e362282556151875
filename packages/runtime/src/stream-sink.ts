/** A web stream as a sink: a download or a `FileSystemWritableFileStream` in a browser. */
import { MachineError } from "./errors.ts";
import type { Sink } from "./sink.ts";
import { sinkOf } from "./sink-state.ts";
import { startTally } from "./tally.ts";

/**
 * A sink into a stream of bytes: `commit` closes the stream, `abort` aborts it.
 *
 * Whether anything is visible before the commit is up to the stream.
 *
 * @param name what to call it in messages; default `stream`
 * @throws MachineError from `write` and `commit` when the stream fails.
 */
export function streamSink(stream: WritableStream<Uint8Array>, name = "stream"): Sink {
  const writer = stream.getWriter();
  const tally = startTally();
  let isWriting = false;

  async function told<T>(result: Promise<T>): Promise<T> {
    try {
      return await result;
    } catch (cause) {
      const byte = tally.bytes;
      const state = cause instanceof Error ? cause.message : String(cause);
      throw new MachineError(`Cannot write ${name} after ${byte} bytes: ${state}`, { file: name, byte, cause });
    }
  }

  return sinkOf({
    name,
    async write(bytes) {
      isWriting = true;
      // A stream may keep what it is given, and the caller may reuse it.
      await told(writer.write(bytes.slice()));
      isWriting = false;
      tally.add(bytes);
    },
    async commit() {
      await told(writer.close());
      return tally.close();
    },
    async abort() {
      // A stream that has failed says so again here; it was told by `write`.
      const aborted = writer.abort().catch(() => {});
      // The stream waits for the write under way, which nobody may ever take.
      if (!isWriting) await aborted;
    },
    abortsAtOnce: true,
  });
}
