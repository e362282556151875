/** The demo, as `npm run demo` runs it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const demo = fileURLToPath(new URL("../../apps/cli/demo/demo.ts", import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["--conditions=@backlot/source", demo, ...args], { encoding: "utf8" });
}

test("few movies, kept by one worker and by two, have the same digest", () => {
  const folder = mkdtempSync(join(tmpdir(), "backlot-demo-"));
  try {
    const { status, stdout, stderr } = run("--rows", "50", "--workers", "2", "--dir", folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("the same: sha256:");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [["--rows", "abc"], "Cannot use abc for --rows: it must be a whole number from 1"],
  [["--workers", "0"], "Cannot use 0 for --workers: it must be a whole number from 1"],
  [["--rowz", "5"], "Unknown option '--rowz'"],
])("what it cannot use is refused in words: %o", (args, said) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.split("\n")[0]).toContain(`error: ${said}`);
  expect(stderr).not.toContain("    at ");
});
