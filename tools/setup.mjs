/**
 * Makes a checkout ready: installs what the lockfile says and builds what has changed, quietly.
 *
 * Runs under whatever Node the machine has; all that follows runs under the project's own, which the install
 * puts first on the path of every npm script.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";

function npm(what, ...args) {
  const { status, stdout, stderr } = spawnSync("npm", args, {
    encoding: "utf8",
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\nerror: cannot ${what}: npm ${args.join(" ")} failed\n`);
    process.exit(1);
  }
}

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
  npm("install", "ci");
}
npm("build", "run", "--silent", "build");
