import { defineConfig, mergeConfig } from "vitest/config";
import all from "../../vitest.config.ts";

// All that is promised, and not a sample; BACKLOT_TORTURE=0.1 tries a tenth. One file at a time: rows that measure memory or start many workers need the
// machine for themselves.
export default mergeConfig(
  { ...all, test: { ...all.test, include: [], reporters: [] } },
  defineConfig({
    root: new URL("../..", import.meta.url).pathname,
    test: {
      include: ["tests/torture/**/*.test.ts", "tests/projector/{csv,json-test-suite}.test.ts"],
      env: { BACKLOT_TORTURE: process.env["BACKLOT_TORTURE"] ?? "1" },
      fileParallelism: false,
      reporters: ["default", "./tests/torture/reporter.ts", "./tools/closing-line.ts"],
    },
  }),
);
