/**
 * Golden digests: bytes that are a promise. One that changes needs a new data version of its plugin and a
 * changeset; with `BACKLOT_WRITE_GOLDENS=1` the tests write them anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { generate, type GenerateOptions } from "@backlot/generator";
import { memorySink } from "@backlot/runtime";
import { expect, test } from "vitest";

/** Tests of what is generated against the digests in a file. */
export function goldens(name: string): (title: string, options: Omit<GenerateOptions, "to">) => void {
  const file = new URL(`digests/${name}.json`, import.meta.url);
  const digests = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  return (title, options) => {
    test(title, async () => {
      const { outputs } = await generate({ ...options, to: memorySink() });
      if (process.env["BACKLOT_WRITE_GOLDENS"] === "1") {
        digests[title] = outputs[0].digest!;
        writeFileSync(file, `${JSON.stringify(digests, null, 2)}\n`);
      }
      expect(outputs[0].digest).toBe(digests[title]);
    });
  };
}
