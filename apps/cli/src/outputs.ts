/** Where the records of which table go, and in which format. */
import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatOfPath, type FormatName } from "@backlot/formats";
import { InputError, openSink, type Sink, type SinkOptions, type Summary, systemError } from "@backlot/runtime";
import type { Table } from "@backlot/schema";
import type { Target } from "./plugins.ts";

/** The format in which a table is known. */
export const ownFormat = (table: Table): FormatName => table.options.format ?? "ndjson";

/** One output of a run. */
export interface PlannedOutput {
  readonly table: Table;
  readonly format: FormatName;
  /** A file, or `-` for standard output. */
  readonly path: string;
}

/** All outputs of a run. */
export interface OutputPlan {
  /** The folder they are in, if it is made where it is missing. */
  readonly folder?: string;
  readonly outputs: readonly PlannedOutput[];
}

/**
 * Plans the outputs of tables: one file, or a file for each table, under the table's name in a folder.
 *
 * @param out a file, `-`, or a folder: where a whole plugin is written, or a slash ends the path
 */
export function planOutputs({ tables, whole }: Target, out: string, format?: FormatName): OutputPlan {
  if (!whole && !/[\\/]$/.test(out)) {
    return {
      outputs: tables.map((table) => ({ table, format: format ?? formatOfPath(out) ?? ownFormat(table), path: out })),
    };
  }
  const outputs = tables.map((table) => {
    const chosen = format ?? ownFormat(table);
    return { table, format: chosen, path: join(out, `${table.name}.${chosen}`) };
  });
  return { folder: out, outputs };
}

/**
 * Writes the outputs one after the other.
 *
 * All are opened before the first is written, so that one that cannot be is found before any work is done.
 */
export async function writeAll(
  { folder, outputs }: OutputPlan,
  options: SinkOptions,
  write: (output: PlannedOutput, sink: Sink, index: number) => Promise<Summary>,
): Promise<Summary[]> {
  const made = folder !== undefined && makeFolder(folder);
  const sinks: Sink[] = [];
  try {
    for (const { path } of outputs) sinks.push(await openSink(path, options));
    const summaries: Summary[] = [];
    for (const [index, output] of outputs.entries()) summaries.push(await write(output, sinks[index], index));
    return summaries;
  } catch (error) {
    await Promise.allSettled(sinks.map((sink) => sink.abort()));
    // It stays if a table in it is whole.
    if (made) removeEmpty(folder);
    throw error;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or gone.
  }
}

/** Makes the last folder of a path, if it is not there; whether it had to. */
function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (cause) {
    const state = whyNotMade(path, cause);
    if (state === undefined) return false;
    throw new InputError(`Cannot make the folder ${path}: ${state}`, {
      file: path,
      hint: "Choose another path for --out",
      cause,
    });
  }
}

/** What is in the way of a folder; nothing where it is there already. */
function whyNotMade(path: string, cause: unknown): string | undefined {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT") return "the folder that it would be in does not exist";
  if (code !== "EEXIST") throw systemError(cause, `make the folder ${path}`, path);
  try {
    return statSync(path).isDirectory() ? undefined : "there is a file of that name";
  } catch {
    return "there is a symbolic link of that name to nothing";
  }
}
