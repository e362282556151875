/** Backlot's generator, as anyone would call it. */

import { generate } from "@backlot/generator";
import { availableWorkers } from "@backlot/runtime";
import type { Engine } from "../../engine.ts";
import { tables } from "../../tables.ts";

const engine: Engine<"generate"> = {
  name: "backlot",
  role: "ours",
  vocabulary: "faker",
  threads: () => [...new Set([1, 2, availableWorkers()])],
  async run({ table, format, rows, to, pick }, workers) {
    const { written, outputs } = await generate({ table: tables[table], seed: 42, format, rows, to, pick, workers });
    return { records: written, digest: outputs[0].digest };
  },
};

export default engine;
