/**
 * How IMDb spells its TSV files: https://developer.imdb.com/non-commercial-datasets/
 */

import type { TableDialect } from "@backlot/schema";

/**
 * A line of column names, tabs, `\N` for what is missing, no quoting or escaping at all, lists joined by commas,
 * 0 and 1 for false and true.
 */
export const imdbTsv: TableDialect = {
  delimiter: "\t",
  quote: null,
  escape: null,
  null: "\\N",
  header: true,
  list: ",",
  booleans: ["0", "1"],
};
