/** Python's Faker, and `json.dumps`. Its words are its own. */

import { pythonEngine } from "../../python.ts";

export default pythonEngine("Python Faker", "faker", "faker_movies.py", 1 / 10_000);
