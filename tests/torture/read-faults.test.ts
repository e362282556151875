/** Inputs that cannot be read, or change while they are: told, and nothing appears under the output's name. */
import { project } from "@backlot/projector";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { amount, isTorture, row } from "./scoreboard.ts";

const lines = 20_000;
const line = '{"a":1,"b":"some more text"}\n';

describe("faults of reading", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "backlot-faults-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const workers = isTorture ? [0, 1, 2, 3] : [0, 2];

  /** Projects into a file, and tells the error. */
  async function failure(from: string, options: object): Promise<string> {
    const to = join(folder, "out.ndjson");
    let error = "none";
    try {
      await project({ from, to, pick: "a", inputFormat: "ndjson", chunkBytes: 65_536, ...options });
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    if (existsSync(to)) error = `out.ndjson is there, after: ${error}`;
    rmSync(to, { force: true });
    return error;
  }

  /** What happens to the file, while it is read. */
  const changes: Readonly<Record<string, (path: string) => void>> = {
    grows: (path) => appendFileSync(path, line),
    shrinks: (path) => truncateSync(path, 7 * line.length),
    "is emptied": (path) => truncateSync(path, 0),
    "is written again": (path) => writeFileSync(path, line.replace("1", "2").repeat(lines)),
  };

  row(18, "an input that changes during the run", async (count) => {
    const path = join(folder, "changing.ndjson");
    for (let round = 0; round < amount(1, 50); round++) {
      for (const [what, change] of Object.entries(changes)) {
        for (const number of workers) {
          writeFileSync(path, line.repeat(lines));
          // File times tick every 4 ms at worst.
          await new Promise((resolve) => setTimeout(resolve, 10));
          let once = false;
          const onProgress = (): void => {
            if (!once) change(path);
            once = true;
          };
          count.inputs++;
          count.faults++;
          const told = await failure(path, { workers: number, onProgress });
          const wanted = `Cannot read ${path} as one piece: it changed while it was being read`;
          count.same(told, wanted, () => `a file that ${what}, ${number} workers`);
        }
      }
    }
    count.same(readdirSync(folder).join(), "changing.ndjson", () => "what is left");
  });

  row(18, "a device that fails", async (count) => {
    if (process.platform !== "linux") return;
    for (const number of workers) {
      count.inputs++;
      count.faults++;
      const told = await failure("/proc/self/mem", { workers: number });
      if (!/\/proc\/self\/mem.*EIO/.test(told)) count.mistake(() => told);
    }
  });
});
