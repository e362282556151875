/** What the golden digests promise, made where there is nothing but the web: in a page, and in a worker of it. */
import { formatNames } from "@backlot/formats";
import { generate, kernelNames } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";
import { project } from "@backlot/projector";
import { memorySink, memorySource } from "@backlot/runtime";
import type { Plugin } from "@backlot/schema";
import numbers from "../generate/kinds/numbers.ts";
import relations from "../generate/kinds/relations.ts";
import texts from "../generate/kinds/texts.ts";

/** What was made, and what came out otherwise than promised. */
export interface Checked {
  readonly compared: number;
  readonly wrong: readonly string[];
}

/** Every table by every kernel, the formats taken in turn; with `workers`, each by that many. */
export async function check(promised: Readonly<Record<string, string>>, workers = 0): Promise<Checked> {
  let compared = 0;
  const wrong: string[] = [];
  const compare = (title: string, digest: string | undefined, wanted: string | undefined): void => {
    compared++;
    if (digest === undefined || digest !== wanted) wrong.push(title);
  };
  const plugins: readonly Plugin[] = [imdb, numbers, relations, texts];
  const tables = plugins.flatMap((plugin) => Object.values(plugin.tables));
  for (const [i, table] of tables.entries()) {
    for (const [k, kernel] of kernelNames.entries()) {
      // Workers take their time to start: one kernel for each table.
      if (workers > 0 && k !== i % kernelNames.length) continue;
      const format = formatNames[(i + k) % formatNames.length];
      const { name, dataVersion } = table.plugin;
      const title = `${name} ${dataVersion} ${table.name} ${format}, seed 42, scale 0.001, 500 rows`;
      const options = { table, format, seed: 42, scale: 0.001, rows: 500, kernel, workers, chunkBytes: 20_011 };
      const { outputs } = await generate({ ...options, to: memorySink() });
      compare(`${title}, ${kernel}`, outputs[0].digest, promised[title]);
    }
  }
  const movies = { table: imdb.tables.movie, seed: 42, rows: 500, workers };
  const [whole, picked, projected] = [memorySink(), memorySink(), memorySink()];
  await generate({ ...movies, to: whole });
  await generate({ ...movies, to: picked, pick: ["title", "actors"] });
  await project({ from: memorySource(whole.bytes(), "movies.ndjson"), to: projected, pick: "title, actors", workers });
  compare("what is projected", projected.text(), picked.text());
  return { compared, wrong };
}
