/** What would be published, installed outside the workspace from tarballs: both verbs with workers, and the program. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import imdb from "@backlot/dataset-imdb";
import { recordBytes } from "@backlot/generator";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "backlot-packed-"));

function run(command: string, args: readonly string[], cwd: string): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync(command, args, { cwd, encoding: "utf8", env, shell: process.platform === "win32" });
}

/** Of what the sources make. */
async function digest(pick?: string[]): Promise<string> {
  const bytes = await recordBytes(imdb.tables.movie, { seed: 42, rows: 3000, pick });
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

beforeAll(() => {
  run("npm", ["run", "--silent", "build"], root);
  const folders = globSync("{packages,apps}/*", { cwd: root }).map((path) => join(root, path));
  run("npm", ["pack", "--silent", "--pack-destination", folder, ...folders], root);
  const tarballs = globSync("*.tgz", { cwd: folder }).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run(
    "npm",
    ["install", "--install-strategy=hoisted", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs],
    folder,
  );
  cpSync(join(import.meta.dirname, "both-verbs.ts"), join(folder, "both-verbs.ts"));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

test("nothing of the tests and tools is in the packages", () => {
  const files = globSync(["node_modules/backlot/**/*", "node_modules/@backlot/**/*"], { cwd: folder });
  expect(files.filter((file) => file.includes(".test."))).toEqual([]);
  expect(files.filter((file) => file.endsWith("dist/worker.js"))).toHaveLength(2);
});

interface Summary {
  readonly written: number;
  readonly workers: number;
  readonly outputs: readonly { readonly digest: string }[];
}

test("both verbs run with workers of the installed packages, without faker", async () => {
  const printed = JSON.parse(run(process.execPath, ["both-verbs.ts"], folder)) as [Summary, Summary, string[]];
  const [generated, projected, faker] = printed;
  expect(faker).toEqual([]);
  expect(generated).toMatchObject({ written: 3000, workers: 2 });
  expect(projected).toMatchObject({ written: 3000, workers: 2 });
  expect(generated.outputs[0].digest).toBe(await digest());
  expect(projected.outputs[0].digest).toBe(await digest(["title", "actors"]));
  expect(readFileSync(join(folder, "list.ndjson"), "utf8").split("\n")).toHaveLength(3001);
});

test("the installed types are whole", () => {
  const options = ["--strict", "--noEmit", "--target", "es2024", "--module", "nodenext", "--types", "node"];
  const typeRoots = ["--typeRoots", join(root, "node_modules/@types")];
  run(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...options, ...typeRoots, "both-verbs.ts"],
    folder,
  );
});

test("the installed program finds its plugins", () => {
  const program = join(folder, "node_modules/backlot/bin/backlot.js");
  const row = run(process.execPath, [program, "row", "imdb/title.basics", "987654", "--format", "ndjson"], folder);
  expect(JSON.parse(row)).toMatchObject({ tconst: "tt0987654" });
});
