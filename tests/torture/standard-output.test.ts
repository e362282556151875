/** Standard output: a reader that has seen enough, a device that is full, 100 MB through a pipe. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { openShell, type Shell } from "../cli/shell.ts";
import { amount, row } from "./scoreboard.ts";

const workers = (run: number): string => `--workers ${1 + (run % 3)}`;
const line = '{"a":1,"b":"some text to fill the pipe"}\n';

describe.skipIf(process.platform === "win32")("standard output", () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await openShell();
    writeFileSync(join(shell.folder, "in.ndjson"), line.repeat(100_000));
    // Its output is 100 MB.
    writeFileSync(join(shell.folder, "large.ndjson"), line.repeat(amount(100_000, 2_500_000)));
  });
  afterAll(() => shell.remove());

  row(17, "a reader that leaves is no failure", async (count) => {
    for (let run = 0; run < amount(1, 200); run++) {
      count.inputs++;
      count.faults++;
      const command = `set -o pipefail; backlot project in.ndjson --drop b ${workers(run)} | head -${1 + run}`;
      const { stdout, stderr, exitCode } = await shell.run(command);
      count.same(stdout, '{"a":1}\n'.repeat(1 + run), () => command);
      count.same(`${exitCode} ${stderr}`, "0 ", () => command);
    }
  });

  row(17, "a full device is one", async (count) => {
    for (let run = 0; run < amount(1, 200); run++) {
      count.inputs++;
      count.faults++;
      const command = `backlot project in.ndjson --drop b ${workers(run)} > /dev/full`;
      const { stderr, exitCode } = await shell.run(command);
      count.same(exitCode, 1, () => command);
      if (!stderr.includes("no space is left on the device")) count.mistake(() => stderr);
    }
  });

  row(17, "100 MB go through a pipe", async (count) => {
    const large = readFileSync(join(shell.folder, "large.ndjson"));
    const wanted = createHash("sha256").update(large).digest("hex");
    for (let run = 0; run < amount(1, 100); run++) {
      count.inputs++;
      const command = `set -o pipefail; backlot project large.ndjson --quiet ${workers(run)} | sha256sum`;
      const { stdout, stderr, exitCode } = await shell.run(command);
      count.same(`${exitCode} ${stderr}${stdout}`, `0 ${wanted}  -\n`, () => command);
    }
  });
});
