/** What generate() is told: options, picks, a signal, and a sink that is handed over. */
import { definePlugin, defineTable, integer, type Table } from "@backlot/schema";
import { InputError, memorySink } from "@backlot/runtime";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import * as z from "zod";
import { explain, generate, recordBytes, records } from "./index.ts";

const { plain, nested } = definePlugin({
  name: "test",
  dataVersion: 1,
  tables: [
    defineTable("plain", z.object({ a: z.boolean(), bee: z.boolean() })),
    defineTable("nested", z.object({ a: z.object({ b: z.object({ c: integer(1, 9) }), d: z.boolean() }) })),
  ],
}).tables;

test("options that cannot be used are refused before anything is written", async () => {
  for (const [options, message] of [
    [{ rows: -1 }, "Cannot use -1 as the number of rows"],
    [{ rows: 1.5 }, "Cannot use 1.5 as the number of rows"],
    [{ bytes: -1 }, "Cannot use -1 as the number of bytes"],
    [{ scale: -1 }, "Cannot use the scale -1"],
    [{ seed: Number.NaN }, "Cannot use the seed NaN"],
    [{ pick: ["bea"] }, 'Cannot pick "bea"'],
    [{ pick: ["a", "a"] }, "Cannot pick a twice"],
    [{ pick: [] }, "nothing was picked"],
    [{ workers: -1 }, "Cannot use -1 for workers"],
    [{ workers: 1.5 }, "Cannot use 1.5 for workers"],
    [{ chunkBytes: 0 }, "Cannot use 0 for chunkBytes"],
    [{ chunkBytes: Number.NaN }, "Cannot use NaN for chunkBytes"],
    // What types keep TypeScript from.
    [{ seed: null as unknown as number }, "Cannot use the seed null"],
    [{ pick: "a,bee" as unknown as string[] }, 'Cannot pick "a,bee": what is picked is a list of names'],
    [{ format: "xml" as "json" }, "Cannot use the format xml: there are ndjson, json, csv, tsv"],
  ] as const) {
    const sink = { ...memorySink(), write: vi.fn(async () => {}), abort: vi.fn(async () => {}) };
    const error: unknown = await generate({ table: plain, to: sink, ...options }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(message);
    expect(sink.write).not.toHaveBeenCalled();
    expect(sink.abort).toHaveBeenCalled();
  }
  const to = memorySink();
  await expect(generate({ table: plain, to, pick: "a,bee" as unknown as string[] })).rejects.toMatchObject({
    hint: 'Write pick: ["a","bee"]',
  });
  await expect(generate({ table: plain, to, pick: ["bea"] })).rejects.toMatchObject({ hint: "Did you mean bee?" });
});

test("a sink that was handed over is aborted with a signal that is", async () => {
  const to = { ...memorySink(), abort: vi.fn(async () => {}) };
  const run = generate({ table: plain, to, signal: AbortSignal.abort() });
  await expect(run).rejects.toThrow("aborted");
  expect(to.abort).toHaveBeenCalled();
});

test("a write that never ends is ended by the signal", async () => {
  const controller = new AbortController();
  const write = (): Promise<void> => (controller.abort(), new Promise(() => {}));
  const to = { ...memorySink(), write, abort: vi.fn(async () => {}) };
  const run = generate({ table: plain, to, signal: controller.signal });
  await expect(run).rejects.toThrow("aborted");
  expect(to.abort).toHaveBeenCalled();
});

test("a definition that is no table of a plugin is told from one", async () => {
  const definition = defineTable("guest", z.object({ a: z.boolean() })) as unknown as Table;
  for (const [table, told] of [
    [definition, "the table guest"],
    [undefined as unknown as Table, "this"],
  ] as const) {
    const message = `Cannot make records of ${told}: it is no table of a plugin`;
    await expect(generate({ table, to: memorySink() })).rejects.toThrow(message);
    await expect(records(table).next()).rejects.toThrow(message);
    await expect(recordBytes(table)).rejects.toThrow(message);
    await expect(explain(table)).rejects.toThrow(message);
  }
});

test("nested fields are picked by dotted paths", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const sink = memorySink();
      await generate({ table: nested, to: sink, seed, rows: 3, pick: ["a.b.c", "a.d"] });
      const picked = sink.text().trimEnd().split("\n");
      let i = 0;
      for await (const record of records(nested, { seed, rows: 3 })) {
        const { b, d } = record.a;
        expect(JSON.parse(picked[i++])).toEqual({ "a.b.c": b.c, "a.d": d });
      }
    }),
    { numRuns: 5 },
  );
});
