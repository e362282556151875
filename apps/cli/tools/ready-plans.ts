/**
 * How bundles contain plans: compiling one, and loading what does, is a third of what `backlot row` takes, and most
 * often it is the same but for the seed.
 *
 * A file for each table, which is read whole:
 *
 * ```text
 * length of the text, 4 bytes │ the plan without its program and image, and its streams, JSON │ program │ image
 * ```
 */
import { deepStrictEqual } from "node:assert";
import imdb from "@backlot/dataset-imdb";
import { compileForSeeds, compilePlan, seeded, tableFormat } from "@backlot/generator";
import type { Table } from "@backlot/schema";
import type { Plugin } from "rolldown";

/** Puts what reads ready plans in place of `ready-plans.ts`, and the plans beside it. */
export const readyPlans: Plugin = {
  name: "ready-plans",
  load: {
    filter: { id: /cli[\\/]src[\\/]ready-plans\.ts$/ },
    async handler() {
      const names: string[] = [];
      for (const table of Object.values<Table>(imdb.tables)) {
        const name = `${imdb.name}/${table.name}`;
        this.emitFile({ type: "asset", fileName: `${name.replace("/", ".")}.plan`, source: await planFile(table) });
        names.push(name);
      }
      return `import { readFileSync } from "node:fs";
        const names = new Set(${JSON.stringify(names)});
        export function readyPlan(name) {
          if (!names.has(name)) return undefined;
          const bytes = readFileSync(new URL("./" + name.replace("/", ".") + ".plan", import.meta.url));
          const textEnd = 4 + bytes.readUInt32LE(0);
          const { streams, wordBytes, ...plan } = JSON.parse(bytes.utf8Slice(4, textEnd));
          const wordsEnd = textEnd + wordBytes;
          const words = new Uint32Array(new Uint8Array(bytes.subarray(textEnd, wordsEnd)).buffer);
          return { plan: { ...plan, words, image: bytes.subarray(wordsEnd) }, streams };
        }`;
    },
  },
};

async function planFile(table: Table): Promise<Uint8Array> {
  const wanted = { seed: "0", scale: 1, format: tableFormat(table) };
  const seedable = await compileForSeeds(table, wanted);
  for (const seed of ["0", "1", "another"]) {
    const { tableRows: _, ...expected } = await compilePlan(table, { ...wanted, seed });
    deepStrictEqual(
      seeded(seedable, seed),
      expected,
      `${table.name} depends on the seed in more than the keys of its streams`,
    );
  }
  const { words, image, ...plan } = seedable.plan;
  if (plan.columns.length > 0) throw new Error(`${table.name} is computed, and cannot be made from a plan alone`);
  const head = { ...plan, streams: seedable.streams, wordBytes: words.byteLength };
  const text = Buffer.from(JSON.stringify(head));
  deepStrictEqual(JSON.parse(text.toString()), head);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, new Uint8Array(words.buffer, words.byteOffset, words.byteLength), image]);
}
