/**
 * project(): files in, one file with only what is wanted out.
 *
 * ```text
 * source ─▶ chunker ─▶ kernel and writer, in workers ─▶ accounts, in order ─▶ sink
 * ```
 */

import { format, type Format, formatOfPath, type FormatName, framing, headerLine } from "@backlot/formats";
import {
  availableWorkers,
  InputError,
  openSink,
  type Progress,
  runOrdered,
  type Sink,
  type Source,
  type Summary,
  workerClass,
  type WorkerLike,
} from "@backlot/runtime";
import { Accounts, inOrder } from "./accounts.ts";
import { Inputs, type Opened, type Settled } from "./inputs.ts";
import { pathText } from "./path.ts";
import type { Plan, Projected, Task } from "./plan.ts";
import { quarantineLine, rejectionError } from "./rejection.ts";
import { parseSelection } from "./selection.ts";
import { closestPath, firstRecord } from "./suggest.ts";
import { projectTasks } from "./work.ts";

/** Something that is not wrong, but perhaps not what was meant. */
export interface Warning {
  readonly message: string;
  /** The path or column it is about. */
  readonly field?: string;
  /** What the user can do about it. */
  readonly hint?: string;
}

/** What to project, and how. */
export interface ProjectOptions {
  /** Paths (`-` is standard input) or sources; several are read one after the other. */
  from: string | Source | readonly (string | Source)[];
  /** A path (`-` is standard output) or a sink; it is no input too. */
  to: string | Sink;
  /** The values to keep, in this order: paths separated by commas, each with `AS name` or not. Default: all. */
  pick?: string | readonly string[];
  /** The values to leave out, inside picked ones too: paths separated by commas. Default: none. */
  drop?: string | readonly string[];
  /** Default: by the ending of each input's name, else by the first byte, which tells NDJSON and JSON. */
  inputFormat?: FormatName | Format;
  /** Default: by the ending of the output's name, else the first input's. */
  outputFormat?: FormatName | Format;
  /** How many workers at most; 0 computes in this thread. Default: one per processor, and 0 for a small file. */
  workers?: number;
  /** About how many bytes go to a worker at once. Default: 1 MiB. */
  chunkBytes?: number;
  /** The longest record that is read, in bytes. Default: 64 MiB. */
  maxRecordBytes?: number;
  /** How many objects and arrays may be open at once in a record, itself included. Default: 1,024. */
  maxDepth?: number;
  /** What to do about a bad record: end the run, leave it out, or write it to a file of its own. Default: `fail`. */
  onError?: "fail" | "skip" | { readonly quarantine: string | Sink };
  /** How many records to write at most; no more is read then. Default: all. */
  limit?: number;
  /** Whether an existing output is replaced. Default: false. */
  force?: boolean;
  signal?: AbortSignal;
  /** Called after each chunk. */
  onProgress?: (progress: Progress) => void;
  onWarning?: (warning: Warning) => void;
}

/**
 * Keeps of every record only what is picked, or all but what is dropped, byte for byte, in the order of the input.
 *
 * The output does not depend on `workers` and `chunkBytes`, and appears under its name only when it is complete.
 * In the summary, read = written + filtered + rejected.
 *
 * @throws InputError when an input, a path or an option is not right; with file, record and byte of a bad record.
 * @throws MachineError when the system refuses to read or write.
 * @example
 * ```ts
 * import { project } from "@backlot/projector";
 * import { memorySink, memorySource } from "@backlot/runtime";
 *
 * const movies = '{"title":"Alien","startYear":1979,"cast":[{"name":"Sigourney Weaver"}]}\n';
 * const list = memorySink();
 * await project({
 *   from: memorySource(new TextEncoder().encode(movies), "movies.ndjson"),
 *   to: list,
 *   pick: "title, startYear AS year, cast[*].name AS cast",
 * });
 * console.log(list.text()); // {"title":"Alien","year":1979,"cast":["Sigourney Weaver"]}
 * ```
 */
