/**
 * The tables that are generated.
 */

import { imdb } from "@backlot/dataset-imdb";
import type { Table } from "@backlot/schema";
import { wide } from "./wide.ts";

/** By the names that jobs have for them. */
export const tables = {
  movie: imdb.tables.movie,
  "title.basics": imdb.tables["title.basics"],
  wide,
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;
