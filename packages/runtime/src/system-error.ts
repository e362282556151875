/**
 * From the codes of the system to our errors: bad input where the path is to blame, a fault of the machine otherwise.
 */
import { InputError, MachineError } from "./errors.ts";

const said: Record<string, string> = {
  EACCES: "permission denied",
  EBUSY: "it is in use",
  EDQUOT: "the quota is used up",
  EFBIG: "the file has reached the size limit",
  EIO: "the device reported an input/output error",
  EISDIR: "it is a folder",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENFILE: "too many open files in the system",
  ENOENT: "there is no such file",
  ENOSPC: "no space is left on the device",
  ENOTDIR: "a part of the path is not a folder",
  EPERM: "the system does not permit it",
  EPIPE: "the reader has closed the pipe",
  EROFS: "the file system is read-only",
};

const hints: Record<string, string> = {
  EACCES: "Check the permissions of the file and its folder",
  EDQUOT: "Free some space or choose another folder",
  EFBIG: "Raise the limit (ulimit -f) or choose another file system",
  EIO: "Check the disk or the connection to it",
  EISDIR: "Name a file in that folder",
  EMFILE: "Raise the limit (ulimit -n) or use fewer files at once",
  ENOSPC: "Free some space or choose another folder",
  EROFS: "Choose another folder",
};

/** The path is wrong, and not the machine. `ERR_INVALID_ARG_VALUE` is Node's word for a NUL in a path. */
const inputCodes = new Set(["EISDIR", "ELOOP", "ENAMETOOLONG", "ENOENT", "ENOTDIR", "ERR_INVALID_ARG_VALUE"]);

/** The system's code of an error, such as `ENOSPC`, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}

/**
 * What the system said, in words: an InputError where the path is to blame, a MachineError otherwise, with the system's
 * message as its `cause`. Either of these two is returned as it is.
 *
 * @param action what was tried, to stand after "Cannot": `write out.csv`
 * @param file the path as the user gave it
 * @param byte how many bytes of it were read or written, where that had begun
 * @example
 * ```ts
 * import { systemError } from "@backlot/runtime";
 *
 * const full = Object.assign(new Error("write failed"), { code: "ENOSPC" });
 * console.log(systemError(full, "write out.csv", "out.csv", 4096).message);
 * // Cannot write out.csv after 4096 bytes: no space is left on the device (ENOSPC)
 * ```
 */
export function systemError(error: unknown, action: string, file: string, byte?: number): InputError | MachineError {
  if (error instanceof InputError || error instanceof MachineError) return error;
  const code = codeOf(error);
  const state = said[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
  const message =
    `Cannot ${action}${byte === undefined ? "" : ` after ${byte} bytes`}: ${state}` +
    (code !== undefined && said[code] !== undefined ? ` (${code})` : "");
  const hint = hints[code ?? ""];
  const details = { file, cause: error, ...(byte !== undefined && { byte }), ...(hint !== undefined && { hint }) };
  if (code === undefined) return new MachineError(message, details);
  return inputCodes.has(code) ? new InputError(message, details) : new MachineError(message, { ...details, code });
}
