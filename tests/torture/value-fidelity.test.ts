/** Values come out with the bytes that they came in with: 30 digits, -0, 1.0, 1E400, escapes, blanks inside. */
import { describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { RandomJson } from "./random-json.ts";
import { Random } from "./random.ts";
import { amount, row, type Count } from "./scoreboard.ts";

const batch = 2_000;

/** Compares line by line. */
function compare(count: Count, text: string | undefined, lines: readonly string[]): void {
  const given = (text ?? "").split("\n").slice(0, -1);
  for (const [i, line] of lines.entries()) count.same(given[i], line, () => `value ${i}`);
  count.inputs += lines.length;
  count.missing(given.length - lines.length);
}

describe("value fidelity", () => {
  row(8, "of any value, picked among others", async (count) => {
    for (let seed = 1; count.inputs < amount(4_000, 1_000_000); seed++) {
      const json = new RandomJson(new Random(seed));
      const values = Array.from({ length: batch }, () => json.value());
      const records = values.map((value, i) => `{"k":${json.value()},"v": ${value} ,"a":[${i}]}\n`);
      const { text } = await outcome(utf8(records.join("")), "x.ndjson", { pick: "v" });
      compare(
        count,
        text,
        values.map((value) => `{"v":${value}}`),
      );
    }
  });

  row(8, "of whole records", async (count) => {
    for (let seed = 1; count.inputs < amount(2_000, 200_000); seed++) {
      const json = new RandomJson(new Random(seed));
      const records = Array.from({ length: batch }, () => json.record());
      compare(count, (await outcome(utf8(`${records.join("\n")}\n`), "x.ndjson")).text, records);
    }
  });

  row(8, "of numbers as cells, and of texts that need no quotes", async (count) => {
    for (let seed = 1; count.inputs < amount(2_000, 200_000); seed++) {
      const random = new Random(seed);
      const json = new RandomJson(random);
      const numbers = Array.from({ length: batch }, () => json.number());
      const records = numbers.map((number) => `{"v":${number},"w":"é${number}"}\n`);
      const { text } = await outcome(utf8(records.join("")), "x.ndjson", { pick: "w,v", outputFormat: "csv" });
      compare(count, text, ["w,v", ...numbers.map((number) => `é${number},${number}`)]);
    }
  });
});
