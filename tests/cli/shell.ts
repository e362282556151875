/** A folder to try the program in, from its sources. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));
const installed = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** What a command left. */
interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** A temporary folder in which `backlot`, `npx backlot` and the packages of plugin authors are installed. */
export interface Shell {
  readonly folder: string;
  /** Runs a command line in bash. */
  run(command: string): Promise<Outcome>;
  remove(): Promise<void>;
}

/** Makes such a folder. */
export async function openShell(): Promise<Shell> {
  const root = await mkdtemp(join(tmpdir(), "backlot-cli-"));
  const folder = join(root, "work");
  const bin = join(root, "bin");
  await mkdir(folder);
  await mkdir(bin);
  await mkdir(join(root, "node_modules/@backlot"), { recursive: true });
  for (const name of ["@backlot/schema", "@backlot/dataset-imdb", "zod"]) {
    await symlink(join(installed, name), join(root, "node_modules", name));
  }
  const program = `#!/bin/bash\nexec '${process.execPath}' --conditions=@backlot/source '${main}' "$@"\n`;
  await writeFile(join(bin, "backlot"), program, { mode: 0o755 });
  // What it would run is on the path.
  await writeFile(join(bin, "npx"), '#!/bin/bash\nexec "$@"\n', { mode: 0o755 });
  // What colours depend on is the same wherever the tests run.
  const { FORCE_COLOR: _, NO_COLOR: __, CI: ___, ...inherited } = process.env;
  // The project's Node for scripts in the cases, and words in English.
  const path = [bin, dirname(process.execPath), inherited["PATH"]].join(delimiter);
  // The sources compile once, and not for every command.
  const cache = join(tmpdir(), "backlot-compile-cache");
  const env = { ...inherited, PATH: path, LC_ALL: "C.UTF-8", TERM: "xterm", NODE_COMPILE_CACHE: cache };
  return {
    folder,
    run: (command) => runBash(command, folder, env),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function runBash(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const shell = spawn("bash", ["-c", command], { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    let stdout = "";
    let stderr = "";
    shell.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    shell.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    shell.on("error", reject);
    shell.on("close", (exitCode) => resolve({ stdout, stderr, exitCode }));
  });
}
