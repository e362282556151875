/**
 * generate(): a table in, a file of records out.
 *
 * ```text
 * schema ─▶ plan ─▶ kernel, in workers, range by range ─▶ in order ─▶ sink
 * ```
 */

import { framing } from "@backlot/formats";
import {
  abortable,
  checkWholeNumbers,
  milliseconds,
  openSink,
  runOrdered,
  standby,
  type Job,
  type Summary,
  type WorkerLike,
} from "@backlot/runtime";
import { checkRecords } from "./capacity.ts";
import { compilePlan } from "./compile/compile.ts";
import { checkIsOfPlugin, extent, type GenerateOptions, wantedOf } from "./options.ts";
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
import { ofCode } from "./stray.ts";
import { forWorkers, workSetup } from "./work-setup.ts";
import { enoughWorkers, sizes, startWorker, takesPart, workersAhead } from "./workers.ts";

const encoder = new TextEncoder();

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
  try {
    // Ranges of no length would make no records.
    checkWholeNumbers({ workers: [options.workers, 0, 1024], chunkBytes: [options.chunkBytes, 1, 1 << 30] });
    checkIsOfPlugin(options.table);
    return await generateAhead(options);
  } catch (error) {
    // A sink that was handed over is let go of however early the run ends.
    if (typeof options.to === "object") await options.to.abort();
    throw error;
  }
}

/** Generates with workers that are started while it is not known yet whether they are worth it. */
async function generateAhead(options: GenerateOptions): Promise<Summary> {
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
  const plan = await compilePlan(table, wantedOf(options));
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
  const opened = typeof to === "string" ? await openSink(to, { force: options.force, digest: options.digest }) : to;
  const sink = abortable(opened, signal);
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
    throw setup.computing === undefined ? error : ofCode(error, plan, setup.computing);
  }
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
