/** Writing all of some bytes, for the system may take fewer at a time: near a full disk, or into a pipe. */
import { MachineError } from "./errors.ts";
import { type FileSystem, whenReady } from "./file-system.ts";
import { systemError } from "./system-error.ts";

/** An open file, as the user calls it and as the system does, with so many bytes in it. */
export interface OpenFile {
  readonly name: string;
  readonly file: number;
  readonly bytes: number;
}

/**
 * Writes all of the bytes.
 *
 * @throws MachineError when the system refuses, with the number of bytes that are in the file.
 */
export async function writeWhole(to: OpenFile, bytes: Uint8Array, files: Pick<FileSystem, "write">): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    const rest = bytes.subarray(at);
    at += taken(await whenReady(() => files.write(to.file, rest)).catch((error) => refused(error, to, at)), to, at);
  }
}

/** The same, while the thread waits: for files that are always ready. */
export function writeWholeNow(to: OpenFile, bytes: Uint8Array, files: Pick<FileSystem, "writeNow">): void {
  for (let at = 0; at < bytes.byteLength;) {
    let count: number;
    try {
      count = files.writeNow(to.file, bytes.subarray(at));
    } catch (error) {
      refused(error, to, at);
    }
    at += taken(count, to, at);
  }
}

const actionOf = (name: string): string => (name === "-" ? "write to standard output" : `write ${name}`);

function refused(error: unknown, { name, bytes }: OpenFile, at: number): never {
  throw systemError(error, actionOf(name), name, bytes + at);
}

function taken(count: number, { name, bytes }: OpenFile, at: number): number {
  if (count > 0) return count;
  const byte = bytes + at;
  const message = `Cannot ${actionOf(name)} after ${byte} bytes: the system takes no more`;
  throw new MachineError(message, { file: name, byte });
}
