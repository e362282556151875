/** The program's cases: every file in `cases/` is a transcript that has to come true. */
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openShell } from "./shell.ts";
import { fitted, parseTranscript } from "./transcript.ts";

const folder = join(import.meta.dirname, "cases");

describe.concurrent("backlot", () => {
  test.for(readdirSync(folder))("%s", async (name) => {
    const { files, steps } = parseTranscript(readFileSync(join(folder, name), "utf8"));
    const shell = await openShell();
    try {
      for (const file of files) await writeFile(join(shell.folder, file.name), file.text);
      for (const { command, stdout, stderr, exitCode } of steps) {
        const found = await shell.run(command);
        expect({
          command,
          stdout: fitted(found.stdout, stdout),
          stderr: fitted(found.stderr, stderr),
          exitCode: found.exitCode,
        }).toEqual({ command, stdout, stderr, exitCode });
      }
    } finally {
      await shell.remove();
    }
  });
});
