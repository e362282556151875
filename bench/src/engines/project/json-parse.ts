/** Plain Node, on one thread: JSON.parse of each line, JSON.stringify of what is kept, read and written in blocks. */

import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";

type Kept = Readonly<Record<string, unknown>>;

const engine: Engine<"project"> = {
  name: "JSON.parse",
  role: "rival",
  share: () => 1 / 8,
  threads: ({ inputFormat, format }) => (inputFormat === "ndjson" && format === "ndjson" ? [1] : []),
  async run(job) {
    const keys = Object.keys(job.columns);
    const written = (record: Kept): string => JSON.stringify(Object.fromEntries(keys.map((key) => [key, record[key]])));

    const file = openSync(job.to, "w");
    let records = 0;
    for (const path of inputOf(job).paths) {
      let rest = "";
      for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        let out = "";
        for (const line of lines) out += `${written(JSON.parse(line) as Kept)}\n`;
        records += lines.length;
        writeSync(file, out);
      }
    }
    closeSync(file);
    return { records };
  },
};

export default engine;
