/** Errors planted at a known place are told with their exact record and byte. */
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileOutcome, outcome, utf8 } from "./run.ts";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-planted-"));
  path = join(folder, "in");
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = ['{"a":"é😀","b":[1,{"c":null}]}', "{}", '{"a":1.0}', '{"x":"\\n\\"","y":true}'];

/** Records with one defect: what stands before the defective byte, and from it on. */
const defects: [before: string, after: string, why: string][] = [
  ['{"a":', "x}", "neither a value"],
  ['{"a":tr', "e}", "neither a value"],
  ['{"a":"', '\\q"}', "an escape"],
  ['{"a":"é', '\t"}', "a control character"],
  ['{"a":1 ', "2}", "a comma or closing bracket"],
  ['{"a":[1', "}", "does not match"],
  ["{", "a}", "a key in double quotes"],
  ['{"a"', ",1}", "a colon"],
  ['{"a":1.', "}", "a number"],
  ["", "[]", "record is an array"],
  ["{}", "{}", "text after the record"],
];

test.each(["x.ndjson", "x.json"])("in %s", async (name) => {
  const isArray = name === "x.json";
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...good), { maxLength: 8 }),
      fc.constantFrom(...defects),
      fc.array(fc.constantFrom(...good, "bad"), { maxLength: 4 }),
      fc.integer({ min: 1, max: 100 }),
      async (records, [before, after, why], rest, chunkBytes) => {
        const separator = isArray ? ",\n" : "\n";
        const ahead = (isArray ? "[" : "") + records.map((record) => record + separator).join("") + before;
        const content = utf8(ahead + after + rest.map((record) => separator + record).join("") + (isArray ? "]" : ""));
        const { error } = await outcome(content, name, { chunkBytes });
        writeFileSync(path, content);
        expect((await fileOutcome(path, name, { chunkBytes })).error).toEqual(error);
        expect(error).toMatchObject({ file: name, record: records.length + 1, byte: utf8(ahead).length });
        expect(error?.message).toContain(why);
      },
    ),
    { numRuns: 300 },
  );
});
