import { movieList } from "../../movie-list.ts";

export default movieList("csv", 0.67);
