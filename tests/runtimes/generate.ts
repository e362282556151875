/** Generates a file over and over, each time with more workers: `generate.ts TO`. It runs in Node, Deno and Bun. */
import { generate } from "@backlot/generator";
import imdb from "@backlot/dataset-imdb";

const runs = [];
for (const workers of [0, 1, 3]) {
  const options = {
    table: imdb.tables.movie,
    to: process.argv[2],
    rows: 1000,
    seed: 42,
    chunkBytes: 100_000,
    force: true,
  };
  const { outputs } = await generate({ ...options, workers });
  runs.push({ workers, digest: outputs[0].digest });
}
console.log(JSON.stringify(runs));
