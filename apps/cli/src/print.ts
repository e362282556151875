/** Text and bytes for standard output. */
import { openSink } from "@backlot/runtime";

/**
 * Prints data; unlike `console.log`, it tells when they could not be written.
 *
 * @param mayWait whether the thread may wait for the reader: where nothing else is to be done, and nobody listens for
 * Ctrl-C, so that it ends the process
 * @throws MachineError when standard output takes no more; with the code `EPIPE` when its reader has gone.
 */
export async function print(data: string | Uint8Array, mayWait = true): Promise<void> {
  const sink = await openSink("-", { digest: false, mayWait });
  await sink.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
  await sink.commit();
}
