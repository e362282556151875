/** Options that a program has from its own callers, who may have left them out. */
import imdb from "@backlot/dataset-imdb";
import { explain, generate, type GenerateOptions, recordBytes, records } from "@backlot/generator";
import { project, type ProjectOptions } from "@backlot/projector";
import { openSink, type SinkOptions } from "@backlot/runtime";

/** The options, each of which may be undefined. */
type Passed<T, Taken extends keyof T> = { readonly [Key in Exclude<keyof T, Taken>]: T[Key] | undefined };

export async function made(to: string, passed: Passed<GenerateOptions, "table" | "to">): Promise<void> {
  const table = imdb.tables.movie;
  await generate({ table, to, ...passed });
  const { seed, scale, locale, first, rows, pick } = passed;
  records(table, { seed, scale, locale, first, rows });
  await recordBytes(table, { seed, scale, locale, first, rows, pick, format: undefined });
  await explain(table, { seed, scale, locale, pick, format: undefined });
}

export async function cut(from: string, to: string, passed: Passed<ProjectOptions, "from" | "to">): Promise<void> {
  await project({ from, to, ...passed });
}

export async function opened(path: string, { force, digest }: Passed<SinkOptions, never>): Promise<void> {
  await openSink(path, { force, digest });
}
