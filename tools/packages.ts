/** Checks what would be published: exports and types of every public package, from its built tarball. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

const problems: string[] = [];

function check(folder: string, command: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) problems.push(`${folder}: ${command} ${args.join(" ")}\n${stdout}${stderr}`);
}

const folders = globSync("{packages,apps}/*").filter(
  (folder) => (JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { private?: boolean }).private !== true,
);
for (const folder of folders) {
  check(folder, "publint", "run", "--strict", folder);
  // Packages are ES modules alone, as all runtimes they are for know them.
  check(folder, "attw", "--pack", folder, "--profile", "esm-only");
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${folders.length} packages checked, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
