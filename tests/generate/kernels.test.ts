/** Law 7: every kernel agrees with its twin, on every table whose bytes are promised, in every format. */
import { format, formatNames } from "@backlot/formats";
import { compilePlan, kernelFor, kernelNames } from "@backlot/generator";
import { describe, expect, test } from "vitest";
import { tables } from "./plugins.ts";

describe.each(formatNames)("%s", (name) => {
  test.each(tables.map((table) => [`${table.plugin.name}/${table.name}`, table] as const))("%s", async (_, table) => {
    const dialect = name === "csv" || name === "tsv" ? table.options.dialects?.[name] : undefined;
    const plan = await compilePlan(table, { seed: "5", scale: 0.01, format: format(name, dialect) });
    const outputs = kernelNames.map((kernel) => {
      const { bytes, records } = kernelFor(plan, kernel).make(400_000, 1000, 2000);
      return { records, text: Buffer.from(bytes).toString("latin1") };
    });
    for (const output of outputs) expect(output).toEqual(outputs[0]);
    expect(outputs[0].records).toBeGreaterThan(50);
  });
});
