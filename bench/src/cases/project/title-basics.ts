/** T: IMDb's own TSV, in which quotes are data. */

import { projection } from "../../projection.ts";
import { rivalTargets } from "../../rival-targets.ts";

export default projection({
  name: "title-basics",
  title: "T: keep 3 of the 9 columns of IMDb's title.basics, TSV to /dev/null",
  table: "title.basics",
  inputFormat: "tsv",
  columns: { tconst: "VARCHAR", primaryTitle: "VARCHAR", startYear: "VARCHAR" },
  rows: 11_000_000,
  targets: rivalTargets("title.basics", { cut: 2.5, Polars: 4 }),
});
