/**
 * One run of one engine as a whole process: loads the engine, does the job, tells what it took.
 *
 * How much was read and written is asked of the system and not of the engine: a tool that writes nothing is quick.
 */

import { readFileSync, writeSync } from "node:fs";
import type { Engine } from "./engine.ts";
import type { Order, Report } from "./execute.ts";
import { peakBytes } from "./peak.ts";

const { id, job, threads } = JSON.parse(process.argv[2]) as Order;
const { default: engine } = (await import(`./engines/${id}.ts`)) as { default: Engine };

const before = bytesMoved();
const started = performance.now();
const busy = process.cpuUsage();
const outcome = await engine.run(job, threads);
const insideSeconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(busy);
const after = bytesMoved();

const { elsewhere } = outcome;
const report: Omit<Report, "wallSeconds"> = {
  outcome,
  insideSeconds: elsewhere?.seconds ?? insideSeconds,
  cpuSeconds: (user + system) / 1e6 + childSeconds(),
  peakBytes: elsewhere === undefined ? peakBytes() : elsewhere.peakBytes,
  ...(before !== undefined && after !== undefined && { read: after[0] - before[0], written: after[1] - before[1] }),
};
writeSync(1, JSON.stringify(report));

/** What this process and its ended children have read and written so far, devices too; only Linux tells. */
function bytesMoved(): [read: number, written: number] | undefined {
  try {
    const [, read, written] = /^rchar: (\d+)\nwchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8")) ?? [];
    return [Number(read), Number(written)];
  } catch {
    return undefined;
  }
}

/** What the ended children were busy for, in ticks of 10 ms; only Linux tells: proc(5), /proc/pid/stat. */
function childSeconds(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)!.split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}
