/** Nested paths and `[*]`, beside keys of the same records. */

import type { Engine, Runner } from "../../engine.ts";
import type { ProjectJob } from "../../job.ts";
import { projection } from "../../projection.ts";
import type { Target } from "../../target.ts";

const id = "project/backlot";
const variants: Readonly<Record<string, ProjectJob["columns"]>> = {
  "nested paths": { "labels.en": "VARCHAR", "release.year": "BIGINT", "release.place.city": "VARCHAR" },
  "[*]": { id: "VARCHAR", "cast[*].name": "VARCHAR[]" },
};

export default projection({
  name: "paths",
  title: "keep nested paths, and [*], of objects in objects and lists, NDJSON to /dev/null",
  table: "nested",
  inputFormat: "ndjson",
  columns: { id: "VARCHAR", labels: "VARCHAR", writers: "VARCHAR[]" },
  rows: 200_000,
  targets: Object.keys(variants).map((variant): Target => ({
    what: `${variant} vs keys`,
    of: `backlot, ${variant} ×1`,
    versus: "backlot ×1",
    figure: "records/s",
    whole: true,
    least: 0.6,
  })),
  runners(engines) {
    const plain = engines.get(id)!;
    const varied = Object.entries(variants).map(([variant, columns]): Engine<"project"> => ({
      ...plain,
      name: `backlot, ${variant}`,
      role: "rival",
      adapt: (job) => ({ ...job, columns }),
    }));
    return [plain, ...varied].map((engine): Runner<"project"> => ({ id, engine, threads: 1 }));
  },
});
