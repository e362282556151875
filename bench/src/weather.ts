/**
 * The weather: what else the machine was doing. Only Linux tells.
 */

import { readFileSync } from "node:fs";
import { loadavg } from "node:os";

/** What was going on beside a run. */
export interface Weather {
  /** Over the minute before the run, in threads. */
  readonly loadBefore: number;
  /** Which part of the processors' time others had meanwhile: other processes, and other guests of the host. */
  readonly others?: number;
  readonly stolen?: number;
}

/** Above these, figures say more about the others. */
const limits = { loadBefore: 0.5, others: 0.05, stolen: 0.01 };

/** Looks out of the window; called again in the end, it tells what the weather was. */
export function watchWeather(): () => Weather {
  const [loadBefore] = loadavg();
  const before = ticks();
  return () => {
    const after = ticks();
    if (before === undefined || after === undefined) return { loadBefore };
    const all = after.all - before.all;
    const others = after.busy - before.busy - (after.own - before.own);
    return { loadBefore, others: Math.max(0, others / all), stolen: (after.stolen - before.stolen) / all };
  };
}

/** What was not quiet, in words; nothing on a quiet machine. */
export function disturbances({ loadBefore, others = 0, stolen = 0 }: Weather): string[] {
  return [
    ...(loadBefore > limits.loadBefore ? [`the load was ${loadBefore.toFixed(2)} before it began`] : []),
    ...(others > limits.others ? [`other processes had ${percent(others)} of the processors' time`] : []),
    ...(stolen > limits.stolen ? [`other guests of the host had ${percent(stolen)}`] : []),
  ];
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

interface Ticks {
  readonly all: number;
  readonly busy: number;
  readonly stolen: number;
  /** This process and the children that have ended. */
  readonly own: number;
}

/** Of all processors together since the start: proc(5), /proc/stat and /proc/pid/stat. */
function ticks(): Ticks | undefined {
  try {
    const [line] = readFileSync("/proc/stat", "utf8").split("\n");
    const times = line.split(/ +/).slice(1, 9).map(Number);
    const [user, nice, system, idle, waiting, interrupts, softInterrupts, stolen] = times;
    const busy = user + nice + system + interrupts + softInterrupts;
    // The name of the program, in parentheses, may contain blanks; the state follows it.
    const own = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)!.split(" ");
    return {
      all: busy + idle + waiting + stolen,
      busy,
      stolen,
      own: own.slice(11, 15).reduce((sum, ticked) => sum + Number(ticked), 0),
    };
  } catch {
    return undefined;
  }
}
