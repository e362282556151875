/** The examples of the program's README, typed in one after the other. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openShell } from "./shell.ts";
import { fitted, parseTranscript } from "./transcript.ts";

const readme = readFileSync(new URL("../../apps/cli/README.md", import.meta.url), "utf8");

test("the examples in README.md", async () => {
  const blocks = [...readme.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(blocks.length).toBeGreaterThan(0);
  const shell = await openShell();
  try {
    for (const { command, stdout } of parseTranscript(blocks.join("")).steps) {
      // On a terminal, both streams are seen as one.
      const seen = await shell.run(`{ ${command}\n} 2>&1`);
      expect({ command, seen: fitted(seen.stdout, stdout) }).toEqual({ command, seen: stdout });
    }
  } finally {
    await shell.remove();
  }
});
