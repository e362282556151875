/** Where the records of which table go, and in which format. */
import { mkdir, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { formatOfPath, type FormatName } from "@backlot/formats";
import { InputError, openSink, type Sink, type Summary } from "@backlot/runtime";
import type { Table } from "@backlot/schema";

/** One output of a run. */
export interface PlannedOutput {
  readonly table: Table;
  readonly format: FormatName;
  /** A file, or `-` for standard output. */
  readonly path: string;
}

/** What the outputs are planned by. */
export interface OutputOptions {
  /** A file, a folder (with a slash at its end, or for more than one table), or `-`. */
  readonly out: string;
  readonly format?: FormatName;
  readonly force?: boolean;
}

/** The outputs of tables: in a folder, each table has the file that bears its name. */
export function planOutputs(tables: readonly Table[], { out, format }: OutputOptions): PlannedOutput[] {
  const folder = folderOf(tables, out);
  return tables.map((table) => {
    const own = table.options.format ?? "ndjson";
    if (folder === undefined) return { table, format: format ?? formatOfPath(out) ?? own, path: out };
    return { table, format: format ?? own, path: join(folder, `${table.name}.${format ?? own}`) };
  });
}

const folderOf = (tables: readonly Table[], out: string): string | undefined =>
  tables.length > 1 || /[\\/]$/.test(out) ? out : undefined;

/**
 * Writes the outputs one after the other.
 *
 * All are opened before the first is written, so that one that cannot be is found before any work is done.
 */
export async function writeAll(
  outputs: readonly PlannedOutput[],
  { out, force }: OutputOptions,
  write: (output: PlannedOutput, sink: Sink, index: number) => Promise<Summary>,
): Promise<Summary[]> {
  const folder = folderOf(
    outputs.map(({ table }) => table),
    out,
  );
  const made = folder !== undefined && (await makeFolder(folder));
  const sinks: Sink[] = [];
  try {
    for (const { path } of outputs) sinks.push(await openSink(path, { force }));
    const summaries: Summary[] = [];
    for (const [index, output] of outputs.entries()) summaries.push(await write(output, sinks[index], index));
    return summaries;
  } catch (error) {
    for (const sink of sinks) await sink.abort();
    // It stays if a table in it is whole.
    if (made) await rmdir(folder).catch(() => {});
    throw error;
  }
}

/** Makes the last folder of a path, if it is not there; whether it had to. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return false;
    const states: Record<string, string> = {
      EEXIST: "there is a file of that name",
      ENOENT: "the folder that it would be in does not exist",
      ENOTDIR: "a part of the path is not a folder",
      EACCES: "permission denied",
    };
    throw new InputError(`Cannot make the folder ${path}: ${states[code ?? ""] ?? String(cause)}`, {
      file: path,
      hint: "Choose another path for --out",
      cause,
    });
  }
}
