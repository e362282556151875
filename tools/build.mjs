/**
 * Builds the package in the current folder: `src/index.ts` and its workers, each with what they import, in a few files
 * under `dist`, and a `.d.ts` for each source.
 *
 * Node takes longer to find, read and link a hundred small modules than to run them, and each worker does it again.
 * Files are cut where `import()` cuts them; other packages stay outside, for they are published by themselves.
 */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { bundledWorkers } from "./bundled-workers.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", ".", "--emitDeclarationOnly"], { stdio: "inherit" });
// tsc does not rewrite `./x.ts` inside `.d.ts` files.
for (const file of globSync("dist/**/*.d.ts")) {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'));
}

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const bundle = await rolldown({
  input: "./src/index.ts",
  platform: "neutral",
  external: [/^node:/, ...Object.keys(dependencies).map((name) => new RegExp(`^${name}(?:/|$)`))],
  plugins: [bundledWorkers],
});
await bundle.write({ dir: "dist", entryFileNames: "[name].js", chunkFileNames: "[name].js" });
await bundle.close();
