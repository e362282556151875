/** The same projection in every runtime, with workers: the same bytes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const bin = join(import.meta.dirname, "..", "node_modules", ".bin");
const conditions = "--conditions=@backlot/source";
const runtimes: [name: string, command: string[]][] = [
  ["node", [process.execPath, conditions]],
  ["deno", [join(bin, "deno"), "run", "--allow-all", "--quiet"]],
  ["bun", [join(bin, "bun"), conditions]],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-projector-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(runtimes)("%s", (_, [command, ...options]) => {
  const from = join(folder, "in.ndjson");
  const to = join(folder, "out.csv");
  writeFileSync(
    from,
    Array.from({ length: 10_000 }, (__, i) => `{"id":${i},"tags":["é",{"x":"a,b"}],"rest":"${i}"}\n`).join(""),
  );
  const { status, stdout, stderr } = spawnSync(
    command,
    [...options, join(import.meta.dirname, "one-run.ts"), from, to, "tags[*].x AS x, id", "2"],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    command: "project",
    read: 10_000,
    written: 10_000,
    rejected: 0,
    workers: 2,
  });
  const rows = Array.from({ length: 10_000 }, (__, i) => `"[""a,b""]",${i}\n`).join("");
  expect(readFileSync(to, "utf8")).toBe(`x,id\n${rows}`);
  expect(readdirSync(folder).toSorted()).toEqual(["in.ndjson", "out.csv"]);
});
