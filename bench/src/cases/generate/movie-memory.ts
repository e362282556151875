/** The most memory that is resident at once, beyond that of a process which does nothing, does not grow with the output. */

import type { Engine, Runner } from "../../engine.ts";
import { movies } from "../../movie.ts";

const [ours, idle] = ["generate/backlot", "generate/idle"];
const workers = [1, 2, 4];
const small = "backlot, a tenth";

export default movies({
  name: "movie-memory",
  title: "generate much and little of the wide movie: peak memory",
  rows: 1_000_000,
  rounds: 3,
  targets: ["backlot", small].flatMap((name) =>
    workers.map((threads) => ({
      what: `${name === small ? "a tenth as many" : "many"} movies, ${threads} worker${threads > 1 ? "s" : ""}`,
      of: `${name} ×${threads}`,
      versus: "idle process ×1",
      figure: "MB per worker" as const,
      most: 64,
    })),
  ),
  runners(engines) {
    const much = engines.get(ours)!;
    const little: Engine<"generate"> = { ...much, name: small, share: () => 1 / 10 };
    return [
      ...[much, little].flatMap((engine) =>
        workers.map((threads): Runner<"generate"> => ({ id: ours, engine, threads })),
      ),
      { id: idle, engine: engines.get(idle)!, threads: 1 },
    ];
  },
});
