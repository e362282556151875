/** Outputs of 1 MB to 100 GB: speed and memory do not depend on the size, once the start no longer counts. */

import { availableWorkers } from "@backlot/runtime";
import type { Engine, Runner } from "../../engine.ts";
import { movies } from "../../movie.ts";

const id = "generate/backlot";
/** What 100 GB of movies of 3,625 bytes are. */
const rows = 27_600_000;
const megabytes = [1, 10, 100, 1000, 10_000, 100_000];

export default movies({
  name: "size",
  title: "generate 1 MB to 100 GB of the wide movie as NDJSON to /dev/null",
  rows,
  rounds: 2,
  runners(engines) {
    const engine = engines.get(id)!;
    const sized = megabytes.map((size): [number, Engine<"generate">] => [
      size,
      { ...engine, name: `backlot, ${size} MB`, share: () => size / 100_000 },
    ]);
    return [...new Set([1, availableWorkers()])].flatMap((threads) =>
      sized.map(([point, one]): Runner<"generate"> => ({ id, engine: one, threads, point })),
    );
  },
});
