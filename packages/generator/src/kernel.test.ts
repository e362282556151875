/** The kernels against each other: the twin is the specification. */
import { format, formatNames } from "@backlot/formats";
import { definePlugin, defineTable, fake, integer, list, key, template, weighted, type Table } from "@backlot/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { compilePlan, kernelFor, kernelNames } from "./index.ts";

const plugin = definePlugin({
  name: "test",
  dataVersion: 1,
  tables: [
    defineTable(
      "t",
      z.object({
        id: key("t", { digits: 4 }),
        name: fake("person.fullName"),
        kind: weighted({ a: 1, b: 2 }),
        words: list(template('{{word.noun}}, "{{word.verb}}"'), { min: 0, max: 9 }),
        size: integer(-(2 ** 40), 2 ** 50),
      }),
    ),
  ],
});
const table: Table = plugin.tables.t;

describe.each(formatNames)("%s", (name) => {
  test("the same records at every limit of the output", async () => {
    const plan = await compilePlan(table, { seed: "1", scale: 1, format: format(name) });
    const twin = kernelFor(plan, "twin");
    const others = kernelNames.filter((kernel) => kernel !== "twin").map((kernel) => kernelFor(plan, kernel));
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(1e9), fc.nat(12), (room, first, count) => {
        const expected = twin.make(room, first, count);
        for (const kernel of others) expect(kernel.make(room, first, count)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
