/** `backlot row`, as it is installed. */

import type { Engine } from "../../engine.ts";
import { program } from "../../program.ts";
import { spawned } from "../../spawned.ts";

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
