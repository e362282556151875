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
  async run({ table, format, rows, to, pick, digest }, workers) {
    const { written, bytesOut, outputs } = await generate({
      table: tables[table],
      seed: 42,
      format,
      rows,
      to,
      pick,
      digest,
      workers,
    });
    // Where no digest is reckoned, the length has to be the same at least.
    return { records: written, digest: outputs[0].digest ?? `${bytesOut} bytes` };
  },
};

export default engine;
