import { movies } from "../../movie.ts";

export default movies({
  name: "movie-ndjson",
  title: "generate the wide movie as NDJSON to /dev/null",
  rows: 3_000_000,
  targets: [
    {
      what: "movie, 1 worker vs faker",
      of: "backlot ×1",
      versus: "@faker-js/faker ×1",
      figure: "records/s",
      least: 800,
    },
    { what: "movie, 2 workers vs 1", of: "backlot ×2", versus: "backlot ×1", figure: "records/s", least: 1.7 },
  ],
});
