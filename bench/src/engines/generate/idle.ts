/** A process that does nothing: what memory is there before any work. */

import type { Engine } from "../../engine.ts";

const engine: Engine<"generate" | "project"> = {
  name: "idle process",
  role: "roof",
  threads: () => [],
  run: ({ rows }) => Promise.resolve({ records: rows, bytes: 0 }),
};

export default engine;