export async function project(options: ProjectOptions): Promise<Summary> {
  const started = performance.now();
  const settled = settle(options);
  const inputs = new Inputs(settled);
  const sinks: Sink[] = [];
  const opened = async (to: string | Sink): Promise<Sink> => {
    const sink = typeof to === "string" ? await openSink(to, { force: options.force }) : to;
    sinks.push(sink);
    return sink;
  };
  try {
    options.signal?.throwIfAborted();
    const first = await unlessAborted(inputs.first(), options.signal);
    const plan = planFor(options, settled, first);
    const workers = options.workers ?? enoughWorkers(settled, first.size);
    const sink = await opened(options.to);
    const quarantine = typeof options.onError === "object" ? await opened(options.onError.quarantine) : undefined;
    const accounts = new Accounts(plan);

    const { open, close } = framing(plan.output.name);
    await sink.write(utf8(open + header(plan)));
    const results = runOrdered<Plan, Task, Projected>({
      workers,
      start: startWorker,
      inline: projectTasks,
      setup: plan,
      jobs: inputs.jobs(),
      signal: options.signal,
    });
    for await (const { bytes, rejected } of inOrder(results, inputs.tickets, accounts, plan, settled.limit)) {
      for (const record of rejected) {
        if (plan.onError === "fail") throw rejectionError(record);
        await quarantine?.write(quarantineLine(record));
      }
      if (bytes.length > 0) await sink.write(bytes);
      options.onProgress?.(accounts.progress(inputs.count));
    }
    await sink.write(utf8(close));
    for (const warning of warnings(plan, accounts, first)) options.onWarning?.(warning);

    // The quarantine first: no output without the account of what is missing in it.
    const aside = quarantine && { path: quarantine.name, records: accounts.rejected, ...(await quarantine.commit()) };
    const output = { path: sink.name, records: accounts.written, ...(await sink.commit()) };
    return {
      command: "project",
      read: accounts.read,
      written: accounts.written,
      filtered: accounts.filtered,
      rejected: accounts.rejected,
      bytesIn: accounts.written < settled.limit ? inputs.bytesRead : accounts.bytesIn,
      bytesOut: output.bytes,
      seconds: (performance.now() - started) / 1000,
      workers,
      outputs: aside === undefined ? [output] : [output, aside],
    };
  } catch (error) {
    for (const sink of sinks) await sink.abort();
    throw error;
  } finally {
    await inputs.close();
  }
}

