/**
 * generate(): a table in, a file of records out.
 *
 * ```text
 * schema ─▶ plan ─▶ kernel, in workers, range by range ─▶ in order ─▶ sink
 * ```
 */

import { format as formatNamed, formatOfPath, framing, type Format, type FormatName } from "@backlot/formats";
import {
  availableWorkers,
  InputError,
  milliseconds,
  openSink,
  runOrdered,
  standby,
  workerClass,
  type Job,
  type Progress,
  type Sink,
  type Summary,
  type WorkerLike,
} from "@backlot/runtime";
import type { Table } from "@backlot/schema";
import { checkRecords } from "./capacity.ts";
import { compilePlan } from "./compile/compile.ts";
import { isComputed } from "./compile/reach.ts";
import { tableRows } from "./compile/rows.ts";
import type { KernelName } from "./kernels.ts";
import type { Plan } from "./plan.ts";
import {
  makeRecords,
  rangeMaker,
  soonestKernel,
  type Bytes,
  type Make,
  type Range,
  type Ranges,
  type Task,
  type WorkSetup,
} from "./work.ts";

/** Which records, and what of them: what every way to make records takes. */
export interface RecordOptions {
  /** Another seed is other data; `0`. */
  readonly seed?: number | string;
  /** How large the whole dataset is: tables grow with it, references point into them; 1. */
  readonly scale?: number;
  /** The locale of faker's words, such as `de` or `zh_CN`; the plugin's own, else `en`. */
  readonly locale?: string;
  /** The first record, counted from 0; 0. */
  readonly first?: number;
  /** How many records; those that the table has at this scale. More are a continuation, fewer a beginning. */
  readonly rows?: number;
  /** How long the code of computed fields may take for one record, where the platform can stop it; 10. */
  readonly computeSeconds?: number;
}

/** What to generate, and where to. */
export interface GenerateOptions extends RecordOptions {
  readonly table: Table;
  /** A path (`-` is standard output) or a sink. */
  readonly to: string | Sink;
  /** By the ending of the output's name, else the table's own, else NDJSON. */
  readonly format?: FormatName | Format;
  /** Names of fields, or dotted paths into objects, in the order of the output; all fields. */
  readonly pick?: readonly string[];
  /** Stop before the record with which the output would be larger than this. */
  readonly bytes?: number;
  /**
   * How many workers at most; 0 computes in this thread. 0 for a small output, else one per processor, but for one
   * that reckons the digest.
   */
  readonly workers?: number;
  /** About how many bytes a worker makes at once; 4 MiB, and 1 MiB where fields are computed. */
  readonly chunkBytes?: number;
  /** Which kernel makes the records; all give the same bytes. The fastest one. */
  readonly kernel?: KernelName;
  /** Whether an existing output is replaced; false. */
  readonly force?: boolean;
  /** Whether the SHA-256 of the bytes is reckoned, where `to` is a path; true, but for a device such as `/dev/null`. */
  readonly digest?: boolean;
  /** Where the plugin's code is, as `import()` takes it: lets workers run computed fields, else this thread does. */
  readonly module?: string;
  readonly signal?: AbortSignal;
  /** Called after each chunk. */
  readonly onProgress?: (progress: Progress) => void;
}

const encoder = new TextEncoder();

/**
 * How many bytes are made at once, and from how many on workers gain more than they cost. Ranges of 4 MiB make two
 * workers a tenth faster than ranges of 1 MiB: they seldom wait for each other. What is computed takes much longer.
 */
const sizes = {
  made: { chunkBytes: 4 << 20, worthWorkers: 64 << 20 },
  computed: { chunkBytes: 1 << 20, worthWorkers: 4 << 20 },
};

/** From how many records on workers are started at once. A worker more costs 40 ms of a processor that is free then. */
const worthStandby = 200_000;

/**
 * Writes records of a table to a file or another sink. The bytes depend on plugin, seed, scale, locale, format
 * and picked fields alone, never on the number of workers or the machine.
 *
 * @throws InputError when an option, a field or the output is not right.
 * @throws MachineError when the system refuses to write.
 * @example
 * ```ts
 * import { generate } from "@backlot/generator";
 * import { memorySink } from "@backlot/runtime";
 * import { defineTable, definePlugin, key, weighted } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const ticket = defineTable("ticket", z.object({ id: key("t"), class: weighted({ first: 1, second: 9 }) }));
 * const train = definePlugin({ name: "train", dataVersion: 1, tables: [ticket] });
 * const sink = memorySink();
 * const { written } = await generate({ table: train.tables.ticket, to: sink, rows: 3, format: "csv" });
 * console.log(written, sink.text().split("\n")[0]); // 3 id,class
 * ```
 */
export async function generate(options: GenerateOptions): Promise<Summary> {
  const workers = standby(workersAhead(options), startWorker);
  try {
    return await generateBy(() => workers.start(), options);
  } finally {
    workers.dismiss();
  }
}

