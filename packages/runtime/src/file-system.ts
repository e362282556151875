/**
 * The calls to the file system that sources and sinks make, by number of the open file and with promises.
 *
 * They go through Node's functions for numbers rather than its FileHandle, so that the standard streams (0 and 1) and
 * files are read and written the same way, and so that tests can put a failing one in its place.
 *
 * What the system answers from memory is asked while the thread waits, a few microseconds: the first call by callback
 * starts the threads of Node's pool, 2 ms of a small job. What may wait for a disk or for somebody is called back.
 */
import type { BigIntStats } from "node:fs";
import { builtin } from "./builtin.ts";
import { isNullDevice, isTerminal } from "./terminal.ts";
import { codeOf } from "./system-error.ts";

/** What a path or an open file is. */
export interface FileState {
  /** A device is one of characters: a terminal, the null device. */
  kind: "file" | "folder" | "link" | "device" | "other";
  bytes: number;
  /** When the content was last changed, in nanoseconds. */
  changed: bigint;
  /** The permission bits. */
  mode: number;
  /** The same for all names of one file: its device and number. */
  id: string;
}

export interface FileSystem {
  openToRead(path: string): Promise<number>;
  /** Opens what is there, without emptying it: a device or a pipe. */
  openToWrite(path: string): Promise<number>;
  /** Makes a new file; fails with EEXIST if there is something already, a symbolic link included. */
  create(path: string, mode: number): Promise<number>;
  /** Opens a folder for `sync`. */
  openFolder(path: string): Promise<number>;
  /** Reads at the place the file stands at; 0 is the end. */
  read(file: number, into: Uint8Array): Promise<number>;
  /** Reads from a place of its own while the thread waits; 0 is the end. Other reads stand where they stood. */
  readNow(file: number, into: Uint8Array, at: number): number;
  /** Writes the front of `bytes` and tells how many, which may be fewer. */
  write(file: number, bytes: Uint8Array): Promise<number>;
  /** The same, while the thread waits. */
  writeNow(file: number, bytes: Uint8Array): number;
  sync(file: number): Promise<void>;
  /** The same, but for what is only about the file, such as its time. */
  syncData(file: number): Promise<void>;
  close(file: number): Promise<void>;
  state(file: number): Promise<FileState>;
  /** Whether somebody sits at the other end. */
  isTerminal(file: number): boolean;
  /** Whether the number of an open file means the same in workers: not in Deno. */
  readonly sharesFiles: boolean;
  /** What is at a path, if anything; of a symbolic link the link itself, or with `follow` what it points to. */
  look(path: string, follow?: boolean): Promise<FileState | undefined>;
  /** The path without symbolic links. */
  resolve(path: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with EEXIST if there is something already. */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** The names in a folder. */
  list(path: string): Promise<string[]>;
  /** The paths that match a pattern; hidden ones only if it says so. */
  glob(pattern: string): Promise<string[]>;
}

/** The file system of Node, Deno and Bun, without `fs.promises`: Node loads streams and more for them. */
export function systemFiles(): FileSystem {
  const fs = builtin("node:fs", "use files");
  const { constants } = fs;
  // Where the system has no such flag (Windows), Node has no constant for it.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  /** A pipe is opened when somebody opens its other end, and a terminal may wait for its line. */
  const open = async (path: string, flags: number): Promise<number> => {
    const state = fs.statSync(path, { bigint: true });
    return state.isFile() || state.isDirectory() || isNullDevice(state)
      ? fs.openSync(path, flags)
      : await called((done) => fs.open(path, flags, done));
  };
  return {
    openToRead: (path) => open(path, constants.O_RDONLY),
    openToWrite: (path) => open(path, constants.O_WRONLY),
    create: async (path, mode) =>
      fs.openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, mode),
    openFolder: (path) => open(path, constants.O_RDONLY),
    read: (file, into) => called((done) => fs.read(file, into, 0, into.byteLength, null, done)),
    readNow: (file, into, at) => fs.readSync(file, into, 0, into.byteLength, at),
    write: (file, bytes) => called((done) => fs.write(file, bytes, 0, bytes.byteLength, null, done)),
    writeNow: (file, bytes) => fs.writeSync(file, bytes),
    sync: (file) => called((done) => fs.fsync(file, done)),
    syncData: (file) => called((done) => fs.fdatasync(file, done)),
    close: async (file) => fs.closeSync(file),
    state: async (file) => fileState(fs.fstatSync(file, { bigint: true })),
    isTerminal,
    sharesFiles: !("Deno" in globalThis),
    async look(path, follow = false) {
      try {
        return fileState((follow ? fs.statSync : fs.lstatSync)(path, { bigint: true }));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        throw error;
      }
    },
    resolve: (path) => called((done) => fs.realpath.native(path, done)),
    rename: (from, to) => called((done) => fs.rename(from, to, done)),
    link: (from, to) => called((done) => fs.link(from, to, done)),
    remove: (path) => called((done) => fs.unlink(path, done)),
    list: (path) => called((done) => fs.readdir(path, done)),
    // Node's own, which Deno and Bun have too; in Node before 22.17 it warns that it is an experiment.
    glob: (pattern) => called((done) => fs.glob(pattern, done)),
  };
}

function fileState(stats: BigIntStats): FileState {
  return {
    kind: kindOf(stats),
    bytes: Number(stats.size),
    changed: stats.mtimeNs,
    mode: Number(stats.mode) & 0o777,
    id: `${stats.dev}:${stats.ino}`,
  };
}

function kindOf(stats: BigIntStats): FileState["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  if (stats.isSymbolicLink()) return "link";
  return stats.isCharacterDevice() ? "device" : "other";
}

/** Turns a function with a callback into a promise of its first result. */
function called<T>(call: (done: (error: Error | null, result: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error === null || error === undefined ? resolve(result) : reject(error)));
  });
}

const waitingCodes = new Set(["EAGAIN", "EWOULDBLOCK", "EINTR"]);

/**
 * Tries again while a pipe that somebody has set to non-blocking is empty or full, a little less often each time.
 */
export async function whenReady<T>(attempt: () => Promise<T>): Promise<T> {
  for (let pause = 0; ; pause = Math.min(pause * 2 + 1, 15)) {
    try {
      return await attempt();
    } catch (error) {
      if (!waitingCodes.has(codeOf(error) ?? "")) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
