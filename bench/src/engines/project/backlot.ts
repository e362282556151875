/** Backlot's projector, as anyone would call it. */

import { project } from "@backlot/projector";
import { availableWorkers } from "@backlot/runtime";
import type { Engine } from "../../engine.ts";

const engine: Engine<"project"> = {
  name: "backlot",
  role: "ours",
  threads: () => [...new Set([1, availableWorkers()])],
  async run({ from, to, columns, format }, workers) {
    const pick = Object.keys(columns);
    const { written, outputs } = await project({ from, to, pick, outputFormat: format, workers });
    return { records: written, digest: outputs[0].digest };
  },
};

export default engine;