/** What a promise brings, unless the signal is aborted before: standard input may never answer. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => aborted.reject(signal.reason), { once: true });
  return Promise.race([promise, aborted.promise]);
}

/** A worker of this package; the expression has to stand here for bundlers to see it. */
function startWorker(): WorkerLike {
  const Worker = workerClass();
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Checks the options, and fills in what is not given. */
function settle(options: ProjectOptions): Settled {
  const { workers, chunkBytes = 1024 * 1024, maxRecordBytes = 64 * 1024 * 1024, maxDepth = 1024, limit } = options;
  // Positions in a chunk are 32-bit numbers.
  const largest = 1024 * 1024 * 1024;
  for (const [name, value, from, to] of [
    ["workers", workers, 0, 1024],
    ["chunkBytes", chunkBytes, 1, largest],
    ["maxRecordBytes", maxRecordBytes, 1, largest],
    ["maxDepth", maxDepth, 1, largest / 64],
    ["limit", limit, 0, Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) continue;
    throw new InputError(`Cannot use ${value} for ${name}: it must be a whole number from ${from} to ${to}`, {
      field: name,
    });
  }
  const { from, to } = options;
  const sources = typeof from === "string" || "read" in from ? [from] : from;
  if (sources.length === 0) throw new InputError("Cannot project nothing: no input is given");
  const { onError } = options;
  checkPaths(sources, typeof onError === "object" ? [to, onError.quarantine] : [to]);
  return {
    sources,
    selection: parseSelection(options.pick, options.drop),
    format: options.inputFormat,
    chunkBytes,
    maxRecordBytes,
    maxDepth,
    limit: limit ?? Infinity,
    failsOnOversize: (options.onError ?? "fail") === "fail",
  };
}

/** Checks that no output would replace an input or another output. */
function checkPaths(inputs: readonly (string | Source)[], outputs: readonly (string | Sink)[]): void {
  const taken = new Map(inputs.filter((path) => typeof path === "string").map((path) => [plain(path), "an input too"]));
  for (const path of outputs) {
    if (typeof path !== "string") continue;
    const why = path === "-" ? undefined : taken.get(plain(path));
    if (why) throw new InputError(`Cannot write ${path}: it is ${why}`, { file: path, hint: "Choose another path" });
    taken.set(plain(path), "another output too");
  }
}

/** A path without detours, to compare it. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const [i, part] of path.split("/").entries()) {
    if (part === ".." && !["", "..", undefined].includes(parts.at(-1))) parts.pop();
    else if (part !== "." && (part !== "" || i === 0)) parts.push(part);
  }
  return parts.join("/");
}

/** One worker per processor, but none for what fits a chunk. */
function enoughWorkers({ sources, chunkBytes }: Settled, size: number | undefined): number {
  const available = availableWorkers();
  if (size === undefined || sources.length > 1) return available;
  const chunks = Math.ceil(size / chunkBytes);
  return chunks <= 1 ? 0 : Math.min(available, chunks);
}

/** What the kernels do, now that it is known what the first input is like. */
function planFor(options: ProjectOptions, settled: Settled, first: Opened): Plan {
  const { selection, maxDepth } = settled;
  const { onError = "fail" } = options;
  const output = outputFormat(options, first.format);
  const names = first.written ?? selection.picks?.map(({ name }) => name) ?? null;
  if (names === null && output.dialect !== undefined) {
    const keys = Object.keys(firstRecord(first.front, first.format.name === "json") ?? {});
    throw new InputError(`Cannot write ${output.name} without knowing its columns`, {
      hint: `Pick them${keys.length === 0 ? "" : `; the first record has ${keys.join(", ")}`}`,
    });
  }
  if (first.written !== undefined && output.dialect === undefined) {
    const twice = first.written.find((name, i, all) => all.indexOf(name) !== i);
    if (twice !== undefined) {
      throw new InputError(`Cannot write ${output.name}: ${first.name} has the column ${JSON.stringify(twice)} twice`, {
        file: first.name,
        field: twice,
      });
    }
  }
  return { selection, names, output, maxDepth, onError: typeof onError === "object" ? "quarantine" : onError };
}

/** The output's format: as told, or by its name, or the input's; in the input's dialect where that is of the format. */
function outputFormat({ outputFormat: told, to }: ProjectOptions, input: Format): Format {
  if (typeof told === "object") return told;
  const name = told ?? formatOfPath(typeof to === "string" ? to : to.name) ?? input.name;
  return name === input.name ? input : format(name);
}

/** The line of column names; an empty table that came from an empty file has none. */
function header({ output, names }: Plan): string {
  return output.dialect === undefined || names === null || names.length === 0 ? "" : headerLine(names, output.dialect);
}

function* warnings(plan: Plan, accounts: Accounts, first: Opened): Generator<Warning> {
  const { read, rejected, written, firstRejected } = accounts;
  if (firstRejected !== undefined) {
    const { message, hint } = rejectionError(firstRejected);
    yield { message: `${rejected} of ${read} records were rejected. The first: ${message}`, hint };
  }
  if (written === 0) return;
  const record = firstRecord(first.front, first.format.name === "json") ?? {};
  const { picks, drops } = plan.selection;
  const missing = [
    ...(picks ?? []).map(({ path }) => path).filter((_, pick) => accounts.found[pick] === 0),
    ...drops.filter((_, drop) => accounts.dropped[drop] === 0),
  ];
  for (const path of missing) {
    const field = pathText(path);
    const near = closestPath(path, record);
    yield {
      message: `No record has \`${field}\``,
      field,
      ...(near !== undefined && { hint: `Did you mean ${near}?` }),
    };
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
