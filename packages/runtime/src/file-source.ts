/** A file or standard input as a source. */
import { closest } from "./closest.ts";
import { InputError } from "./errors.ts";
import { type FileSystem, systemFiles, whenReady } from "./file-system.ts";
import { hasChanged } from "./places.ts";
import type { Source } from "./source.ts";
import { codeOf, systemError } from "./system-error.ts";

/**
 * Opens a file for reading, or standard input for `-`.
 *
 * A file that changes in size or time while it is read is an error, found when its end is reached.
 *
 * Standard input is read only when asked, and a read that waits for it cannot be taken back: it keeps the process
 * alive until bytes, the end or a signal come.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { openSource } from "@backlot/runtime";
 *
 * await writeFile("lines.txt", "one\ntwo\n");
 * const source = await openSource("lines.txt");
 * const bytes = new Uint8Array(64 * 1024);
 * let size = 0;
 * for (let count = await source.read(bytes); count > 0; count = await source.read(bytes)) size += count;
 * await source.close();
 * console.log(size); // 8
 * ```
 *
 * @throws InputError when the path is empty, there is no such file, or it is a folder.
 * @throws MachineError when the system refuses.
 */
export async function openSource(path: string, files: FileSystem = systemFiles()): Promise<Source> {
  if (path === "-") return standardInput(files);
  if (path === "") {
    const hint = "Name a file, or - for standard input";
    throw new InputError("Cannot read from a path that is empty", { file: path, hint });
  }
  let file: number | undefined;
  try {
    file = await files.openToRead(path);
    const start = await files.state(file);
    if (start.kind === "folder") throw new InputError(`Cannot read ${path}: it is a folder`, folderDetails(path));
    return fileSource(path, file, start, files);
  } catch (error) {
    if (file !== undefined) await files.close(file);
    const code = codeOf(error);
    if (code === "ENOENT") throw await notFound(path, files, error);
    // Windows does not open a folder at all.
    if (code === "EISDIR") throw new InputError(`Cannot read ${path}: it is a folder`, folderDetails(path));
    throw systemError(error, `open ${path}`, path);
  }
}

/** So many bytes are read sooner than a thread is started that reads them. */
const few = 1 << 16;

const folderDetails = (path: string): { file: string; hint: string } => ({
  file: path,
  hint: "Name a file in that folder",
});

async function notFound(path: string, files: FileSystem, cause: unknown): Promise<InputError> {
  const link = await files.look(path).catch(() => undefined);
  if (link !== undefined) {
    const hint = "Check what the link points to";
    return new InputError(`Cannot read ${path}: it is a symbolic link to nothing`, { file: path, hint, cause });
  }
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1;
  const folder = path.slice(0, cut);
  const near = closest(path.slice(cut), await files.list(folder || ".").catch(() => []));
  const hint = near === undefined ? "Check the path" : `Did you mean ${folder}${near}?`;
  return new InputError(`Cannot read ${path}: there is no such file`, { file: path, hint, cause });
}

function fileSource(
  path: string,
  file: number,
  start: Awaited<ReturnType<FileSystem["state"]>>,
  files: FileSystem,
): Source {
  let byte = 0;
  let open = true;
  let reading: Promise<unknown> = Promise.resolve();

  /** The files of /proc have no size and no steady time; they are read as they come. */
  const steady = start.kind === "file" && start.bytes > 0;

  async function read(into: Uint8Array): Promise<number> {
    try {
      const count =
        steady && start.bytes - byte <= few
          ? files.readNow(file, into, byte)
          : await whenReady(() => files.read(file, into));
      byte += count;
      if (count === 0 && steady) await checkUnchanged(byte);
      return count;
    } catch (error) {
      throw systemError(error, `read ${path}`, path, byte);
    }
  }

  async function checkUnchanged(at: number): Promise<void> {
    const end = await files.state(file);
    if (end.bytes !== start.bytes || end.changed !== start.changed) throw hasChanged(path, at);
  }

  return {
    name: path,
    ...(steady && { size: start.bytes }),
    ...(steady &&
      files.sharesFiles && {
        inlet: { places: { name: path, file, size: start.bytes }, check: () => checkUnchanged(start.bytes) },
      }),
    read(into) {
      const count = read(into);
      reading = count;
      return count;
    },
    async close() {
      if (!open) return;
      open = false;
      // The number of a closed file goes to the next one that is opened: never close it under a read.
      const closed = reading.catch(() => {}).then(() => files.close(file));
      // A pipe may never answer.
      if (start.kind === "file") await closed;
      else closed.catch(() => {});
    },
  };
}

function standardInput(files: FileSystem): Source {
  let byte = 0;
  return {
    name: "-",
    async read(into) {
      try {
        const count = await whenReady(() => files.read(0, into));
        byte += count;
        return count;
      } catch (error) {
        // Windows reports the end of a pipe as an error.
        if (codeOf(error) === "EOF") return 0;
        throw systemError(error, "read standard input", "-", byte);
      }
    },
    async close() {},
  };
}
