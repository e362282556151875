/**
 * `tpchgen-cli`, in Rust, makes the tables of TPC-H and no others: as many orders as there are titles. A record is
 * another one, so that only bytes in a second can be compared.
 */

import { readFileSync } from "node:fs";
import { WrongOutput } from "../../case.ts";
import type { Engine } from "../../engine.ts";
import { printed, spawned } from "../../spawned.ts";

const program = "tpchgen-cli";
/** Orders at the scale factor 1, and their columns: TPC-H, clause 4.2.5 and 1.4.1. */
const orders = { rows: 1_500_000, columns: 9 };

const engine: Engine<"generate"> = {
  name: "tpchgen-cli, orders",
  role: "apart",
  external: {
    install: "pip install tpchgen-cli, or cargo install tpchgen-cli",
    version: () => printed(program, ["--version"]),
  },
  share: () => 1 / 4,
  threads: ({ format }) => (format === "tsv" ? [1, 2] : []),
  async run({ rows, to }, threads) {
    const scale = String(rows / orders.rows);
    const words = ["tbl", "--scale-factor", scale, "--tables", "orders", "--stdout", "--num-threads", String(threads)];
    return { records: rows, elsewhere: spawned(program, words, { to }) };
  },
  async check({ path, job }) {
    const lines = readFileSync(path, "latin1").trimEnd().split("\n");
    const wrong = lines.findIndex((line) => line.split("|").length !== orders.columns + 1);
    if (lines.length !== job.rows) throw new WrongOutput(program, lines.length, `it ends before ${job.rows}`);
    if (wrong !== -1) throw new WrongOutput(program, wrong, `it has not ${orders.columns} columns: ${lines[wrong]}`);
  },
};

export default engine;
