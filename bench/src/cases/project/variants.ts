/** Job A in other ways, beside the plain one. */

import type { Engine, Runner } from "../../engine.ts";
import { gigabyteRows } from "../../movie-keys.ts";
import { projection } from "../../projection.ts";
import type { Target } from "../../target.ts";

const id = "project/backlot";

/** What is done instead, and which part of the plain job's speed it is meant to have. */
const variants: Readonly<Record<string, { least: number; adapt: NonNullable<Engine<"project">["adapt"]> }>> = {
  "and strict": { least: 0.6, adapt: (job) => ({ ...job, strict: true }) },
  "to CSV": { least: 0.6, adapt: (job) => ({ ...job, format: "csv" }) },
  "from a JSON array": {
    least: 0.8,
    adapt: (job) => ({ ...job, inputFormat: "json", inputs: job.arrays ?? {} }),
  },
};

export default projection({
  name: "variants",
  title: "job A with every byte checked, to CSV, and from a JSON array",
  table: "movie",
  inputFormat: "ndjson",
  withArrays: true,
  columns: { title: "VARCHAR", startYear: "VARCHAR", actors: "VARCHAR[]" },
  rows: gigabyteRows,
  targets: Object.entries(variants).map(([variant, { least }]): Target => ({
    what: `actors ${variant} vs plain`,
    of: `backlot, ${variant} ×1`,
    versus: "backlot ×1",
    figure: "records/s",
    whole: true,
    least,
  })),
  runners(engines) {
    const plain = engines.get(id)!;
    const varied = Object.entries(variants).map(([variant, { adapt }]): Engine<"project"> => ({
      ...plain,
      name: `backlot, ${variant}`,
      role: "rival",
      adapt,
    }));
    return [plain, ...varied].map((engine): Runner<"project"> => ({ id, engine, threads: 1 }));
  },
});
