/**
 * Golden digests: bytes that are a promise. One that changes needs a new data version of its plugin and a
 * changeset; with `BACKLOT_WRITE_GOLDENS=1` this test writes them anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { formatNames } from "@backlot/formats";
import { generate } from "@backlot/generator";
import { memorySink } from "@backlot/runtime";
import { expect, test } from "vitest";
import { plugins } from "./plugins.ts";

for (const plugin of plugins) {
  const file = new URL(`digests/${plugin.name}.json`, import.meta.url);
  const digests = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  for (const table of Object.values(plugin.tables)) {
    for (const format of formatNames) {
      const name = `${plugin.name} ${plugin.dataVersion} ${table.name} ${format}, seed 42, scale 0.001, 500 rows`;
      test(name, async () => {
        const { outputs } = await generate({ table, to: memorySink(), format, seed: 42, scale: 0.001, rows: 500 });
        if (process.env["BACKLOT_WRITE_GOLDENS"] === "1") {
          digests[name] = outputs[0].digest!;
          writeFileSync(file, `${JSON.stringify(digests, null, 2)}\n`);
        }
        expect(outputs[0].digest).toBe(digests[name]);
      });
    }
  }
}
