/**
 * project(): files in, one file with only what is wanted out.
 *
 * ```text
 * source ─▶ chunker ─▶ kernel and writer, in workers ─▶ accounts, in order ─▶ sink
 * ```
 */

import { format, type Format, formatOfPath, framing } from "@backlot/formats";
import {
  abortable,
  availableWorkers,
  InputError,
  milliseconds,
  openSink,
  type Outlet,
  runOrdered,
  type Sink,
  type Summary,
  unlessAborted,
  workerClass,
  type WorkerLike,
} from "@backlot/runtime";
import { Accounts } from "./accounts.ts";
import { delimiterHint } from "./plan/columns.ts";
import { Inputs, type Opened } from "./inputs.ts";
import { handedOver, type ProjectOptions, settle, type Settled, type Warning, withFiles } from "./options.ts";
import { pathText } from "./plan/path.ts";
import type { Plan } from "./plan/plan.ts";
import { spelling } from "./input/spelling.ts";
import { endsRun, quarantineLines, rejectionError } from "./rejection.ts";
import { keyText, recordsWith, seenIn, suggestion } from "./input/suggest.ts";
import { Pieces } from "./pieces.ts";
import { type Done, framed, projectTasks, type Task, type WorkSetup } from "./work.ts";
import { header } from "./write/header.ts";

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
  const started = milliseconds();
  // What was handed over is let go of however early it ends: before the first of it was opened, too.
  const { sources, sinks } = handedOver(options);
  const opened = async (to: string | Sink): Promise<Sink> => {
    if (typeof to !== "string") return abortable(to, options.signal);
    const sink = await openSink(to, { force: options.force, digest: options.digest });
    sinks.push(sink);
    return abortable(sink, options.signal);
  };
  let inputs: Inputs | undefined;
  try {
    const settled = await withFiles(settle(options), options);
    inputs = new Inputs(settled, options.onNotice);
    options.signal?.throwIfAborted();
    const first = await unlessAborted(inputs.first(), options.signal);
    const plan = await unlessAborted(planFor(options, settled, first), options.signal);
    const head = header(plan);
    const { kernel = "wasm" } = options;
    const workers = options.workers ?? enoughWorkers(settled, first.size);
    const sink = await opened(options.to);
    const quarantine = typeof options.onError === "object" ? await opened(options.onError.quarantine) : undefined;
    const accounts = new Accounts(plan);

    const { open, close } = framing(plan.output);
    await sink.write(utf8(open + head));
    const { outlet } = sink;
    const { limit, rangeBytes } = settled;
    const setup = { plan, kernel, limit, rangeBytes, turns: outlet?.open(Infinity) };
    const helpsFirst = isSmall(first.size) ? undefined : "first";
    const helps = takesPart(first, workers, outlet) ? "always" : helpsFirst;
    const results = runOrdered<WorkSetup, Task, Done>({
      workers,
      start: startWorker,
      inline: projectTasks,
      setup,
      jobs: inputs.jobs(helps === "always" ? workers === 1 : workers === 0),
      helps,
      placeOf: ({ turn }) => turn,
      // Where no bytes are in flight, workers have enough to do when this thread is late.
      flight: setup.turns?.digests === false && first.source.inlet ? 4 * Math.max(1, workers) : undefined,
      signal: options.signal,
    });
    for await (const result of results) {
      const { written: before } = accounts;
      const reached = before + (result.projected?.written ?? 0) >= settled.limit;
      const done = reached ? upTo(settled.limit - before, setup, result) : result;
      const input = inputs.opened[done.file];
      const bad = accounts.book(done, input, settled.limit);
      const ending = bad.find(({ reason }) => endsRun(reason, plan));
      if (ending !== undefined) throw rejectionError(ending);
      if (bad.length > 0) await quarantine?.write(quarantineLines(bad));
      if (outlet !== undefined && !reached) outlet.count(done.length, done.bytes);
      else if (done.bytes !== undefined) await sink.write(framed(plan, done.bytes, before));
      options.onProgress?.(accounts.progress(inputs.count, input.source));
      if (accounts.written >= settled.limit) break;
      inputs.done(result);
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
      seconds: (milliseconds() - started) / 1000,
      workers,
      outputs: aside === undefined ? [output] : [output, aside],
    };
  } catch (error) {
    for (const sink of sinks) await sink.abort();
    throw error;
  } finally {
    if (inputs !== undefined) await inputs.close();
    else for (const source of sources) await source.close();
  }
}

