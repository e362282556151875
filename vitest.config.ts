import { defineConfig } from "vitest/config";

// Tests run the sources: every package's `@backlot/source` condition points at `src/index.ts`.
const conditions = ["@backlot/source"];

export default defineConfig({
  resolve: { conditions: [...conditions, "node", "module", "import", "default"] },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "tests/**/*.test.ts",
      "tools/**/*.test.ts",
      "bench/src/**/*.test.ts",
    ],
    execArgv: ["--conditions=@backlot/source"],
    reporters: ["default", "./tools/closing-line.ts"],
    testTimeout: 30_000,
  },
});
