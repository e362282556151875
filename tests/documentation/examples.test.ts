/** Every example in the documentation type-checks, runs, and prints what it says. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examples, holds, promisedBy, root, seenAs } from "./examples.ts";
import type { Ran } from "./run-modules.ts";

const all = examples();

/** Here, so that imports are found; hidden, so that no other check takes it for a source. */
const folder = mkdtempSync(fileURLToPath(new URL(".examples-", import.meta.url)));
const results = new Map<string, Ran>();
let complaints = "";

beforeAll(() => {
  for (const { file, code } of all) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const cwd = mkdtempSync(join(tmpdir(), "backlot-examples-"));
  const { output, stderr } = spawnSync(
    process.execPath,
    [
      "--conditions=@backlot/source",
      fileURLToPath(new URL("run-modules.ts", import.meta.url)),
      ...all.filter(({ runs }) => runs).map(({ file }) => join(folder, file)),
    ],
    { cwd, encoding: "utf8", timeout: 60_000, stdio: ["ignore", "pipe", "pipe", "pipe"] },
  );
  rmSync(cwd, { recursive: true });
  complaints = stderr;
  for (const line of output[3]!.split("\n").slice(0, -1)) {
    const ran = JSON.parse(line) as Ran;
    results.set(relative(folder, ran.path).replaceAll("\\", "/"), ran);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test("there are examples, in sources and in prose", () => {
  expect(all.some(({ place }) => place.includes("/src/"))).toBe(true);
  expect(all.some(({ place }) => place.includes("README.md"))).toBe(true);
});

test("an example that prints something else is found out", () => {
  const code = 'console.log("a\\nb");\n// a\n// b\n\nfor (const n of [1, 2]) console.log(n); // 1 2\n';
  expect(promisedBy(code)).toEqual([
    { line: 1, text: "a\nb" },
    { line: 5, text: "1 2" },
  ]);
  expect(seenAs(["1", "2"])).toBe("1 2");
  expect(seenAs(["same", "same"])).toBe("same");
  expect(holds("1 2", "1 2")).toBe(true);
  expect(holds("1 2", "1 2 3")).toBe(false);
  expect(holds("sha256:…", "sha256:2cf2")).toBe(true);
  expect(holds("sha256:…", "sha1:2cf2")).toBe(false);
});

test("what the examples of the README import is there for a plugin that is saved beside it", () => {
  const own = all.filter(({ place }) => place.startsWith("README.md:"));
  const packages = own.flatMap(({ code }) => [...code.matchAll(/from "([^.][^"]*)"/g)].map(([, name]) => name));
  expect(packages).toContain("@backlot/schema");
  expect(packages.filter((name) => !existsSync(join(root, "node_modules", name)))).toEqual([]);
});

describe("examples run and print what they say", () => {
  test.each(all.filter(({ runs }) => runs))("$place", ({ file, code }) => {
    const ran = results.get(file);
    expect(ran, `it did not come to an end\n${complaints}`).toBeDefined();
    expect(ran!.error).toBeUndefined();
    // Lines are counted in the example.
    for (const { line, text } of promisedBy(code)) {
      const seen = seenAs(ran!.prints.filter((print) => print.line === line).map((print) => print.text));
      expect({ line, seen: holds(text, seen) ? text : seen }).toEqual({ line, seen: text });
    }
  });
});

test("plugins print nothing, for it would stand among the data of who loads them", () => {
  const plugins = all.filter(
    ({ code }) => code.includes("export default definePlugin(") || /^export default \w+;$/m.test(code),
  );
  const named = plugins.filter(({ file }) => !/\/\d+\.ts$/.test(file));
  expect(named.map(({ place }) => place)).toContainEqual(expect.stringMatching(/^README\.md:/));
  expect(plugins.filter(({ file }) => results.get(file)!.prints.length > 0).map(({ place }) => place)).toEqual([]);
});

test("examples type-check", () => {
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: { moduleDetection: "force" },
    include: [join(folder, "**/*.ts")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", cwd: folder });
  expect(all.reduce((text, { file, place }) => text.replaceAll(file, `${place} `), stdout)).toBe("");
});
