/** D with every byte checked, of which nearly none is written. */

import { gigabyteRows } from "../../movie-keys.ts";
import { projection } from "../../projection.ts";
import { strict, varied } from "../../varied.ts";

export default projection({
  name: "directors-strict",
  title: "job D with every byte checked",
  table: "movie",
  inputFormat: "ndjson",
  columns: { title: "VARCHAR", startYear: "VARCHAR", directors: "VARCHAR[]" },
  rows: gigabyteRows,
  ...varied({ strict }, () => "directors-strict vs plain"),
});
