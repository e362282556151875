/**
 * A file, a device or standard output as a sink.
 *
 * A regular file is written under another name in the same folder, and gets its own only when it is whole and
 * durable: write → fsync(file) → rename → fsync(folder), always in this order.
 */
import { compressionOfName } from "./compression/magic.ts";
import { InputError } from "./errors.ts";
import { type FileState, type FileSystem, systemFiles } from "./file-system.ts";
import type { Outlet, Sink } from "./sink.ts";
import { sinkOf } from "./sink-state.ts";
import { codeOf, systemError } from "./system-error.ts";
import { startTally, type Tally } from "./tally.ts";
import { startTurns } from "./turns.ts";
import { writeBehind } from "./write-behind.ts";
import { writeWhole } from "./write-whole.ts";

/** How to open a sink. */
export interface SinkOptions {
  /** Replace the file that is there, and follow a symbolic link; default false. */
  force?: boolean | undefined;
  /** Reckon the SHA-256 of the bytes; by default of what keeps them: not of a device, such as `/dev/null`. */
  digest?: boolean | undefined;
  /**
   * Wait in this thread until a pipe or a terminal takes the bytes, which is sooner where they are few; default false:
   * it may be for ever, and no signal is heard meanwhile by those who listen for one.
   */
  mayWait?: boolean | undefined;
}

/** So many bytes are written sooner than a thread is started that writes them. */
const few = 1 << 16;

/**
 * Opens a file for writing, or standard output for `-`.
 *
 * What exists and is no regular file (a device, a named pipe) is written to directly. A pipe whose reader has gone is
 * a MachineError with the code `EPIPE`.
 *
 * @example
 * ```ts
 * import { openSink } from "@backlot/runtime";
 *
 * const sink = await openSink("greeting.txt", { force: true });
 * try {
 *   await sink.write(new TextEncoder().encode("hello\n"));
 *   const { bytes, digest } = await sink.commit(); // the file is there
 *   console.log(bytes, digest); // 6 sha256:5891b5b5…
 * } catch (error) {
 *   await sink.abort(); // there is no file
 *   throw error;
 * }
 * ```
 *
 * @throws InputError when the path is empty, is a folder or names a compressed file, its folder is missing, or there is
 * a file already and no `force`.
 * @throws MachineError when the system refuses.
 */
export async function openSink(
  path: string,
  options: SinkOptions = {},
  files: FileSystem = systemFiles(),
): Promise<Sink> {
  const { force = false } = options;
  if (path === "") {
    const hint = "Name a file, or - for standard output";
    throw new InputError("Cannot write to a path that is empty", { file: path, hint });
  }
  try {
    if (path === "-") return openFileSink("-", 1, await files.state(1), options, files);
    const target = await files.look(path, true);
    if (target?.kind === "folder") {
      throw new InputError(`Cannot write ${path}: it is a folder`, { file: path, hint: "Name a file in that folder" });
    }
    if (target?.kind === "device" || target?.kind === "other") {
      return openFileSink(path, await files.openToWrite(path), target, options, files);
    }
    const compression = compressionOfName(path);
    if (compression !== undefined) {
      throw new InputError(`Cannot write ${path}: what is written is not compressed`, {
        file: path,
        hint: `Write to standard output, and compress that: ${compression} > ${path}`,
      });
    }
    const isLink = (await files.look(path))?.kind === "link";
    if (isLink && target === undefined) {
      const hint = "Choose another path, or remove the link";
      throw new InputError(`Cannot write ${path}: it is a symbolic link to nothing`, { file: path, hint });
    }
    if (isLink && !force) throw refused(path, "it is a symbolic link", "write to what it points to");
    if (target !== undefined && !force) throw refused(path, "it exists already", "replace it");
    return await newFileSink(path, isLink ? await files.resolve(path) : path, target, options, files);
  } catch (error) {
    throw systemError(error, path === "-" ? "write to standard output" : `write ${path}`, path);
  }
}

const refused = (path: string, state: string, wish: string): InputError =>
  new InputError(`Cannot write ${path}: ${state}`, {
    file: path,
    hint: `Choose another path, or use --force (force: true) to ${wish}`,
  });

/** A descriptor that is open already and has its name already: a standard stream, a device, a named pipe. */
function openFileSink(
  name: string,
  file: number,
  { kind }: FileState,
  { digest = kind !== "device", mayWait = false }: SinkOptions,
  files: FileSystem,
): Sink {
  const tally = startTally(digest);
  const isReady = kind === "file" || (kind === "device" && !files.isTerminal(file));
  const now = { write: async (to: number, bytes: Uint8Array) => files.writeNow(to, bytes) };
  let writing: Promise<unknown> = Promise.resolve();
  // The standard streams are not ours to close.
  const close = async (): Promise<void> => {
    if (file > 2) await files.close(file);
  };
  return sinkOf({
    name,
    async write(bytes) {
      const atOnce = mayWait || (isReady && bytes.byteLength <= few);
      const written = writeWhole({ name, file, bytes: tally.bytes }, bytes, atOnce ? now : files);
      writing = written.catch(() => {});
      tally.add(bytes);
      await written;
    },
    // A write to a pipe or a terminal can last for ever, and no worker could be stopped in it.
    ...(isReady && outletOf(name, file, tally, files)),
    async commit() {
      await close();
      return tally.close();
    },
    // A pipe that nobody reads may never take the write under way.
    abortsAtOnce: true,
    async abort() {
      writing.then(close).catch(() => {});
    },
  });
}

