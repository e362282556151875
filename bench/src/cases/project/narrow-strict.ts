/** N with every byte checked: short keys and values, each with a grammar of its own. */

import { strictly } from "../../strict.ts";

export default strictly({
  name: "narrow-strict",
  title: "job N with every byte checked",
  table: "narrow",
  inputFormat: "ndjson",
  columns: { user: "VARCHAR", status: "BIGINT", session: "VARCHAR" },
  rows: 5_000_000,
});
