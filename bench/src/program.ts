/** The program `backlot`, as it is installed. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

export const program: string = join(dirname(require.resolve("backlot/package.json")), "bin", "backlot.js");
