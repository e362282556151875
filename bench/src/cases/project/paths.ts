/** Nested paths and `[*]`, beside keys of the same records. */

import type { ProjectJob } from "../../job.ts";
import { projection } from "../../projection.ts";
import { varied, type Variant } from "../../varied.ts";

const instead = (columns: ProjectJob["columns"]): Variant => ({ least: 0.6, adapt: (job) => ({ ...job, columns }) });

export default projection({
  name: "paths",
  title: "keep nested paths, and [*], of objects in objects and lists, NDJSON to /dev/null",
  table: "nested",
  inputFormat: "ndjson",
  columns: { id: "VARCHAR", labels: "VARCHAR", writers: "VARCHAR[]" },
  rows: 200_000,
  ...varied(
    {
      "nested paths": instead({ "labels.en": "VARCHAR", "release.year": "BIGINT", "release.place.city": "VARCHAR" }),
      "[*]": instead({ id: "VARCHAR", "cast[*].name": "VARCHAR[]" }),
    },
    (variant) => `${variant} vs keys`,
  ),
});
