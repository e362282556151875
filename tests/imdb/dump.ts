/**
 * All seven tables of one small scale, in memory.
 */

import imdb from "@backlot/dataset-imdb";
import { records } from "@backlot/generator";
import type { RecordOf } from "@backlot/schema";

const { tables } = imdb;

/** The record of one of IMDb's tables. */
export type Row<Name extends keyof typeof tables> = RecordOf<(typeof tables)[Name]>;

/** Every record of every table. */
export interface Dump {
  readonly akas: readonly Row<"title.akas">[];
  readonly basics: readonly Row<"title.basics">[];
  readonly crew: readonly Row<"title.crew">[];
  readonly episodes: readonly Row<"title.episode">[];
  readonly principals: readonly Row<"title.principals">[];
  readonly ratings: readonly Row<"title.ratings">[];
  readonly names: readonly Row<"name.basics">[];
}

/** Makes the tables at a scale. */
export async function dumpAt(scale: number, seed: number): Promise<Dump> {
  const options = { seed, scale };
  return {
    akas: await collect(records(tables["title.akas"], options)),
    basics: await collect(records(tables["title.basics"], options)),
    crew: await collect(records(tables["title.crew"], options)),
    episodes: await collect(records(tables["title.episode"], options)),
    principals: await collect(records(tables["title.principals"], options)),
    ratings: await collect(records(tables["title.ratings"], options)),
    names: await collect(records(tables["name.basics"], options)),
  };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
