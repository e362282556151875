/** Text and bytes for standard output. */
import { openSink } from "@backlot/runtime";

/**
 * Prints data; unlike `console.log`, it tells when they could not be written.
 *
 * @throws MachineError when standard output takes no more; with the code `EPIPE` when its reader has gone.
 */
export async function print(data: string | Uint8Array): Promise<void> {
  const sink = await openSink("-", { digest: false });
  await sink.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
  await sink.commit();
}
