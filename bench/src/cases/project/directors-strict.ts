/** D with every byte checked, of which nearly none is written. */

import { gigabyteRows } from "../../movie-keys.ts";
import { strictly } from "../../strict.ts";

export default strictly({
  name: "directors-strict",
  title: "job D with every byte checked",
  table: "movie",
  inputFormat: "ndjson",
  columns: { title: "VARCHAR", startYear: "VARCHAR", directors: "VARCHAR[]" },
  rows: gigabyteRows,
});
