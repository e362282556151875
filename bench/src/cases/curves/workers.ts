import type { Runner } from "../../engine.ts";
import { movies } from "../../movie.ts";

const id = "generate/backlot";

export default movies({
  name: "workers",
  title: "generate the wide movie as NDJSON to /dev/null with 1 to 4 workers",
  rows: 1_500_000,
  runners: (engines) => [1, 2, 3, 4].map((threads): Runner<"generate"> => ({ id, engine: engines.get(id)!, threads })),
});
