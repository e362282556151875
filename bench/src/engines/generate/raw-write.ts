/** The roof of a file: a loop that writes as many bytes, and makes none. */

import { closeSync, openSync, writeSync } from "node:fs";
import type { Engine } from "../../engine.ts";

const engine: Engine = {
  name: "raw write to a file",
  role: "roof",
  threads: () => [1],
  async run({ rows, to, outputBytes }) {
    const file = openSync(to, "w");
    const block = Buffer.alloc(1 << 20, "backlot ");
    for (let left = outputBytes; left > 0;) left -= writeSync(file, block, 0, Math.min(left, block.length));
    closeSync(file);
    return { records: rows, bytes: outputBytes };
  },
};

export default engine;
