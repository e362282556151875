/**
 * A file is a promise: Backlot's is on the disk before it gets its name, and so is that of the second roof. The
 * first one leaves its bytes in memory, which takes less than the disk alone does. The command line reckons no digest
 * unless it is asked to, as the last of Backlot's runners does.
 */

import type { Engine, Runner } from "../../engine.ts";
import { movies } from "../../movie.ts";

const [ours, roof] = ["generate/backlot", "generate/raw-write"];

export default movies({
  name: "movie-file",
  title: "generate the wide movie as NDJSON into a file",
  rows: 250_000,
  toFile: true,
  targets: [
    { what: "movie to a file vs writing", of: "backlot ×2", versus: "raw write ×1", figure: "bytes/s", least: 0.8 },
    {
      what: "movie to a file vs writing and fsync",
      of: "backlot ×2",
      versus: "raw write and fsync ×1",
      figure: "bytes/s",
      least: 0.8,
    },
  ],
  runners(engines) {
    const writing = engines.get(roof)!;
    const durable: Engine<"generate"> = {
      ...writing,
      name: "raw write and fsync",
      adapt: (job) => ({ ...job, durable: true }),
    };
    const silent: Engine<"generate"> = { ...engines.get(ours)!, adapt: (job) => ({ ...job, digest: false }) };
    const digesting: Engine<"generate"> = { ...engines.get(ours)!, name: "backlot with digest" };
    return [
      ...[1, 2].map((threads): Runner<"generate"> => ({ id: ours, engine: silent, threads })),
      { id: ours, engine: digesting, threads: 1 },
      { id: roof, engine: writing, threads: 1 },
      { id: roof, engine: durable, threads: 1 },
    ];
  },
});
