/**
 * Writes `dist/licenses.txt`: the license of faker, whose word lists, and texts made from its sources, are in the
 * `*.generated.js` files beside it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const faker = join(root, "node_modules/@faker-js/faker");
const { name, version } = JSON.parse(readFileSync(join(faker, "package.json"), "utf8")) as {
  readonly name: string;
  readonly version: string;
};
const license = readFileSync(join(faker, "LICENSE"), "utf8").trim();
writeFileSync(
  join(root, "dist/licenses.txt"),
  `The vocabulary of this package was made from ${name} ${version}:\n\n${license}\n`,
);
