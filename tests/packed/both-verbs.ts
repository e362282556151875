/** Generates a file and projects it, each with two workers; prints both summaries. */
import imdb from "@backlot/dataset-imdb";
import { generate } from "@backlot/generator";
import { project } from "@backlot/projector";

const table = imdb.tables.movie;
const generated = await generate({ table, to: "movies.ndjson", rows: 3000, seed: 42, workers: 2 });
const projected = await project({ from: "movies.ndjson", to: "list.ndjson", pick: "title, actors", workers: 2 });
process.stdout.write(JSON.stringify([generated, projected]));
