/**
 * project(): files in, one file with only what is wanted out.
 *
 * ```text
 * source ─▶ ranges or chunks ─▶ kernel and writer, in workers ─▶ accounts, in order ─▶ sink
 * ```
 */

import { framing } from "@backlot/formats";
import {
  abortable,
  milliseconds,
  openSink,
  runOrdered,
  type Sink,
  type Summary,
  unlessAborted,
} from "@backlot/runtime";
import { Accounts } from "./accounts.ts";
import { Inputs } from "./inputs.ts";
import { handedOver, type ProjectOptions, settle, withFiles } from "./options.ts";
import { endsRun, quarantineLines, rejectionError } from "./rejection.ts";
import { Pieces } from "./pieces.ts";
import { planFor } from "./run-plan.ts";
import { warnings } from "./warnings.ts";
import { type Done, framed, projectTasks, type Task, type WorkSetup } from "./work.ts";
import { enoughWorkers, helpFor, startWorker } from "./workers.ts";
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
    const helps = helpFor(first, workers, outlet);
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

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
