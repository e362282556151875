/**
 * Assembles a wasm kernel: AssemblyScript to a module as base64 in TypeScript.
 *
 * Base64 in a module is the one way to carry wasm that works, synchronously, in Node, Deno without permissions,
 * Bun and browsers.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Assembles `assembly/index.ts` of a package into its `src/kernel.generated.ts`.
 *
 * @param {string} root the folder of the package, which has `assemblyscript` among its dependencies
 */
export function assemble(root) {
  const folder = mkdtempSync(join(tmpdir(), "backlot-kernel-"));
  const out = join(folder, "kernel.wasm");
  const asc = join(
    dirname(createRequire(join(root, "package.json")).resolve("assemblyscript/package.json")),
    "bin/asc.js",
  );
  const flags = ["--enable", "simd", "--runtime", "stub", "-O3", "--converge", "--noAssert", "--importMemory"];
  execFileSync(process.execPath, [asc, join(root, "assembly/index.ts"), "--outFile", out, ...flags], {
    stdio: "inherit",
  });
  const base64 = readFileSync(out).toString("base64");
  rmSync(folder, { recursive: true });
  writeFileSync(
    join(root, "src/kernel.generated.ts"),
    `// Made from assembly/ by the build. Not committed.
export const kernelBase64: string = ${JSON.stringify(base64)};
`,
  );
}
