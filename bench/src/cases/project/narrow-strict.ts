/** N with every byte checked: short keys and values, each with a grammar of its own. */

import { projection } from "../../projection.ts";
import { strict, varied } from "../../varied.ts";

export default projection({
  name: "narrow-strict",
  title: "job N with every byte checked",
  table: "narrow",
  inputFormat: "ndjson",
  columns: { user: "VARCHAR", status: "BIGINT", session: "VARCHAR" },
  rows: 5_000_000,
  ...varied({ strict }, () => "narrow-strict vs plain"),
});
