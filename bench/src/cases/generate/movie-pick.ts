import type { Engine } from "../../engine.ts";
import { movies } from "../../movie.ts";

const id = "generate/backlot";

export default movies({
  name: "movie-pick",
  title: "generate 2 of the 20 fields of the wide movie as NDJSON to /dev/null",
  rows: 10_000_000,
  pick: ["title", "startYear"],
  targets: [
    { what: "2 of 20 fields vs all", of: "backlot ×1", versus: "backlot, all 20 ×1", figure: "records/s", least: 10 },
  ],
  runners(engines) {
    const engine = engines.get(id)!;
    const all: Engine<"generate"> = {
      ...engine,
      name: "backlot, all 20",
      role: "rival",
      share: () => 1 / 20,
      adapt: (job) => ({ ...job, pick: undefined }),
    };
    return [engine, all].map((one) => ({ id, engine: one, threads: 1 }));
  },
});
