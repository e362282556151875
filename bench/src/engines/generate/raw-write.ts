/** The roof of a file: a loop that writes as many bytes, and makes none. */

import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../engine.ts";

const engine: Engine = {
  name: "raw write to a file",
  role: "roof",
  threads: () => [1],
  async run({ rows, outputBytes }) {
    const folder = mkdtempSync(join(tmpdir(), "backlot-roof-"));
    try {
      const file = openSync(join(folder, "raw"), "w");
      const block = Buffer.alloc(1 << 20, "backlot ");
      for (let left = outputBytes; left > 0;) left -= writeSync(file, block, 0, Math.min(left, block.length));
      closeSync(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
    return { records: rows, bytes: outputBytes };
  },
};

export default engine;
