/** Mimesis, in Python, and `json.dumps`. Its words are its own. */

import { pythonEngine } from "../../python.ts";

export default pythonEngine("Mimesis", "mimesis", "mimesis_movies.py", 1 / 1500);
