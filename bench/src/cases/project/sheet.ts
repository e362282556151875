/** C: a spreadsheet with line breaks, commas and quotes inside its cells. */

import { projection } from "../../projection.ts";
import { rivalTargets } from "../../rival-targets.ts";

export default projection({
  name: "sheet",
  title: "C: keep 3 of 40 columns with quoted line breaks, CSV to /dev/null",
  table: "sheet",
  inputFormat: "csv",
  columns: { id0: "VARCHAR", note1: "VARCHAR", city3: "VARCHAR" },
  rows: 1_400_000,
  targets: rivalTargets("sheet", { Polars: 3.5 }),
});
