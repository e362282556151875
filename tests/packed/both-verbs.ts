/** Generates a file and projects it, each with two workers; prints both summaries, and which of faker was loaded. */
import { registerHooks } from "node:module";
import imdb from "@backlot/dataset-imdb";
import { generate } from "@backlot/generator";
import { project } from "@backlot/projector";

const faker: string[] = [];
registerHooks({
  load(url, context, next) {
    if (url.includes("/@faker-js/")) faker.push(url);
    return next(url, context);
  },
});
const table = imdb.tables.movie;
const generated = await generate({ table, to: "movies.ndjson", rows: 3000, seed: 42, workers: 2 });
const projected = await project({ from: "movies.ndjson", to: "list.ndjson", pick: "title, actors", workers: 2 });
process.stdout.write(JSON.stringify([generated, projected, faker]));
