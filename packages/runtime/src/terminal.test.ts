import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isTerminal } from "./terminal.ts";

test.each([devNull, fileURLToPath(import.meta.url)])("%s is no terminal", (path) => {
  const file = openSync(path, "r");
  expect(isTerminal(file)).toBe(false);
  closeSync(file);
});

test.each([0, 1, 2])("standard stream %i is one if Node says so", (file) => {
  expect(isTerminal(file)).toBe(isatty(file));
});
