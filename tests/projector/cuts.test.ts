/** The output, the accounts and the errors depend on nothing but the input: not on reads, chunks and workers. */
import { format } from "@backlot/formats";
import type { ProjectOptions } from "@backlot/projector";
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileOutcome, outcome, utf8 } from "./run.ts";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-cuts-"));
  path = join(folder, "in");
});
afterAll(() => rmSync(folder, { recursive: true }));

const cases: [name: string, input: string, options: Omit<ProjectOptions, "from" | "to">][] = [
  ["x.ndjson", '\ufeff{"a":"é😀\\n","b":{"c":[1,2]}}\r\n\n{"b":{"c":[]},"a":"\\u0061"}\n{"a":1}', { pick: "b.c[*],a" }],
  [
    "x.ndjson",
    '{"a":1}\n{"a":tru}\n\n{"a":"\xff"}\n{"a":22222222222222222222}\n{"b"',
    { onError: { quarantine: "" }, maxRecordBytes: 20 },
  ],
  ["x.ndjson", '{"a":1}\n{"a":tru}\n', { pick: "a" }],
  ["x.ndjson", '{"a":1}\nbad\n{"a":2}\nbad\n{"a":3}\nbad\n{"a":4}', { onError: { quarantine: "" }, limit: 3 }],
  ["x.json", '[{"a":1}, {"a":2} ,{"a":3}] damaged', { limit: 2 }],
  ["x.csv", 'a\n1\n"2\n"\n3\n4"\n', { limit: 3, outputFormat: "json" }],
  ["x.json", '\ufeff [ {"a":"],{\\"\\\\"} ,\n{"a" : [{}] }\n, {"b":1}] \n', { pick: "a", outputFormat: "csv" }],
  [
    "x.json",
    '[{"a":1},x,,{"a":[}]},{"a":"]]]]]]]]]]]]]]]]]]"},{"a":2}]',
    { onError: { quarantine: "" }, maxRecordBytes: 20 },
  ],
  ["x.json", '[{"a":1},{"a":2},]', {}],
  ["x.json", '[{"a":1},{"a":2}', {}],
  ["x.json", '[{"a":1},{"a":2}] ]', {}],
  ["x.json", '\ufeff{"é\\n":{"b":"]"},"a":{"b":[{"a":1},{"b":[2]}] ,"c":1e5}}\n', { records: "a.b" }],
  ["x.json", ' {"a":[1,{"b":"}"}]}\n ', { drop: "a[*].b" }],
  ["x.csv", '\ufeffid,"na ""me\n"\r\n1,"x\r\ny, ""z"""\r\n2,é😀\n\n3,""\n4,', { outputFormat: "json" }],
  ["x.csv", 'a,b\n1,2"3\n4,"5"6\n7,"8""\n""9"\n1\n1,2,3\n"1","2"\n5,"6\n', { onError: { quarantine: "" } }],
  [
    "x.csv",
    'a,b\n"1","2"""\n"\n","xxxxxxxxxxxxxxxxxxxx\n,"""\n3,4\n',
    { onError: { quarantine: "" }, maxRecordBytes: 16 },
  ],
  ["x.csv", 'a,b\n1,2\n3,4"5\n', { pick: "b" }],
  [
    "x.csv",
    '#"\n\na,b\n1,"#\n"\n#,"3\n\n"\\"\n,",5\n#xxxxxxxxxxxxxx\n"a\\\\",b\n1,"',
    {
      onError: { quarantine: "" },
      maxRecordBytes: 12,
      inputFormat: format("csv", { comment: "#", escape: "backslash" }),
      outputFormat: "json",
    },
  ],
  ["x.tsv", 'a\tb\r\n5" x\\n\t\\N\r\n\\\\\té\n', { outputFormat: "csv" }],
];

describe.each(cases)("%s %j %j", (name, input, options) => {
  // \xff in the cases stands for a byte that is not UTF-8.
  const bytes = utf8(input);
  const bad = input.indexOf("\xff");
  const content =
    bad === -1 ? bytes : Uint8Array.from([...utf8(input.slice(0, bad)), 0xff, ...utf8(input.slice(bad + 1))]);

  test("read in two pieces, cut anywhere", async () => {
    const whole = await outcome(content, name, options);
    for (let cut = 1; cut < content.length; cut++) expect(await outcome(content, name, options, cut)).toEqual(whole);
  });

  test("in chunks of any size", async () => {
    const whole = await outcome(content, name, options);
    for (let chunkBytes = 1; chunkBytes <= content.length; chunkBytes++) {
      expect(await outcome(content, name, { ...options, chunkBytes })).toEqual(whole);
    }
  });

  // By 1 to 64 of them: tests/torture.
  test("by a worker", async () => {
    const whole = await outcome(content, name, options);
    expect(await outcome(content, name, { ...options, workers: 1, chunkBytes: 8 })).toEqual(whole);
  });

  test("as a file, in ranges of any size", async () => {
    const whole = await outcome(content, name, options);
    writeFileSync(path, content);
    for (let chunkBytes = 1; chunkBytes <= content.length; chunkBytes++) {
      expect(await fileOutcome(path, name, { ...options, chunkBytes })).toEqual(whole);
    }
  });

  test("as a file, by several workers", async () => {
    const whole = await outcome(content, name, options);
    writeFileSync(path, content);
    expect(await fileOutcome(path, name, { ...options, workers: 2, chunkBytes: 5 })).toEqual(whole);
  });
});

test("any bytes, cut anywhere", async () => {
  const piece = fc.constantFrom(
    '"',
    ",",
    "\n",
    "\r\n",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    '{"a":1}',
    '{"a":"x"}\n',
    "a",
    "1",
    "é",
    " ",
    '""',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("x.ndjson", "x.json", "x.csv", "x.tsv"),
      fc.array(piece, { maxLength: 30 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
      fc.constantFrom(5, 12, 1000),
      async (name, pieces, chunkBytes, cuts, maxRecordBytes) => {
        const start = name === "x.json" ? "[" : name === "x.csv" ? "a,b\n" : name === "x.tsv" ? "a\n" : "";
        const content = utf8(start + pieces.join(""));
        const options: Omit<ProjectOptions, "from" | "to"> = { onError: { quarantine: "" }, maxRecordBytes };
        const whole = await outcome(content, name, options);
        const sorted = cuts.toSorted((a, b) => a - b);
        expect(await outcome(content, name, { ...options, chunkBytes }, ...sorted)).toEqual(whole);
        writeFileSync(path, content);
        expect(await fileOutcome(path, name, { ...options, chunkBytes })).toEqual(whole);
        const { read = 0, written = 0, rejected = 0 } = whole.accounts ?? {};
        expect(read).toBe(written + rejected);
        expect(whole.quarantine?.split("\n").length ?? 1).toBe(rejected + 1);
      },
    ),
    { numRuns: 500 },
  );
});
