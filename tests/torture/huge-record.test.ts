/** A record of 10 GB among others: passed over within the limit, and told; the others come out. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe } from "vitest";
import { amount, row } from "./scoreboard.ts";

const mebibyte = 1 << 20;
const limit = 64 * mebibyte;
/** What a worker may have beside a record of that length, and what a window that grows may have beside itself. */
const allowance = 2 * 64 * mebibyte;

describe("a huge record", () => {
  row(11, "is rejected within bounded memory", async (count) => {
    const runs = ["ndjson", "json", "csv"].flatMap((container) =>
      ["kept", "skipped"].map((where) => [container, where]),
    );
    for (const [container, where] of runs.slice(0, amount(1, 6))) {
      const bytes = amount(200 * mebibyte, 10_000 * mebibyte);
      const words = [join(import.meta.dirname, "huge-run.ts"), container, where, String(bytes), String(limit), "wasm"];
      const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@backlot/source", ...words]);
      const { peakBytes, text, ...accounts } = JSON.parse(stdout) as Record<string, unknown>;
      const of = (): string => `${container}, ${where}, ${bytes} bytes: ${stdout}`;
      count.inputs++;
      const [first, last] = container === "csv" ? ['"1"', '"3"'] : [1, 3];
      count.same(text, `{"k":${first},"v":${first}}\n{"k":${last},"v":${last}}\n`, of);
      count.same(JSON.stringify(accounts), '{"read":3,"written":2,"rejected":1}', of);
      if (Number(peakBytes) > limit + allowance) count.mistake(of);
    }
  });
});
