/** Miller, on one processor. */

import type { Engine } from "../../engine.ts";
import { inputOf, type ProjectJob } from "../../job.ts";
import { printed, spawned } from "../../spawned.ts";

/** What it calls the formats. In TSV it makes `\\N` of IMDb's `\N`. */
const flags = { ndjson: "jsonl", json: "json", csv: "csv", tsv: undefined } as const;

const engine: Engine<"project"> = {
  name: "Miller",
  role: "rival",
  external: { install: "apt-get install miller", version: () => printed("mlr", ["--version"]) },
  share: () => 1 / 32,
  // It flattens lists in its own way where tables are written.
  threads: ({ inputFormat, format }) => (inputFormat === format && flags[format] !== undefined ? [1] : []),
  async run(job: ProjectJob) {
    const { inputFormat, format, columns, rows } = job;
    const words = [`--i${flags[inputFormat]}`, `--o${flags[format]}`, "cut", "-o", "-f", Object.keys(columns).join()];
    const environment = { GOMAXPROCS: "1" };
    const elsewhere = spawned("mlr", [...words, ...inputOf(job).paths], { ...job, environment });
    return { records: rows, elsewhere };
  },
};

export default engine;
