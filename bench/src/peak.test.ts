import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test.skipIf(process.platform !== "linux")("a process is not charged for what its parent has", () => {
  const held = Buffer.alloc(400 << 20, 1);
  const code = `import { peakBytes } from ${JSON.stringify(new URL("peak.ts", import.meta.url).href)};
    console.log(peakBytes());`;
  const peak = Number(execFileSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" }));
  expect(held.length).toBe(400 << 20);
  expect(peak).toBeGreaterThan(20e6);
  expect(peak).toBeLessThan(250e6);
});
