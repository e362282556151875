/** What is different on a terminal, which `script` (util-linux) plays: the progress bar, colours, nobody's input. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShell, type Shell } from "./shell.ts";

const { stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
const isThere = stdout?.includes("util-linux") ?? false;
if (!isThere) console.log("Skipped: terminals are played by script of util-linux, which is not here");

/** Slow enough to be drawn several times. */
const command = "backlot project many.ndjson --pick n --out n.csv --force --kernel twin";

let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
  await shell.run(`seq -f '{"n":%.0f,"text":"some text to fill the file"}' 1000000 > many.ndjson`);
});

afterAll(() => shell.remove());

const onTerminal = async (line: string): Promise<string> =>
  (await shell.run(`script -qec 'stty cols 100 rows 24; ${line}' /dev/null`)).stdout;

test.skipIf(!isThere)("the progress bar is drawn over itself, and gone at the end", async () => {
  const shown = await onTerminal(command);
  const [last, ...before] = shown.split("\u001B[?2026l").toReversed();
  expect(before.some((frame) => /n\.csv ━+─+ \d+ % {2}[\d,]+ records {2}.*B {2}.*B\/s {2}.* s left/.test(frame))).toBe(
    true,
  );
  expect(last).toMatch(/^1,000,000 records, .* in .*\r\nn\.csv: 1,000,000 records, .*\r\n$/);
});

test.skipIf(!isThere)("the progress bar is not drawn when it is not wanted", async () => {
  expect(await onTerminal(`${command} --quiet`)).toBe("");
  expect(await onTerminal(`${command} --json`)).toMatch(/^\{"command":"project".*\}\r\n$/);
  expect(await onTerminal(command.replace("--out n.csv", "--limit 100000"))).not.toContain("━");
});

test.skipIf(!isThere)("errors are coloured, unless colours are not wanted", async () => {
  const coloured =
    "\u001B[31merror:\u001B[39m Cannot read nope.csv: there is no such file\r\n  hint: Check the path\r\n";
  const plain = coloured.replace("\u001B[31m", "").replace("\u001B[39m", "");
  expect(await onTerminal("backlot project nope.csv")).toBe(coloured);
  expect(await onTerminal("backlot project nope.csv --no-color")).toBe(plain);
  expect(await onTerminal("NO_COLOR=1 backlot project nope.csv")).toBe(plain);
});

test.skipIf(!isThere)("nobody is made to type records", async () => {
  expect(await onTerminal("backlot project --no-color; echo $?")).toMatch(
    /^error: There is nothing to read\r\n.*\r\n2\r\n$/,
  );
});
