/** English tables without pools are made without faker: loading it takes longer than all else. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("without-faker.ts", import.meta.url));

function loaded(...args: readonly string[]): string[] {
  const options = ["--conditions=@backlot/source", script, ...args];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" })) as string[];
}

test("records of compiled fields load no faker", () => {
  expect(loaded()).toEqual([]);
});

test("another locale does", () => {
  expect(loaded("de").length).toBeGreaterThan(0);
});
