/** The roof of a file: a loop that writes as many bytes, and makes none. */

import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import type { Engine } from "../../engine.ts";

const engine: Engine<"generate" | "project"> = {
  name: "raw write",
  role: "roof",
  // Of jobs that generate, it is beside those that go to a file.
  threads: ({ verb }) => (verb === "project" ? [1] : []),
  async run(job) {
    const { rows, to, outputBytes } = job;
    const file = openSync(to, "w");
    const block = Buffer.alloc(1 << 20, "backlot ");
    for (let left = outputBytes; left > 0;) left -= writeSync(file, block, 0, Math.min(left, block.length));
    if ("durable" in job && job.durable === true) fsyncSync(file);
    closeSync(file);
    return { records: rows, bytes: outputBytes };
  },
};

export default engine;
