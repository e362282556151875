/** Backlot's generator, as anyone would call it. */

import { imdb } from "@backlot/dataset-imdb";
import { generate } from "@backlot/generator";
import { availableWorkers } from "@backlot/runtime";
import type { Engine } from "../../engine.ts";

const engine: Engine<"generate"> = {
  name: "backlot",
  role: "ours",
  threads: () => [...new Set([1, availableWorkers()])],
  async run({ table, format, rows, to }, workers) {
    const { written, outputs } = await generate({ table: imdb.tables[table], seed: 42, format, rows, to, workers });
    return { records: written, digest: outputs[0].digest };
  },
};

export default engine;
