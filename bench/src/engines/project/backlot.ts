/** `backlot project`, as users type it. */

import { availableWorkers } from "@backlot/runtime";
import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";
import { program } from "../../program.ts";
import { answered } from "../../spawned.ts";

/** What the program tells of a run with `--json`, as far as it is read here. */
interface Summary {
  readonly written: number;
  readonly bytesOut: number;
  readonly seconds: number;
  readonly outputs: readonly [{ readonly digest?: string }];
}

const engine: Engine<"project"> = {
  name: "backlot",
  role: "ours",
  threads: () => [...new Set([1, 2, availableWorkers()])],
  async run(job, workers) {
    const { to, inputFormat, columns, format, strict = false } = job;
    const options = {
      pick: Object.keys(columns).join(),
      "input-format": inputFormat,
      out: to,
      format,
      workers: String(workers),
    };
    const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
    const flags = ["--json", "--force", ...(strict ? ["--strict"] : [])];
    const { text, seconds } = answered(process.execPath, [
      program,
      "project",
      ...inputOf(job).paths,
      ...words,
      ...flags,
    ]);
    const { written, bytesOut, seconds: inside, outputs } = JSON.parse(text) as Summary;
    return {
      records: written,
      // Where no digest is reckoned, the length has to be the same at least.
      digest: outputs[0].digest ?? `${bytesOut} bytes`,
      elsewhere: { seconds: inside, wholeSeconds: seconds },
    };
  },
};

export default engine;
