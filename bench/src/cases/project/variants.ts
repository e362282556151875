/** Job A in other ways, beside the plain one. */

import { gigabyteRows } from "../../movie-keys.ts";
import { projection } from "../../projection.ts";
import { strict, varied } from "../../varied.ts";

export default projection({
  name: "variants",
  title: "job A with every byte checked, to CSV, and from a JSON array",
  table: "movie",
  inputFormat: "ndjson",
  withArrays: true,
  columns: { title: "VARCHAR", startYear: "VARCHAR", actors: "VARCHAR[]" },
  rows: gigabyteRows,
  ...varied(
    {
      "and strict": strict,
      "to CSV": { least: 0.6, adapt: (job) => ({ ...job, format: "csv" }) },
      "from a JSON array": {
        least: 0.8,
        adapt: (job) => ({ ...job, inputFormat: "json", inputs: job.arrays ?? {} }),
      },
    },
    (variant) => `actors ${variant} vs plain`,
  ),
});
