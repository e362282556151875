/** Builds the wasm kernel. */

import { fileURLToPath } from "node:url";
import { assemble } from "../../../tools/assemble.mjs";

assemble(fileURLToPath(new URL("..", import.meta.url)));
