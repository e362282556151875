/**
 * Two texts and a list of texts of the wide movies, a file of 1 GB.
 */

import type { Case } from "./case.ts";
import { projection } from "./projection.ts";
import { rivalTargets } from "./rival-targets.ts";

/** How many movies of 3,625 bytes are 1 GB. */
export const gigabyteRows = 276_000;

interface MovieKeys extends Pick<Case<"project">, "name" | "title"> {
  readonly list: "actors" | "directors";
  /** How many times as fast as DuckDB it is meant to be, on one processor. */
  readonly timesDuckDB: number;
}

/** A case of them. */
export function movieKeys({ name, title, list, timesDuckDB }: MovieKeys): Case<"project"> {
  return projection({
    name,
    title,
    table: "movie",
    inputFormat: "ndjson",
    columns: { title: "VARCHAR", startYear: "VARCHAR", [list]: "VARCHAR[]" },
    rows: gigabyteRows,
    rounds: 3,
    targets: rivalTargets(list, { DuckDB: timesDuckDB }),
  });
}
