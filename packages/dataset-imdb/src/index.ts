export { imdb, imdb as default } from "./imdb.ts";
