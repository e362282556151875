/**
 * Engines in Python: a script beside the engine, for the `python3` of the path, which may be that of a virtual
 * environment.
 */

import { fileURLToPath } from "node:url";
import type { Elsewhere, Engine } from "./engine.ts";
import { answered, printed } from "./spawned.ts";
import { tables } from "./tables.ts";

const python = "python3";
const { region, language } = tables.movie.type.shape;

/**
 * An engine that makes movies.
 *
 * @param script a file in `python/`, which is given the job as JSON
 * @param share which part of the job's records it is asked for
 */
export function pythonEngine(name: string, module: string, script: string, share: number): Engine<"generate"> {
  const path = fileURLToPath(new URL(`python/${script}`, import.meta.url));
  return {
    name,
    role: "rival",
    share: () => share,
    external: {
      install: `pip install ${module}`,
      version: () =>
        printed(python, [
          "-c",
          `from importlib.metadata import version; import ${module}; print(version("${module}"))`,
        ]),
    },
    threads: ({ table, pick }) => (table === "movie" && pick === undefined ? [1] : []),
    async run({ rows, to }) {
      const order = { rows, to, regions: region.options, languages: language.options };
      // The script tells what its work took, without loading its modules.
      const elsewhere = JSON.parse(answered(python, ["-B", path, JSON.stringify(order)]).text) as Elsewhere;
      return { records: rows, elsewhere };
    },
  };
}
