/** The roof of a file: a loop that writes as many bytes, and makes none. */

import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import type { Engine } from "../../engine.ts";

const engine: Engine<"generate"> = {
  name: "raw write",
  role: "roof",
  // It is beside jobs that go to a file.
  threads: () => [],
  async run({ rows, to, outputBytes, durable = false }) {
    const file = openSync(to, "w");
    const block = Buffer.alloc(1 << 20, "backlot ");
    for (let left = outputBytes; left > 0;) left -= writeSync(file, block, 0, Math.min(left, block.length));
    if (durable) fsyncSync(file);
    closeSync(file);
    return { records: rows, bytes: outputBytes };
  },
};

export default engine;
