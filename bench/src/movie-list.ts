/**
 * The lesson's job: of the wide movies, the list of titles, years and actors. The actors are most of the bytes.
 */

import { statSync } from "node:fs";
import { join } from "node:path";
import { imdb } from "@backlot/dataset-imdb";
import { generate } from "@backlot/generator";
import type { Case } from "./case.ts";
import { compareRecords, csvRecords, fileDigest, ndjsonRecords, type Parsed } from "./compare.ts";
import { runnerName } from "./engine.ts";
import type { ProjectJob } from "./job.ts";

const columns = { title: "VARCHAR", startYear: "VARCHAR", actors: "VARCHAR[]" } as const;

/**
 * A case of that job; the right answer is what JSON.parse finds in the input, record by record.
 *
 * @param outputShare which part of the input's bytes comes out, about
 */
export function movieList(format: ProjectJob["format"], outputShare: number): Case<"project"> {
  return {
    name: `movie-${format}`,
    title: `keep title, startYear and actors of the wide movies, NDJSON to ${format.toUpperCase()}, to /dev/null`,
    verb: "project",
    rows: 28_000,
    async prepare(folder, rows) {
      const from = join(folder, "movies.ndjson");
      const { bytesOut } = await generate({ table: imdb.tables.movie, to: from, seed: 42, rows, force: true });
      const job: ProjectJob = {
        verb: "project",
        from,
        columns,
        format,
        rows,
        to: "/dev/null",
        outputBytes: Math.round(bytesOut * outputShare),
      };
      /** Outputs that were found right: the same bytes again need no second look. */
      const right = new Set<string>();
      return {
        job,
        proof: job,
        inputBytes: statSync(from).size,
        async check({ runner, path }) {
          const digest = await fileDigest(path);
          if (right.has(digest)) return;
          await compareRecords(
            runnerName(runner),
            wanted(from),
            format === "csv" ? csvMovies(path) : ndjsonRecords(path),
          );
          right.add(digest);
        },
      };
    },
  };
}

async function* wanted(path: string): AsyncGenerator<Parsed, undefined> {
  for await (const { title, startYear, actors } of ndjsonRecords(path)) yield { title, startYear, actors };
}

async function* csvMovies(path: string): AsyncGenerator<Parsed, undefined> {
  for await (const movie of csvRecords(path)) yield { ...movie, actors: JSON.parse(String(movie.actors)) as unknown };
}
