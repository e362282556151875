/** Backlot's projector, as anyone would call it. */

import { project } from "@backlot/projector";
import { availableWorkers } from "@backlot/runtime";
import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";

const engine: Engine<"project"> = {
  name: "backlot",
  role: "ours",
  threads: () => [...new Set([1, 2, availableWorkers()])],
  async run(job, workers) {
    const { to, inputFormat, columns, format, strict } = job;
    const { written, bytesOut, outputs } = await project({
      from: inputOf(job).paths,
      to,
      inputFormat,
      pick: Object.keys(columns),
      outputFormat: format,
      workers,
      strict,
    });
    // Where no digest is reckoned, the length has to be the same at least.
    return { records: written, digest: outputs[0].digest ?? `${bytesOut} bytes` };
  },
};

export default engine;
