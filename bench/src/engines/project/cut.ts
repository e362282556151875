/** cut of the GNU coreutils: it splits at tabs, and knows of nothing else. */

import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";
import { printed, spawned } from "../../spawned.ts";

const engine: Engine<"project"> = {
  name: "cut",
  role: "rival",
  external: { install: "it is part of the GNU coreutils", version: () => printed("cut", ["--version"]) },
  threads: ({ inputFormat, format }) => (inputFormat === "tsv" && format === "tsv" ? [1] : []),
  async run(job) {
    const { header = [], columns, rows } = job;
    const fields = Object.keys(columns).map((column) => header.indexOf(column) + 1);
    // Without languages, which is the quicker.
    const environment = { LC_ALL: "C" };
    const elsewhere = spawned("cut", ["-f", fields.join(), ...inputOf(job).paths], { ...job, environment });
    return { records: rows, elsewhere };
  },
};

export default engine;
