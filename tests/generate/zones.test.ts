/** Law 1 in other zones: dates among faker's options mean the same everywhere. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("zones.ts", import.meta.url));

function made(TZ: string): string {
  const options = ["--conditions=@backlot/source", script];
  return execFileSync(process.execPath, options, { encoding: "utf8", env: { ...process.env, TZ } });
}

test.each(["Asia/Tokyo", "America/St_Johns"])("the same records are made in %s", (zone) => {
  expect(made(zone)).toBe(made("UTC"));
});
