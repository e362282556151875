/** The READMEs tell of every kind of field, and of none that is not there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./examples.ts";

const fields = readFileSync(join(root, "packages/schema/src/field.ts"), "utf8");
const kinds = [...fields.slice(fields.indexOf("export type Field =")).matchAll(/readonly kind: "(\w+)"/g)].map(
  ([, kind]) => kind,
);

test.each(["packages/schema/README.md", "packages/generator/README.md"])("%s", (file) => {
  const rows = readFileSync(join(root, file), "utf8").split("\n");
  const start = rows.findIndex((row) => row.startsWith("| kind "));
  const table = rows.slice(start + 2, rows.indexOf("", start));
  const told = table.flatMap((row) => row.split("|")[1].match(/\w+/g) ?? []);
  expect(kinds.length).toBeGreaterThan(0);
  expect(told.toSorted()).toEqual(kinds.toSorted());
});
