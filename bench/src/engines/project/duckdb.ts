/**
 * DuckDB with its best settings for the job: the columns are given, so that it neither guesses types nor reads
 * others. In CSV a list is its JSON text, as in Backlot.
 */

import { DuckDBInstance } from "@duckdb/node-api";
import type { Engine } from "../../engine.ts";

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const name = (value: string): string => `"${value.replaceAll('"', '""')}"`;

const engine: Engine<"project"> = {
  name: "DuckDB",
  role: "rival",
  threads: () => [1, 2],
  async run({ from, to, columns, format }, threads) {
    const types = Object.entries(columns).map(([key, type]) => `${text(key)}: ${text(type)}`);
    const values = Object.entries(columns).map(([key, type]) =>
      format === "csv" && type === "VARCHAR[]" ? `to_json(${name(key)}) AS ${name(key)}` : name(key),
    );
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    const { rowsChanged } = await connection.run(
      `COPY (
        SELECT ${values.join(", ")}
        FROM read_json(${text(from)}, format = 'newline_delimited', columns = {${types.join(", ")}})
      ) TO ${text(to)} (${format === "csv" ? "FORMAT csv, HEADER" : "FORMAT json"})`,
    );
    connection.closeSync();
    instance.closeSync();
    return { records: rowsChanged };
  },
};

export default engine;
