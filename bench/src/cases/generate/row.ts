/** One record of the middle of a table, from the command line, beside a Node that does nothing. */

import type { Case } from "../../case.ts";
import { checkGolden, checkType, fileDigest, ndjsonRecords } from "../../compare.ts";
import { runnerName } from "../../engine.ts";
import type { RowJob } from "../../job.ts";
import { tables } from "../../tables.ts";

/** The digest of that movie and its line feed, under the seed 42. */
const provenDigest = "sha256:128d2f64611a2f1946c93fb33cb02e100f5287619ab61d73779e2dc35681779d";

const row: Case<"row"> = {
  name: "row",
  title: "print one wide movie by its number: whole processes",
  verb: "row",
  rows: 1,
  rounds: 30,
  targets: [
    { what: "backlot row vs an empty Node", of: "backlot row ×1", versus: "node -e 0 ×1", figure: "seconds", most: 2 },
  ],
  prepare() {
    const job: RowJob = {
      verb: "row",
      table: "movie",
      format: "ndjson",
      row: 987_654,
      rows: 1,
      to: "a file",
      outputBytes: 0,
    };
    return Promise.resolve({
      job,
      proof: job,
      async check({ runner, path }) {
        const name = runnerName(runner);
        for await (const movie of ndjsonRecords(path)) checkType(name, 0, movie, tables.movie.type);
        checkGolden(name, await fileDigest(path), provenDigest);
      },
    });
  },
};

export default row;