/** The piece again, up to its record that reaches the limit. */
function upTo(limit: number, setup: WorkSetup, { task, ...result }: Done): Done {
  const { projected } = new Pieces(setup).begin(task!, limit)!;
  return { ...result, ...(projected && { projected, bytes: new Uint8Array(projected.bytes) }) };
}

/** A worker of this package; the expression has to stand here, as it is, for bundlers to see it. */
function startWorker(Worker = workerClass()): WorkerLike {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/**
 * Whether this thread is one of the workers: where they read and write by themselves, it has nothing else to do, and
 * each takes 60 to 90 ms of processor time to start.
 */
function takesPart({ source }: Opened, workers: number, outlet: Outlet | undefined): boolean {
  return source.inlet !== undefined && (workers === 1 || outlet?.digests === false);
}

/** One worker per processor, but none for what this thread has done before they are there. */
function enoughWorkers({ sources }: Settled, size: number | undefined): number {
  return sources.length === 1 && isSmall(size) ? 0 : availableWorkers();
}

/** Whether workers gain less than the 30 to 70 ms of processor time that each takes to start. */
function isSmall(size: number | undefined): boolean {
  return size !== undefined && size < 32 << 20;
}

/** What the kernels do, now that it is known what the first input is like. */
async function planFor(options: ProjectOptions, settled: Settled, first: Opened): Promise<Plan> {
  const { selection, maxDepth } = settled;
  const { onError = "fail" } = options;
  const output = outputFormat(options, first.format);
  const names = first.written ?? selection.picks?.map(({ name }) => name) ?? null;
  if (names === null && output.dialect !== undefined) {
    await first.fillFront();
    const keys = [...seenIn(first.front()).keys.keys()].map(keyText);
    throw new InputError(`Cannot write ${output.name} without knowing its columns`, {
      hint: `Pick them${keys.length === 0 ? "" : `; the first records have ${keys.join(", ")}`}`,
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
  const { strict = false } = options;
  return { selection, names, output, maxDepth, strict, onError: typeof onError === "object" ? "quarantine" : onError };
}

/**
 * The output's format: as told, or by its name, or the input's; in the input's dialect where that is of the format,
 * but for what is told.
 */
function outputFormat({ outputFormat: asked, outputDialect, to }: ProjectOptions, input: Format): Format {
  const { format: told, dialect } = spelling("output", asked, outputDialect);
  if (typeof told === "object") return format(told.name, { ...told.dialect, ...dialect });
  const name = told ?? formatOfPath(typeof to === "string" ? to : to.name) ?? input.name;
  return format(name, { ...(name === input.name ? input.dialect : undefined), ...dialect });
}

function* warnings(plan: Plan, accounts: Accounts, first: Opened): Generator<Warning> {
  const { read, rejected, written, firstRejected } = accounts;
  if (firstRejected !== undefined) {
    const { message, hint } = rejectionError(firstRejected);
    yield { message: `${rejected} of ${read} records were rejected. The first: ${message}`, hint };
  }
  const severalInOne = plan.selection.picks === null ? delimiterHint(first.columns ?? []) : undefined;
  if (severalInOne !== undefined) yield { message: `${first.name} has one column only`, hint: severalInOne };
  const { repeatedKeys, firstRepeatedKey: key } = accounts;
  if (key !== undefined) {
    yield {
      message: `${records(repeatedKeys)} an object with a key more than once. The first: record ${key.record} of ${key.file}, at byte ${key.byte}`,
    };
  }
  for (const [pick, count] of accounts.repeated.entries()) {
    if (count === 0) continue;
    const { path } = plan.selection.picks![pick];
    const field = pathText(path);
    const repeated = path.length === 1 ? `\`${field}\`` : `A key on the way to \`${field}\``;
    yield {
      message: `${repeated} came more than once in ${count === 1 ? "one record" : `${count} records`}; the last one counts`,
      field,
    };
  }
  if (written === 0) return;
  const seen = seenIn(first.front());
  const { picks, drops } = plan.selection;
  const missing = [
    ...(picks ?? []).map(({ path }) => path).filter((_, pick) => accounts.found[pick] === 0),
    ...drops.filter((_, drop) => accounts.dropped[drop] === 0),
  ];
  for (const path of missing) {
    const field = pathText(path);
    // One record that has what was asked for in its elements is rather the document around them.
    const inside = read === 1 ? recordsWith(path, seen) : undefined;
    const hint =
      inside === undefined
        ? suggestion(path, seen)
        : `The records may be in ${inside}: say --records ${inside} (records)`;
    yield { message: `No record has \`${field}\``, field, ...(hint !== undefined && { hint }) };
  }
}

function records(count: number): string {
  return count === 1 ? "One record has" : `${count} records have`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