/** Generates with workers that are started so, if any are. */
async function generateBy(start: () => WorkerLike, options: GenerateOptions): Promise<Summary> {
  const started = milliseconds();
  const { table, to, signal } = options;
  signal?.throwIfAborted();
  const plan = await compilePlan(table, {
    seed: seedText(options.seed),
    scale: options.scale ?? 1,
    locale: options.locale,
    format: formatFor(options),
    pick: options.pick,
  });
  const { first, rows, mostBytes } = extent(plan, options);
  const setup = await workSetup(plan, { ...options, kernel: options.kernel ?? soonestKernel(rows) });
  const make = await rangeMaker(setup);
  const { chunkBytes, worthWorkers } = setup.computing === undefined ? sizes.made : sizes.computed;
  const average = averageBytes(make, first, Math.min(rows, setup.computing === undefined ? firstRecords(plan) : 32));
  // How many records a number of bytes takes is known by now, and not before.
  if (options.bytes !== undefined)
    checkRecords(plan, first + Math.min(options.rows ?? Infinity, Math.floor(mostBytes / average)));
  const perRange = Math.max(1, Math.round(Math.min(options.chunkBytes ?? chunkBytes, mostBytes) / average));
  const expected = Math.min(rows * average, mostBytes);
  const codeIsHere = setup.computing !== undefined && options.module === undefined;

  const { open, close, before, first: firstBefore } = framing(plan.format);
  const separator = before.length - firstBefore.length;
  const sink = typeof to === "string" ? await openSink(to, { force: options.force, digest: options.digest }) : to;
  const enough = expected < worthWorkers ? 0 : enoughWorkers(sink, setup);
  const workers = codeIsHere ? 0 : (options.workers ?? enough);
  try {
    const head = encoder.encode(open + plan.header);
    await sink.write(head);
    let bytes = head.length;
    let written = 0;
    /** Records of the first range that did not fit. */
    let left = 0;
    const { outlet } = sink;
    const turns = outlet?.open(mostBytes - close.length);
    const free: ArrayBuffer[] = [];
    const results = runOrdered<WorkSetup, Task, Bytes>({
      workers,
      start,
      inline: makeRecords,
      setup: { ...(workers === 0 ? setup : forWorkers(setup)), turns },
      helps: takesPart(sink, setup) ? "always" : undefined,
      jobs: tasks({ first, rows, perRange, separator, next: turns && new SharedArrayBuffer(4) }, free),
      placeOf: ({ turn }) => turn,
      // Where no bytes are in flight, workers have enough to do when this thread is late.
      flight: turns?.digests === false ? 4 * Math.max(1, workers) : undefined,
      signal,
    });
    const told = (): void =>
      options.onProgress?.({ records: written, bytes, done: Math.min(1, Math.max(written / rows, bytes / mostBytes)) });
    for await (const made of results) {
      const chunk = made.buffer && new Uint8Array(made.buffer, 0, made.length);
      if (outlet !== undefined) outlet.count(made.length, chunk);
      else if (bytes + made.length <= mostBytes - close.length) await sink.write(chunk!);
      else {
        left = made.records;
        break;
      }
      bytes += made.length;
      written += made.records;
      left = made.left;
      told();
      if (left > 0) break;
      if (made.buffer) free.push(made.buffer);
    }
    if (left > 0) {
      const rest = { first: first + written, count: left, skip: written === 0 ? separator : 0 };
      const count = fitting(make, rest, mostBytes - bytes - close.length);
      for (const part of make({ ...rest, count })) {
        await sink.write(part.bytes);
        written += part.records;
        bytes += part.bytes.length;
      }
      told();
    }
    await sink.write(encoder.encode(close));
    const output = { path: sink.name, records: written, ...(await sink.commit()) };
    return {
      command: "generate",
      read: 0,
      written,
      filtered: 0,
      rejected: 0,
      bytesIn: 0,
      bytesOut: output.bytes,
      seconds: (milliseconds() - started) / 1000,
      workers,
      seed: plan.seed,
      outputs: [output],
    };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Whether this thread is one of the workers: where they write by themselves, it has nothing else to do. */
function takesPart({ outlet }: Sink, { computing }: WorkSetup): boolean {
  return computing === undefined && outlet?.digests === false;
}

/** One per processor, but for one that digests or writes what they make; what is computed leaves time for that. */
function enoughWorkers({ outlet }: Sink, { computing }: WorkSetup): number {
  const isBusyHere = computing === undefined && (outlet === undefined || outlet.digests);
  return Math.max(1, availableWorkers() - (isBusyHere ? 1 : 0));
}

/**
 * How many workers to start before it is known how long records are: with so many of them, they are worth it. Most
 * often this thread is one; where it is not, the last is started with the run.
 */
function workersAhead({ table, workers, rows, bytes, scale = 1, seed }: GenerateOptions): number {
  const wanted = rows ?? (bytes === undefined ? tableRows(table, scale, seedText(seed)) : Infinity);
  if (wanted < worthStandby || (bytes ?? Infinity) < sizes.made.worthWorkers) return 0;
  return Math.max(0, Math.min(workers ?? Infinity, availableWorkers()) - 1);
}

/** So many first records that an engine begins to make better code of a plan, which it has when the workers are up. */
const firstRecords = ({ recordBytes }: Plan): number =>
  Math.min(1024, Math.max(32, Math.floor((1 << 20) / recordBytes)));

/** How long a record is, by the first ones. */
function averageBytes(make: Make, first: number, count: number): number {
  let bytes = 0;
  for (const part of make({ first, count })) bytes += part.bytes.length;
  return Math.max(1, bytes / Math.max(1, count));
}

/** Which records, and when to stop. */
function extent(plan: Plan, options: GenerateOptions): { first: number; rows: number; mostBytes: number } {
  const first = wholeNumber(options.first ?? 0, "the first record");
  // A number of bytes alone goes on for as long as it takes.
  const all = Math.max(0, (options.bytes === undefined ? plan.tableRows : Number.MAX_SAFE_INTEGER - 1) - first);
  const wanted = wholeNumber(options.rows ?? all, "the number of rows");
  checkRecords(plan, first + (options.bytes === undefined ? wanted : Math.min(1, wanted)));
  const rows = Math.min(wanted, ...plan.limits.map(({ records }) => records - first));
  const mostBytes = options.bytes === undefined ? Infinity : wholeNumber(options.bytes, "the number of bytes");
  return { first, rows, mostBytes };
}

/** A seed as it goes into the keys: `42` and `"42"` are the same. */
export function seedText(seed: number | string = 0): string {
  if (typeof seed === "number" && !Number.isFinite(seed))
    throw new InputError(`Cannot use the seed ${seed}: it must be a number or a text`);
  return String(seed);
}

/** A number of things, checked. */
export function wholeNumber(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InputError(`Cannot use ${value} as ${what}: it must be a whole number from 0`);
  }
  return value;
}

/** The format of an output: as told, as the name's ending says, as the table's own; in the table's dialect. */
export function formatFor({ format, to, table }: GenerateOptions): Format {
  if (typeof format === "object") return format;
  return tableFormat(table, format ?? (typeof to === "string" ? formatOfPath(to) : undefined));
}

/**
 * A format in the dialect of a table; the table's own, else NDJSON, where none is named.
 *
 * @throws InputError when the table's dialect is none.
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
export function tableFormat(table: Table, name: FormatName = table.options.format ?? "ndjson"): Format {
  const dialect = name === "csv" || name === "tsv" ? table.options.dialects?.[name] : undefined;
  try {
    return formatNamed(name, dialect);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError(`Cannot write ${table.plugin.name}/${table.name}: ${cause.message}`, { cause });
  }
}

type SetupOptions = Pick<GenerateOptions, "table" | "module" | "kernel" | "computeSeconds">;

/** What workers need; computed fields see all others, whether they are picked or not. */
export async function workSetup(
  plan: Plan,
  { table, module, kernel, computeSeconds: seconds = 10 }: SetupOptions,
): Promise<WorkSetup> {
  if (!(seconds > 0 && seconds <= 86_400))
    throw new InputError(`Cannot use ${seconds} as the seconds of a computed field: they must be above 0, up to a day`);
  const code = (kernel ?? "compiled") === "compiled" ? (await import("./kernels.ts")).translated(plan) : undefined;
  if (plan.columns.length === 0) return { plan, kernel, code };
  const pick = table.fields.flatMap(({ name, field }) => (isComputed(table, field) ? [] : [name]));
  const { seed, scale, locale } = plan;
  const format = formatNamed("ndjson");
  const others = pick.length === 0 ? undefined : await compilePlan(table, { seed, scale, locale, format, pick });
  return { plan, kernel, code, computing: { module, table, others, seconds } };
}

/** A table holds functions, which no worker can be sent. */
function forWorkers(setup: WorkSetup): WorkSetup {
  if (setup.computing === undefined) return setup;
  const { table: _, ...computing } = setup.computing;
  return { ...setup, computing };
}

function startWorker(): WorkerLike {
  const Worker = workerClass();
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

function* tasks(ranges: Ranges, free: ArrayBuffer[]): Generator<Job<Task>> {
  for (let turn = 0; turn * ranges.perRange < ranges.rows; turn++) {
    const buffer = free.pop();
    yield { task: { ranges, turn, buffer }, transfer: buffer === undefined ? [] : [buffer] };
  }
}

/** How many records of a range fit into some bytes, found by halving. */
function fitting(make: Make, { count, ...range }: Range, room: number): number {
  let [some, tooMany] = [0, count];
  while (tooMany - some > 1) {
    const half = (some + tooMany) >>> 1;
    let bytes = 0;
    for (const part of make({ ...range, count: half })) bytes += part.bytes.length;
    if (bytes > room) tooMany = half;
    else some = half;
  }
  return some;
}
