/** What would be published, installed outside the workspace from tarballs: both verbs with workers, and the program. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import imdb from "@backlot/dataset-imdb";
import { recordBytes } from "@backlot/generator";
import type { Table } from "@backlot/schema";
import { build } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "backlot-packed-"));

/** Where the program keeps what it has compiled, on each platform. */
const cache = join(folder, "cache");
const environment = {
  ...process.env,
  NODE_OPTIONS: undefined,
  SUDO_UID: undefined,
  XDG_CACHE_HOME: cache,
  LOCALAPPDATA: cache,
};

function run(command: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): string {
  const env = { ...environment, ...more };
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
  expect(files.filter((file) => file.endsWith("-worker.js"))).toHaveLength(6);
});

test("a bundler finds the workers", async () => {
  const entry = join(folder, "bundled.js");
  writeFileSync(entry, 'export * from "@backlot/generator"; export { project } from "@backlot/projector";');
  const built = await build({
    root: folder,
    logLevel: "silent",
    worker: { format: "es" },
    build: { write: false, minify: false, rolldownOptions: { input: entry, preserveEntrySignatures: "strict" } },
  });
  const files = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const workers = files.flatMap(({ fileName }) => /(\w+)-worker-[^/]+\.js$/.exec(fileName)?.[1] ?? []);
  expect(workers.toSorted()).toEqual(["generator", "projector", "runtime"]);
});

test("what has words of faker has its license", () => {
  const license = readFileSync(join(folder, "node_modules/@faker-js/faker/LICENSE"), "utf8").trim();
  for (const name of ["backlot", "@backlot/generator"]) {
    expect(readFileSync(join(folder, "node_modules", name, "dist/licenses.txt"), "utf8")).toContain(license);
  }
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

/** Checks a module in the folder, and the declarations of all that it imports. */
function checkTypes(module: string, ...more: string[]): void {
  const options = ["--strict", "--noEmit", "--target", "es2024", "--module", "nodenext", "--skipLibCheck", "false"];
  const typeRoots = ["--typeRoots", join(root, "node_modules/@types")];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, ...typeRoots, ...more, module], {
    cwd: folder,
    encoding: "utf8",
    env: environment,
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
}

test("the installed types are whole", () => checkTypes("both-verbs.ts", "--types", "node"));

test.each([
  ["Node alone", ["--lib", "es2024", "--types", "node"]],
  ["browsers alone", ["--lib", "es2024,dom", "--types", ""]],
])("the installed types are whole with those of %s", (_, options) => {
  const names = globSync("*", { cwd: join(folder, "node_modules/@backlot") }).map((name) => `@backlot/${name}`);
  expect(names).toHaveLength(6);
  writeFileSync(join(folder, "all.ts"), names.map((name, i) => `export * as p${i} from "${name}";\n`).join(""));
  checkTypes("all.ts", ...options);
});

test("options that may be undefined are, where types tell that from what is not there", () => {
  cpSync(join(import.meta.dirname, "passed-on.ts"), join(folder, "passed-on.ts"));
  checkTypes("passed-on.ts", "--types", "node", "--exactOptionalPropertyTypes");
});

/** Runs the installed program in the folder. */
function backlot(...args: string[]): string {
  return run(process.execPath, [join(folder, "node_modules/backlot/bin/backlot.js"), ...args], folder);
}

test("the installed program finds its plugins", () => {
  const row = backlot("row", "imdb/title.basics", "987654", "--format", "ndjson");
  expect(JSON.parse(row)).toMatchObject({ tconst: "tt0987654" });
  expect(JSON.parse(backlot("describe", "imdb/title.basics", "--json"))).toMatchObject({ title: "imdb/title.basics" });
});

test("the installed program makes the right bytes with workers", async () => {
  const files = ["--out", "program.ndjson", "--workers", "2", "--json"];
  const generated = JSON.parse(
    backlot("generate", "imdb/movie", "--rows", "3000", "--seed", "42", ...files),
  ) as unknown;
  expect(generated).toMatchObject({ workers: 2, outputs: [{ digest: await digest() }] });
  const pick = ["--pick", "title,actors", "--out", "picked.ndjson", "--workers", "2", "--json"];
  const projected = JSON.parse(backlot("project", "program.ndjson", ...pick)) as unknown;
  expect(projected).toMatchObject({ workers: 2, outputs: [{ digest: await digest(["title", "actors"]) }] });
});

/** Runs the installed program where the versions of the process are said to be others. */
function runBy(versions: Readonly<Record<string, string>>): { status: number | null; stderr: string } {
  const said = JSON.stringify(versions);
  const other = `Object.defineProperty(process, "versions", { value: { ...process.versions, ...${said} } })`;
  const bin = join(folder, "node_modules/backlot/bin/backlot.js");
  const args = ["--import", `data:text/javascript,${encodeURIComponent(other)}`, bin, "list"];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: environment });
  return { status, stderr };
}

