/**
 * The output, the accounts and the errors depend on the input alone: any number of workers, chunks of any size and
 * reads that end anywhere give one digest. The inputs are full of what a cut could break: quotes, escapes, CRLF and
 * characters of several bytes.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { fileOutcome, outcome, utf8 } from "../projector/run.ts";
import { damaged, RandomJson } from "./random-json.ts";
import { Random } from "./random.ts";
import { amount, isTorture, row } from "./scoreboard.ts";

const random = new Random(5);
const json = new RandomJson(random);
const records = Array.from({ length: 150 }, () => json.record());
const cell = (): string => random.some(4, () => random.of(["a", '""', ",", "\n", "\r\n", "é", "😀", " "])).join("");

const inputs: readonly (readonly [name: string, content: Uint8Array])[] = [
  ["good.ndjson", utf8(records.join("\r\n"))],
  [
    "damaged.ndjson",
    joined(records.map((record) => (random.below(4) === 0 ? damaged(utf8(record), random) : utf8(record)))),
  ],
  ["array.json", utf8(`\ufeff[${records.join(" ,\n")}\n]`)],
  ["quoted.csv", utf8(`k,"a\n",é\r\n${records.map((_, i) => `${i},"${cell()}","${cell()}"\r\n`).join("")}`)],
  ["ragged.csv", utf8(`k,a\n${records.map((_, i) => `${i},"${cell()}"${random.of(["", "", ",", "x"])}\n`).join("")}`)],
  ["bare.tsv", utf8(`k\ta\n${records.map((_, i) => `${i}\t${random.of(['"', "é\\n", "\\N", "\\\\"])}\n`).join("")}`)],
];

function joined(lines: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(lines.flatMap((line) => [...line, 0x0a]));
}

const options = { onError: { quarantine: "" }, outputFormat: "ndjson" } as const;
/** In one piece, by the specification. */
const wholes = new Map<string, Promise<string>>();

function whole(name: string, content: Uint8Array): Promise<string> {
  const known = wholes.get(name) ?? outcome(content, name, options).then((result) => JSON.stringify(result));
  wholes.set(name, known);
  return known;
}

describe("split invariance", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "backlot-splits-"));
    for (const [name, content] of inputs) writeFileSync(join(folder, name), content);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  row(5, "chunks and reads cut anywhere", async (count) => {
    for (const [name, content] of inputs) {
      const right = await whole(name, content);
      for (let cut = 0; cut < amount(10, 1000); cut++) {
        const cuts = random.some(3, () => random.below(content.length)).toSorted((a, b) => a - b);
        const chunkBytes = 1 + random.below(random.of([20, 300, content.length]));
        const result = JSON.stringify(await outcome(content, name, { ...options, chunkBytes }, ...cuts));
        count.inputs++;
        count.same(result, right, () => `${name} in chunks of ${chunkBytes}, cut at ${cuts.join()}`);
      }
    }
  });

  row(5, "files by any number of workers", async (count) => {
    const counts = amount(2, 64);
    for (let run = 0; run < counts; run++) {
      const number = isTorture ? 1 + Math.floor((run * 64) / counts) : 2 + run;
      const [name, content] = inputs[number % inputs.length];
      const chunkBytes = 1 + random.below(content.length / 10);
      const result = JSON.stringify(
        await fileOutcome(join(folder, name), name, { ...options, chunkBytes, workers: number }),
      );
      count.inputs++;
      const of = (): string => `${name} in chunks of ${chunkBytes} by ${number} workers`;
      count.same(result, await whole(name, content), of);
    }
  });

  row(5, "rows that have no room in a kernel", async (count) => {
    for (let run = 0; run < amount(1, 20); run++) {
      const rows = Array.from({ length: 16 }, (_, i) => {
        const length = random.below(random.of([100, 100_000, 2_000_000]));
        return `${i},"${random.of(["x", "é,\n", '""'])}${"y".repeat(length)}"\n`;
      });
      const content = utf8(`k,a\n${rows.join("")}`);
      const path = join(folder, "large.csv");
      writeFileSync(path, content);
      for (const outputFormat of ["tsv", "ndjson"] as const) {
        const large = { ...options, outputFormat, pick: "a,k" };
        const right = JSON.stringify(await outcome(content, "large.csv", large));
        for (const workers of [1, 2, 3]) {
          const result = JSON.stringify(await fileOutcome(path, "large.csv", { ...large, workers }));
          count.inputs++;
          if (result !== right) count.mistake(() => `large.csv to ${outputFormat} by ${workers} workers, run ${run}`);
        }
      }
    }
  });
});
