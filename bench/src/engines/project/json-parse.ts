/** Plain Node, on one thread: JSON.parse of each line, JSON.stringify of what is kept, read and written in blocks. */

import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import type { Engine } from "../../engine.ts";

type Kept = Readonly<Record<string, unknown>>;

const special = /[",\r\n]/;

/** RFC 4180, section 2. */
function cell(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const engine: Engine<"project"> = {
  name: "JSON.parse",
  role: "rival",
  threads: () => [1],
  async run({ from, to, columns, format }) {
    const keys = Object.keys(columns);
    const ndjson = (movie: Kept): string => JSON.stringify(Object.fromEntries(keys.map((key) => [key, movie[key]])));
    const csv = (movie: Kept): string => keys.map((key) => cell(movie[key])).join(",");
    const written = format === "csv" ? csv : ndjson;

    const file = openSync(to, "w");
    if (format === "csv") writeSync(file, `${keys.join(",")}\n`);
    let records = 0;
    let rest = "";
    for await (const chunk of createReadStream(from, { encoding: "utf8", highWaterMark: 1 << 20 })) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      let out = "";
      for (const line of lines) out += `${written(JSON.parse(line) as Kept)}\n`;
      records += lines.length;
      writeSync(file, out);
    }
    closeSync(file);
    return { records };
  },
};

export default engine;
