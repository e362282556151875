/** Chromium: the machine's own, or Debian's, which a CI machine installs where it may. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** How to get it, for those who have none. */
export const howToGet = "Chromium is not installed: apt-get install chromium, or set BACKLOT_CHROMIUM to its path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of Chromium, if it can be had. */
export function findChromium(): string | undefined {
  const known = process.env["BACKLOT_CHROMIUM"] ?? onPath();
  if (known !== undefined || process.env["CI"] !== "true" || process.getuid?.() !== 0) return known;
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    // Not longer than a mirror that answers needs.
    const options = { env, stdio: "ignore", timeout: 120_000 } as const;
    if (spawnSync("apt-get", ["--quiet", ...args], options).status !== 0) return undefined;
  }
  return onPath();
}

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
