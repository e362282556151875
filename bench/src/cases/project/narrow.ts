/** N: lines of a log, in which keys are half of the bytes. */

import { projection } from "../../projection.ts";
import { rivalTargets } from "../../rival-targets.ts";

export default projection({
  name: "narrow",
  title: "N: keep 3 of the 10 keys of records of 200 bytes, NDJSON to /dev/null",
  table: "narrow",
  inputFormat: "ndjson",
  columns: { user: "VARCHAR", status: "BIGINT", session: "VARCHAR" },
  rows: 5_000_000,
  targets: rivalTargets("narrow", { DuckDB: 4 }),
});
