/** What a record costs with one worker, from one field to hundreds. Rivals make the same fields. */

import * as z from "zod";
import { WrongOutput, type Case } from "../../case.ts";
import { checkType, ndjsonRecords } from "../../compare.ts";
import { runnerName, type Engine, type Runner } from "../../engine.ts";
import type { GenerateJob } from "../../job.ts";
import { wide, wideFields } from "../../wide.ts";

const widths = [1, 2, 5, 10, 20, 40, 80, 160, 320];
const ids = ["generate/backlot", "generate/faker"];

/** An engine that makes the first so many fields, and fewer records of many fields. */
function narrowed(engine: Engine<"generate">, fields: number, share: number): Engine<"generate"> {
  return {
    ...engine,
    name: `${engine.name}, ${fields} field${fields === 1 ? "" : "s"}`,
    share: () => share / (1 + fields / 4),
    adapt: (job) => ({ ...job, pick: wideFields.slice(0, fields) }),
  };
}

const width: Case<"generate"> = {
  name: "width",
  title: "generate records of 1 to 320 fields as NDJSON to /dev/null",
  verb: "generate",
  rows: 8_000_000,
  rounds: 3,
  runners: (engines) =>
    ids.flatMap((id) => {
      const engine = engines.get(id)!;
      const share = engine.role === "ours" ? 1 : 1 / 200;
      return widths.map((point): Runner<"generate"> => ({
        id,
        engine: narrowed(engine, point, share),
        threads: 1,
        point,
      }));
    }),
  prepare(_, rows) {
    const job: GenerateJob = {
      verb: "generate",
      table: "wide",
      format: "ndjson",
      rows,
      to: "/dev/null",
      outputBytes: 0,
    };
    return Promise.resolve({
      job,
      proof: { ...job, rows: 1000 },
      async check({ runner, job: { pick = wideFields }, path, outcome }) {
        const name = runnerName(runner);
        const type = z.object(Object.fromEntries(pick.map((field) => [field, wide.type.shape[field]])));
        let records = 0;
        for await (const record of ndjsonRecords(path)) checkType(name, records++, record, type);
        if (records !== outcome.records) throw new WrongOutput(name, records, `it ends before ${outcome.records}`);
      },
    });
  },
};

export default width;
