/** What can be asked for, and what of it is right. */

import { format as formatNamed, formatOfPath, type Format, type FormatName } from "@backlot/formats";
import { InputError, type Progress, type Sink } from "@backlot/runtime";
import type { Table } from "@backlot/schema";
import { checkRecords } from "./capacity.ts";
import type { KernelName } from "./kernels.ts";
import type { Wanted } from "./compile/compile.ts";
import type { Plan } from "./plan.ts";

/** Which records, and what of them: what every way to make records takes. */
export interface RecordOptions {
  /** Another seed is other data; `0`. */
  readonly seed?: number | string | undefined;
  /** How large the whole dataset is: tables grow with it, references point into them; 1. */
  readonly scale?: number | undefined;
  /** The locale of faker's words, such as `de` or `zh_CN`; the plugin's own, else `en`. */
  readonly locale?: string | undefined;
  /** The first record, counted from 0; 0. */
  readonly first?: number | undefined;
  /** How many records; those that the table has at this scale. More are a continuation, fewer a beginning. */
  readonly rows?: number | undefined;
  /** How long the code of computed fields may take for one record, where the platform can stop it; 10. */
  readonly computeSeconds?: number | undefined;
}

/** What to generate, and where to. */
export interface GenerateOptions extends RecordOptions {
  readonly table: Table;
  /** A path (`-` is standard output) or a sink, which is committed, or aborted where the run fails. */
  readonly to: string | Sink;
  /** By the ending of the output's name, else the table's own, else NDJSON. */
  readonly format?: FormatName | Format | undefined;
  /** Names of fields, or dotted paths into objects, in the order of the output; all fields. */
  readonly pick?: readonly string[] | undefined;
  /** Stop before the record with which the output would be larger than this. */
  readonly bytes?: number | undefined;
  /**
   * How many workers at most; 0 computes in this thread. 0 for a small output, else one per processor, but for one
   * that reckons the digest.
   */
  readonly workers?: number | undefined;
  /** About how many bytes a worker makes at once; 4 MiB, and 1 MiB where fields are computed. */
  readonly chunkBytes?: number | undefined;
  /** Which kernel makes the records; all give the same bytes. The fastest one. */
  readonly kernel?: KernelName | undefined;
  /** Whether an existing output is replaced; false. */
  readonly force?: boolean | undefined;
  /** Whether the SHA-256 of the bytes is reckoned, where `to` is a path; true, but for a device such as `/dev/null`. */
  readonly digest?: boolean | undefined;
  /** Where the plugin's code is, as `import()` takes it: lets workers run computed fields, else this thread does. */
  readonly module?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each chunk. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Which records, and when to stop. */
export function extent(plan: Plan, options: GenerateOptions): { first: number; rows: number; mostBytes: number } {
  const first = wholeNumber(options.first ?? 0, "the first record");
  // A number of bytes alone goes on for as long as it takes.
  const all = Math.max(0, (options.bytes === undefined ? plan.tableRows : Number.MAX_SAFE_INTEGER - 1) - first);
  const wanted = wholeNumber(options.rows ?? all, "the number of rows");
  checkRecords(plan, first + (options.bytes === undefined ? wanted : Math.min(1, wanted)));
  const rows = Math.min(wanted, ...plan.limits.map(({ records }) => records - first));
  const mostBytes = options.bytes === undefined ? Infinity : wholeNumber(options.bytes, "the number of bytes");
  return { first, rows, mostBytes };
}

/** Checks that a table is one of a plugin's, for its definition alone looks much like it in JavaScript. */
export function checkIsOfPlugin(table: Table): void {
  const { name, plugin }: { name?: string; plugin?: object } = table ?? {};
  if (plugin !== undefined) return;
  const told = name === undefined ? "this" : `the table ${name}`;
  throw new InputError(`Cannot make records of ${told}: it is no table of a plugin`, {
    hint: "Take it from the plugin: definePlugin({ …, tables: [one] }).tables.one",
  });
}

/** A seed as it goes into the keys: `42` and `"42"` are the same. */
export function seedText(seed: number | string = 0): string {
  if (typeof seed !== "string" && !Number.isFinite(seed))
    throw new InputError(`Cannot use the seed ${String(seed)}: it must be a number or a text`);
  return String(seed);
}

/** A number of things, checked. */
export function wholeNumber(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InputError(`Cannot use ${value} as ${what}: it must be a whole number from 0`);
  }
  return value;
}

/** What the options say of a table's records themselves, and where they go to, if that tells the format. */
type WantedOptions = Pick<GenerateOptions, "table" | "seed" | "scale" | "locale" | "format" | "pick"> &
  Partial<Pick<GenerateOptions, "to">>;

/** What is wanted of a table, by the options and what they leave out. */
export function wantedOf(options: WantedOptions): Wanted {
  const { seed, scale = 1, locale, pick } = options;
  return { seed: seedText(seed), scale, locale, format: formatFor(options), pick };
}

/** The format of an output: as told, as the name's ending says, as the table's own; in the table's dialect. */
function formatFor({ format, to, table }: WantedOptions): Format {
  if (typeof format === "object") return format;
  return tableFormat(table, format ?? (typeof to === "string" ? formatOfPath(to) : undefined));
}

/**
 * The format that is told in the dialect that a table has of it; without one the table's own format, else NDJSON.
 *
 * @throws InputError when there is no such format or dialect, or the table is none of a plugin.
 * @example
 * ```ts
 * import { tableFormat } from "@backlot/generator";
 * import { definePlugin, defineTable, key } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const guest = defineTable("guest", z.object({ id: key("g") }), { format: "tsv" });
 * const party = definePlugin({ name: "party", dataVersion: 1, tables: [guest] });
 * console.log(tableFormat(party.tables.guest).name); // tsv
 * ```
 */
export function tableFormat(table: Table, told?: FormatName): Format {
  checkIsOfPlugin(table);
  const name = told ?? table.options.format ?? "ndjson";
  const dialect = name === "csv" || name === "tsv" ? table.options.dialects?.[name] : undefined;
  try {
    return formatNamed(name, dialect);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError(`Cannot write ${table.plugin.name}/${table.name}: ${cause.message}`, { cause });
  }
}
