/** Values as deep as 1,000,000 arrays: copied, or a clean error at the byte where they are too deep. */
import { describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { isTorture, row } from "./scoreboard.ts";

const depths = [1023, 1024, 100_000, 1_000_000];
const nestings: readonly (readonly [open: string, close: string])[] = [
  ["[", "]"],
  ['{"a":', "}"],
];

describe("depth", () => {
  row(10, "100,000 and 1,000,000 deep", async (count) => {
    for (const depth of depths) {
      // The deepest once in the sample.
      for (const [open, close] of depth < 1_000_000 || isTorture ? nestings : nestings.slice(0, 1)) {
        const value = `${open.repeat(depth)}1${close.repeat(depth)}`;
        const record = `{"v":${value},"w":2}\n`;
        for (const [pick, out] of [["v", `{"v":${value}}\n`] as const, ["w", '{"w":2}\n'] as const]) {
          count.inputs += 2;
          const copied = await outcome(utf8(record), "x.ndjson", { pick, maxDepth: 2_000_000 });
          count.same(copied.text, out, () => `${depth} times ${open}`);
          // The record itself is the first level.
          const limited = await outcome(utf8(record), "x.ndjson", { pick });
          const tooDeep = depth + 1 > 1024;
          const byte = '{"v":'.length + 1023 * open.length;
          count.same(limited.text, tooDeep ? undefined : out, () => `${depth} times ${open}, by default`);
          count.same(limited.error?.byte, tooDeep ? byte : undefined, () => limited.error?.message ?? "no error");
        }
      }
    }
  });
});
