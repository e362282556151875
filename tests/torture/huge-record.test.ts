/** A record of 10 GB among others: passed over within the limit, and told; the others come out. */
import { describe } from "vitest";
import { measured, mebibyte, mostBytes } from "./measured.ts";
import type { MeasuredOrder } from "./measured-run.ts";
import { amount, row } from "./scoreboard.ts";

const bytes = amount(200, 10_000) * mebibyte;

/** Three records, of which the second has a value that is huge. */
function order(container: string, key: "v" | "w"): Omit<MeasuredOrder, "maxRecordBytes"> {
  const [front, end] = {
    ndjson: [`{"k":1,"v":1}\n{"k":2,"${key}":"`, '"}\n{"k":3,"v":3}\n'],
    json: [`[{"k":1,"v":1},{"k":2,"${key}":["`, '"]},{"k":3,"v":3}]'],
    csv: [`k,${key === "v" ? "v,w" : "w,v"}\n1,1,1\n2,"`, '",2\n3,3,3\n'],
  }[container]!;
  return { name: `x.${container}`, parts: { front, bytes, end } };
}

describe("a huge record", () => {
  // A value that would be kept, and one that nobody wants.
  const runs = ["ndjson", "json", "csv"].flatMap((container) => [order(container, "v"), order(container, "w")]);

  row(11, "is rejected within bounded memory", async (count) => {
    for (const run of runs.slice(0, amount(1, runs.length))) {
      const { peakBytes, text, read, written, rejected } = await measured(run);
      const of = (): string => `${JSON.stringify(run)}, which takes ${(peakBytes / 1e6).toFixed()} MB`;
      count.inputs++;
      const right = '{"k":1,"v":1}\n{"k":3,"v":3}\n';
      count.same(text, run.name === "x.csv" ? right.replaceAll(/\d/g, '"$&"') : right, of);
      count.same([read, written, rejected].join(), "3,2,1", of);
      if (peakBytes > mostBytes) count.mistake(of);
    }
  });
});
