import { movieList } from "../../movie-list.ts";

export default movieList("ndjson", 0.61);
