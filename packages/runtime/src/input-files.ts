/** The files that a path stands for: itself, those of a folder, or those that a pattern matches. */
import { closest } from "./closest.ts";
import { InputError } from "./errors.ts";
import { type FileState, type FileSystem, systemFiles } from "./file-system.ts";
import { systemError } from "./system-error.ts";

/** What to make of a path. */
export interface InputFilesOptions {
  /** Whether a file that lies in a folder is wanted, by its name; hidden ones never are. */
  isWanted: (name: string) => boolean;
  /** Paths that are written to, and so are no inputs. */
  outputs: readonly string[];
}

/**
 * The files to read for a path, in order.
 *
 * - A file, a pipe or `-` is itself.
 * - A folder is those files directly in it that are wanted by their names.
 * - A pattern (`data/*.csv`, `2026-{01,02}.csv.gz`, two stars for folders in folders) is all files it matches, where
 *   there is none of just that name; hidden ones only if it says so.
 *
 * What a folder or pattern stands for comes sorted by name, by the codes of the characters, and without the outputs,
 * so that the same run can be made again.
 *
 * @throws InputError when nothing is there or matches, or a path is that of an output, also by another name of it.
 * @throws MachineError when the system refuses to list a folder.
 */
export async function inputFiles(
  path: string,
  { isWanted, outputs }: InputFilesOptions,
  files: FileSystem = systemFiles(),
): Promise<string[]> {
  const written = await Promise.all(outputs.map((output) => stateOf(output, files)));
  const outputOf = (state: FileState | undefined): string | undefined =>
    state === undefined ? undefined : outputs[written.findIndex((output) => output?.id === state.id)];

  /** Those of the paths that are files and no outputs, in order. */
  async function onlyFiles(candidates: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const candidate of candidates.toSorted()) {
      const state = await stateOf(candidate, files);
      if (state?.kind === "file" && outputOf(state) === undefined) found.push(candidate);
    }
    return found;
  }

  /** What is in a folder, which may be one that is not to be looked into. */
  async function namesIn(folder: string, wanted: string): Promise<string[]> {
    try {
      return await files.list(folder);
    } catch (error) {
      throw systemError(error, `read ${wanted}`, wanted);
    }
  }

  async function filesIn(folder: string): Promise<string[]> {
    const names = (await namesIn(folder, folder)).filter((name) => !name.startsWith("."));
    const prefix = /[/\\]$/.test(folder) ? folder : `${folder}/`;
    const found = await onlyFiles(names.filter(isWanted).map((name) => prefix + name));
    if (found.length > 0) return found;
    throw new InputError(`Cannot read ${folder}: no file in it tells by its name what it is`, {
      file: folder,
      hint:
        names.length === 0
          ? "The folder is empty"
          : `Name the files that are meant, or a pattern such as '${prefix}*' for all of them, '${prefix}**' for those in its folders too`,
    });
  }

  async function whatThereIs(pattern: string): Promise<string> {
    const folder = /^(?:[^*?[{]*[/\\])?/.exec(pattern)![0];
    if ((await stateOf(folder || ".", files))?.kind !== "folder") return `There is no folder ${folder}`;
    const names = await namesIn(folder || ".", pattern);
    const seen = names.filter((name) => !name.startsWith(".")).toSorted();
    const near = closest(pattern.slice(folder.length), seen);
    if (near !== undefined) return `There is ${folder}${near}`;
    if (seen.length === 0) return `${folder || "The folder"} is empty`;
    const shown = seen.slice(0, 3).join(", ") + (seen.length > 3 ? ` and ${seen.length - 3} more` : "");
    return `In ${folder || "this folder"} there ${seen.length === 1 ? "is" : "are"} ${shown}`;
  }

  if (path === "-") return [path];
  const state = await stateOf(path, files);
  const output = state?.kind === "file" ? outputOf(state) : undefined;
  if (output !== undefined) {
    const also = output === path ? "" : `, as ${path}`;
    throw new InputError(`Cannot write ${output}: it is an input too${also}`, {
      file: output,
      hint: "Choose another path",
    });
  }
  if (state?.kind === "folder") return await filesIn(path);
  if (state !== undefined || !isPattern(path)) return [path];
  const matches = await onlyFiles(await files.glob(path));
  if (matches.length > 0) return matches;
  throw new InputError(`Cannot read ${path}: no file matches it`, { file: path, hint: await whatThereIs(path) });
}

/** Whether the path may be one that stands for others. */
function isPattern(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** What is there, through all links; nothing also where it cannot be looked at, which the opening will tell. */
async function stateOf(path: string, files: FileSystem): Promise<FileState | undefined> {
  return path === "-" ? undefined : await files.look(path, true).catch(() => undefined);
}
