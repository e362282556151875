/** `backlot row`, as it is installed. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Engine } from "../../engine.ts";
import { spawned } from "../../spawned.ts";

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("backlot/package.json")), "bin", "backlot.js");

const engine: Engine<"row"> = {
  name: "backlot row",
  role: "ours",
  threads: () => [1],
  async run({ table, row, to }) {
    const words = ["row", `imdb/${table}`, String(row), "--seed", "42", "--format", "ndjson"];
    return { records: 1, elsewhere: spawned(process.execPath, [program, ...words], { to }) };
  },
};

export default engine;
