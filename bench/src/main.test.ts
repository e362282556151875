import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

test.each([
  [
    ["generate", "--case", "nope"],
    /^Cannot measure the case nope: there are\n {2}generate: .*\bmovie-ndjson\b.*\nUsage: /,
  ],
  [["project", "--case", "movie-ndjson"], /^Cannot measure the case movie-ndjson: there are\n {2}project: /],
  [["generat"], /^Cannot measure generat: there are generate, project, curves, plot\nUsage: /],
])("what cannot be measured is refused, and told what there is: %o", (args, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@backlot/source", main, ...args], {
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(said);
});
