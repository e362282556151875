/** Backlot's projector, as a program would call it that has it loaded: for what is asked of the work alone, and of memory. */

import { project } from "@backlot/projector";
import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";

const engine: Engine<"project"> = {
  name: "backlot library",
  role: "ours",
  // Only where a case names it.
  threads: () => [],
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
