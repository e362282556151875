/**
 * Polars from npm: a lazy frame that streams from file to file, with the types of the columns given. It reads how many
 * threads it may use when it is loaded.
 */

import { createRequire } from "node:module";
import type { Engine } from "../../engine.ts";
import { inputOf, type ProjectJob } from "../../job.ts";
import { peakBytes } from "../../peak.ts";

/** No quotes at all cannot be asked for from JavaScript: a character that no cell has. */
const unusedQuote = "\u0001";

/** Its version, if its binary is there: npm leaves that out where it runs under an older Node than 22. */
function version(): string | undefined {
  try {
    return (createRequire(import.meta.url)("nodejs-polars") as { version: string }).version;
  } catch {
    return undefined;
  }
}

const engine: Engine<"project"> = {
  name: "Polars",
  role: "rival",
  external: { install: "PATH=$PWD/node_modules/.bin:$PATH npm ci", version },
  threads: ({ inputFormat, format }) => (inputFormat === "json" || format !== inputFormat ? [] : [1, 2]),
  async run(job, threads) {
    process.env["POLARS_MAX_THREADS"] = String(threads);
    const { default: polars } = await import("nodejs-polars");
    const started = performance.now();
    const { inputFormat, columns, to, rows } = job;
    const [path] = inputOf(job).paths;
    const picked = Object.keys(columns);
    if (inputFormat === "ndjson") {
      const types = {
        VARCHAR: polars.Utf8,
        "VARCHAR[]": polars.List(polars.Utf8),
        BIGINT: polars.Int64,
      } as const satisfies Record<ProjectJob["columns"][string], unknown>;
      const schema = Object.fromEntries(Object.entries(columns).map(([key, type]) => [key, types[type]]));
      await polars
        .scanJson(path, { schema })
        .select(...picked)
        .sinkNdJson(to)
        .collect();
    } else {
      const schema = Object.fromEntries((job.header ?? []).map((column) => [column, polars.Utf8]));
      const bare = inputFormat === "tsv";
      const sep = bare ? "\t" : ",";
      await polars
        .scanCSV(path, { schema, sep, quoteChar: bare ? unusedQuote : '"' })
        .select(...picked)
        .sinkCSV(to, { separator: sep, quoteStyle: bare ? "never" : "necessary" })
        .collect();
    }
    const seconds = (performance.now() - started) / 1000;
    return { records: rows, elsewhere: { seconds, peakBytes: peakBytes() } };
  },
};

export default engine;
