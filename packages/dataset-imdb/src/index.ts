export { imdbTsv } from "./dialect.ts";
export { imdb, imdb as default } from "./imdb.ts";