/** A new regular file. `path` is how the user named it, `target` where it really goes. */
async function newFileSink(
  path: string,
  target: string,
  replaced: FileState | undefined,
  { force = false, digest }: SinkOptions,
  files: FileSystem,
): Promise<Sink> {
  const { folder, name } = splitPath(target);
  if (name === "") throw new InputError(`Cannot write ${path}: it names no file`, { file: path });
  await checkFolder(path, folder, files);
  const temporary = folder + temporaryName(name);
  // A replaced file's secrets stay as closed as they were.
  const file = await files.create(temporary, replaced?.mode ?? 0o666);
  const tally = startTally(digest);
  const behind = writeBehind(file, files);
  let open = true;
  /** The names the file has, all of which an abort has to remove. */
  const standing = new Set([temporary]);

  async function close(): Promise<void> {
    if (!open) return;
    open = false;
    await files.close(file);
  }

  function grew(length: number): void {
    try {
      behind.grew(length);
    } catch (error) {
      throw systemError(error, `write ${path}`, path, tally.bytes);
    }
  }

  async function rename(): Promise<void> {
    await files.rename(temporary, target);
    standing.delete(temporary);
    standing.add(target);
  }

  async function giveName(): Promise<void> {
    if (force) return rename();
    try {
      // Unlike a rename, a link never replaces a file that has come up meanwhile.
      await files.link(temporary, target);
    } catch (error) {
      const taken = codeOf(error) === "EEXIST" || (await files.look(target)) !== undefined;
      if (taken) throw refused(path, "it has come up meanwhile", "replace it");
      if (!noLinkCodes.has(codeOf(error) ?? "")) throw error;
      return rename();
    }
    standing.add(target);
    await files.remove(temporary);
    standing.delete(temporary);
  }

  return sinkOf({
    name: path,
    async write(bytes) {
      // The digest is reckoned while the system writes.
      const written = writeWhole({ name: path, file, bytes: tally.bytes }, bytes, files);
      tally.add(bytes);
      await written;
      grew(bytes.byteLength);
    },
    ...outletOf(path, file, tally, files, grew),
    async commit() {
      try {
        await behind.end();
        await files.sync(file);
        await close();
        await giveName();
        await syncFolder(folder, files);
        return tally.close();
      } catch (error) {
        throw systemError(error, `finish ${path}`, path, tally.bytes);
      }
    },
    async abort() {
      // What the system is bringing to the disk cannot be called back, and may take long.
      const closed = behind
        .end()
        .catch(() => {})
        .then(close)
        .catch(() => {});
      if (!behind.busy) await closed;
      for (const left of standing) {
        try {
          await files.remove(left);
        } catch (error) {
          if (codeOf(error) !== "ENOENT") throw systemError(error, `remove ${left}`, path);
        }
      }
    },
  });
}

/** File systems that have no hard links say so in many ways. */
const noLinkCodes = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "EISDIR", "UNKNOWN"]);

/** The way for workers to write to an open file, where they can; `grew` is told of what they have written. */
function outletOf(
  name: string,
  file: number,
  tally: Tally,
  files: FileSystem,
  grew?: (length: number) => void,
): { outlet?: Outlet } {
  if (!files.sharesFiles) return {};
  const { digests } = tally;
  return {
    outlet: {
      digests,
      open: (mostBytes) => startTurns({ name, file, mostBytes, digests }, tally.bytes),
      count(length, bytes) {
        if (bytes === undefined) tally.count(length);
        else tally.add(bytes);
        grew?.(length);
      },
    },
  };
}

async function checkFolder(path: string, folder: string, files: FileSystem): Promise<void> {
  const state = await files.look(folder || ".", true);
  if (state?.kind === "folder") return;
  const shown = folder.slice(0, -1);
  const found = state === undefined ? "does not exist" : "is not a folder";
  throw new InputError(`Cannot write ${path}: its folder ${shown} ${found}`, {
    file: path,
    hint:
      state === undefined ? `Make the folder first (mkdir -p ${shown}), or choose another path` : "Choose another path",
  });
}

/** Makes a rename in a folder durable. Windows and some file systems cannot; they have nothing better. */
async function syncFolder(folder: string, files: FileSystem): Promise<void> {
  let file: number;
  try {
    file = await files.openFolder(folder || ".");
  } catch (error) {
    if (["EACCES", "EISDIR", "EPERM"].includes(codeOf(error) ?? "")) return;
    throw error;
  }
  try {
    await files.sync(file);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP", "EPERM", "EBADF"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await files.close(file);
  }
}

/** The folder with its last separator, and the name in it. */
function splitPath(path: string): { folder: string; name: string } {
  const cut = Math.max(path.lastIndexOf("/"), pathSeparatorIsBackslash() ? path.lastIndexOf("\\") : -1) + 1;
  return { folder: path.slice(0, cut), name: path.slice(cut) };
}

const pathSeparatorIsBackslash = (): boolean => globalThis.process?.platform === "win32";

/** How many bytes a name may have in the file systems that are common. */
const mostNameBytes = 255;

/** The hidden name of a file that is not whole. The file's own may be so long that it has to be cut off there. */
function temporaryName(name: string): string {
  const end = `.backlot-${randomName()}.tmp`;
  // It takes no half of a character.
  const { read } = new TextEncoder().encodeInto(name, new Uint8Array(mostNameBytes - 1 - end.length));
  return `.${name.slice(0, read)}${end}`;
}

/** Only not to meet another run: nothing there is ever opened. A first `crypto.randomUUID()` takes Node 5 to 8 ms. */
const randomName = (): string => Math.random().toString(36).slice(2, 10);