test.each(["20.20.2", "21.7.3", "22.3.0", "22.17.1"])("the installed program says what it needs on Node %s", (node) => {
  const stderr = `error: Cannot run on Node ${node}\n  hint: Backlot needs Node 22.18 or later\n`;
  expect(runBy({ node })).toEqual({ status: 1, stderr });
});

test.each<Readonly<Record<string, string>>>([
  { node: "22.18.0" },
  { node: "23.8.0" },
  { node: "20.20.2", deno: "2.0.0" },
  { node: "20.20.2", bun: "1.0.0" },
])("the installed program runs by %o", (versions) => {
  expect(runBy(versions)).toEqual({ status: 0, stderr: "" });
});

test("every package says which Node the program asks for", () => {
  const manifests = globSync(["node_modules/backlot/package.json", "node_modules/@backlot/*/package.json"], {
    cwd: folder,
  });
  expect(manifests).toHaveLength(7);
  for (const path of manifests) {
    expect(JSON.parse(readFileSync(join(folder, path), "utf8"))).toMatchObject({ engines: { node: ">=22.18" } });
  }
});

test("the installed program takes plugins with a copy of the schema of their own, their code in workers too", () => {
  const tables = `
    const word = defineTable("word", z.object({
      id: key("w", { digits: 3 }),
      animal: fake("animal.type"),
      city: fake("location.zipCode"),
      loud: compute(z.string(), ({ animal }) => animal.toUpperCase()),
    }));`;
  writeFileSync(
    join(folder, "words.ts"),
    `import { compute, definePlugin, defineTable, fake, key } from "@backlot/schema";
    import * as z from "zod";
    ${tables}
    export default definePlugin({ name: "words", dataVersion: 1, tables: [word] });`,
  );
  const lines = ["1", "2"].map((workers) =>
    backlot("generate", "words/word", "--plugin", "./words.ts", "--rows", "500", "--workers", workers, "--quiet"),
  );
  expect(lines[1]).toBe(lines[0]);
  const records = lines[0]
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
  expect(records).toHaveLength(500);
  for (const { animal, loud } of records) expect(loud).toBe(animal.toUpperCase());
});

/** What the installed program prints of rows, in some environment. */
function rows(args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return run(process.execPath, [join(folder, "node_modules/backlot/bin/backlot.js"), "row", ...args], folder, env);
}

const rowIn = (env: NodeJS.ProcessEnv = {}): string => rows(["imdb/movie", "1"], env);

test.each(Object.values<Table>(imdb.tables).map((table) => [table.name, table] as const))(
  "rows of %s by the plan that is ready are those of one that is compiled",
  async (name, table) => {
    for (const [seed, first, last] of [
      [undefined, 1, 3],
      ["42", 987_654, 987_654],
      ["a seed", 2000, 2200],
    ] as const) {
      const bytes = await recordBytes(table, { seed, first: first - 1, rows: last - first + 1 });
      const args = [`imdb/${name}`, `${first}..${last}`, ...(seed === undefined ? [] : ["--seed", seed])];
      expect(rows(args)).toBe(new TextDecoder().decode(bytes));
    }
  },
);

test.each([
  ["--compute-seconds", "1e9"],
  ["--scale", "-1"],
  ["--locale", "none"],
  ["--pick", "none"],
])("a row is refused with a wrong %s, though its plan is ready", (...option) => {
  expect(() => rows(["imdb/movie", "1", ...option])).toThrow("Command failed");
});

/** How many files the program has kept what was compiled of. */
function kept(): number {
  return globSync("backlot/*/*", { cwd: cache }).length;
}

describe("what was compiled before", () => {
  let expected: string;
  beforeAll(() => {
    expected = rowIn({ NODE_DISABLE_COMPILE_CACHE: "1" });
  });
  beforeEach(() => rmSync(cache, { recursive: true, force: true }));

  test("is kept in the user's own cache, and makes the same bytes", () => {
    expect([rowIn(), rowIn()]).toEqual([expected, expected]);
    expect(kept()).toBeGreaterThan(5);
  });

  test.each([
    ["Node is told to keep nothing", { NODE_DISABLE_COMPILE_CACHE: "1" }],
    ["somebody works under another's name", { SUDO_UID: "1000" }],
    ["there is no such folder", { XDG_CACHE_HOME: "", LOCALAPPDATA: "", HOME: "" }],
  ])("is not kept where %s", (_why, env) => {
    expect(rowIn(env)).toBe(expected);
    expect(kept()).toBe(0);
  });

  test("is not missed where it cannot be written", () => {
    writeFileSync(cache, "a file in its place");
    expect(rowIn()).toBe(expected);
  });
});

