/** jq, as its users would ask it. */

import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";
import { printed, spawned } from "../../spawned.ts";

const engine: Engine<"project"> = {
  name: "jq",
  role: "rival",
  external: { install: "apt-get install jq", version: () => printed("jq", ["--version"]) },
  share: () => 1 / 32,
  threads: ({ inputFormat, format }) => (inputFormat === "ndjson" && format === "ndjson" ? [1] : []),
  async run(job) {
    const filter = `{${Object.keys(job.columns).join(", ")}}`;
    const elsewhere = spawned("jq", ["--compact-output", filter, ...inputOf(job).paths], job);
    return { records: job.rows, elsewhere };
  },
};

export default engine;
