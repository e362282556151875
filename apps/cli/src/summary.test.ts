import type { Summary } from "@backlot/runtime";
import { expect, test } from "vitest";
import { addUp, summaryJson, summaryText } from "./summary.ts";

const projected: Summary = {
  command: "project",
  read: 1200,
  written: 1000,
  filtered: 150,
  rejected: 50,
  bytesIn: 2e6,
  bytesOut: 1e6,
  seconds: 0.5,
  workers: 2,
  outputs: [{ path: "a.csv", records: 1000, bytes: 1e6, digest: "sha256:00" }],
};

test("all accounts, for people", () => {
  expect(summaryText(projected, "they are in bad.ndjson")).toBe(
    [
      "1,000 records, 2.00 MB → 1.00 MB in 0.50 s (4.00 MB/s, 2 workers)",
      "filtered out: 150 of 1,200 records",
      "rejected: 50 of 1,200 records; they are in bad.ndjson",
      "a.csv: 1,000 records, 1.00 MB",
      "sha256:00",
      "",
    ].join("\n"),
  );
});

test("nothing read, nothing rejected, standard output", () => {
  const generated: Summary = {
    ...projected,
    command: "generate",
    read: 0,
    filtered: 0,
    rejected: 0,
    bytesIn: 0,
    seconds: 2,
    workers: 0,
    outputs: [{ path: "-", records: 1000, bytes: 1e6 }],
  };
  expect(summaryText(generated, "")).toBe("1,000 records, 1.00 MB in 2.00 s (500 kB/s)\n");
});

test("one line for programs", () => {
  expect(JSON.parse(summaryJson(projected))).toEqual(projected);
  expect(summaryJson(projected).indexOf("\n")).toBe(summaryJson(projected).length - 1);
});

test("several runs add up", () => {
  const sum = addUp([projected, { ...projected, workers: 1 }]);
  expect(sum).toMatchObject({ read: 2400, written: 2000, rejected: 100, seconds: 1, workers: 2 });
  expect(sum.outputs).toHaveLength(2);
  expect(addUp([projected])).toEqual(projected);
});