/** The files that a command of the installed program loads, in its main thread. */
function loadedBy(...args: string[]): string[] {
  writeFileSync(
    join(folder, "log.mjs"),
    `import { appendFileSync } from "node:fs";
    import { registerHooks } from "node:module";
    import { isMainThread } from "node:worker_threads";
    registerHooks({
      load(url, context, next) {
        if (isMainThread && url.startsWith("file:") && url !== import.meta.url) appendFileSync("loaded", url + "\\n");
        return next(url, context);
      },
    });`,
  );
  rmSync(join(folder, "loaded"), { force: true });
  const program = join(folder, "node_modules/backlot/bin/backlot.js");
  run(process.execPath, ["--import", "./log.mjs", program, ...args], folder);
  const urls = readFileSync(join(folder, "loaded"), "utf8").trimEnd().split("\n");
  return urls.map((url) => url.slice(url.indexOf("/node_modules/") + "/node_modules/".length));
}

// How soon a command is there follows from what it loads: the sizes are those of files, and never of time.
test.each([
  ["row", 10, ["row", "imdb/title.basics", "987654", "--seed", "1"]],
  ["row of a smaller table", 14, ["row", "imdb/title.basics", "987654", "--scale", "0.5"]],
  ["list", 14, ["list"]],
  ["help", 4, ["--help"]],
])("%s starts from few files of its own, without zod, faker, or code of workers", (_, most, args) => {
  const files = loadedBy(...args);
  expect(files.filter((file) => !file.startsWith("backlot/"))).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(most);
  const bundled = files.map((file) => readFileSync(join(folder, "node_modules", file), "utf8")).join("\n");
  // The bundler heads each module with its path.
  const modules = Array.from(bundled.matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm), ([, path]) => path);
  expect(modules.length).toBeGreaterThan(10);
  const unwanted =
    /node_modules\/(?:zod|@faker-js|log-update)\/|\/projector\/|\/(?:worker|computed|progress|imdb|kernels|kernel\.twin)\.[jt]s$/;
  expect(modules.filter((path) => unwanted.test(path))).toEqual([]);
});

test("a row whose plan is ready loads nothing that compiles one", () => {
  const files = loadedBy("row", "imdb/movie", "1", "--seed", "42", "--format", "ndjson");
  expect(files.filter((file) => /\/(?:generator|rows|vocabulary)\.js$/.test(file))).toEqual([]);
});

const projecting = ["project", "small.ndjson", "--pick", "name", "--out", "names.ndjson", "--force"];

/** What a command of the installed program loads of Node itself. */
function builtinsOf(...args: string[]): string[] {
  writeFileSync(
    join(folder, "builtins.cjs"),
    `const before = new Set(process.moduleLoadList);
    process.on("exit", () => {
      const loaded = process.moduleLoadList.filter((name) => !before.has(name));
      require("node:fs").writeFileSync("builtins.json", JSON.stringify(loaded));
    });`,
  );
  run(
    process.execPath,
    ["--require", "./builtins.cjs", join(folder, "node_modules/backlot/bin/backlot.js"), ...args],
    folder,
  );
  return JSON.parse(readFileSync(join(folder, "builtins.json"), "utf8")) as string[];
}

test.each([
  ["projecting", projecting],
  ["a row", ["row", "imdb/movie", "1"]],
  ["help", ["--help"]],
])("%s loads nothing of Node for streams, sockets, clocks and cryptography", (_, args) => {
  writeFileSync(join(folder, "small.ndjson"), '{"id":1,"name":"Ripley"}\n');
  const builtins = builtinsOf(...args);
  expect(builtins.length).toBeGreaterThan(0);
  const unwanted = /^NativeModule (?:net|tty|stream|perf_hooks|crypto|internal\/crypto\/webcrypto)$/;
  expect(builtins.filter((name) => unwanted.test(name))).toEqual([]);
});

test("projecting loads few files of its own", () => {
  writeFileSync(join(folder, "small.ndjson"), '{"id":1,"name":"Ripley"}\n');
  expect(loadedBy(...projecting).length).toBeLessThanOrEqual(6);
});
