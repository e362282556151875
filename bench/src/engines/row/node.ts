/** The roof of starting: Node, with nothing to do. */

import type { Engine } from "../../engine.ts";
import { spawned } from "../../spawned.ts";

const engine: Engine<"row"> = {
  name: "node -e 0",
  role: "roof",
  threads: () => [1],
  run: ({ to }) => Promise.resolve({ records: 1, bytes: 0, elsewhere: spawned(process.execPath, ["-e", "0"], { to }) }),
};

export default engine;
