/**
 * Builds the wasm kernel: `assembly/*.ts` to a module as base64 in `src/kernel.generated.ts`.
 *
 * Base64 in a module is the one way to carry wasm that works, synchronously, in Node, Deno without permissions,
 * Bun and browsers. The numbers of the ops are written for AssemblyScript from the one list in `src/ops.ts`.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ops } from "../src/ops.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** `setNull` as `SET_NULL`: some names are reserved words as they are. */
const constant = (name: string): string => name.replaceAll(/[A-Z]/g, "_$&").toUpperCase();

writeFileSync(
  join(root, "assembly/opcodes.generated.ts"),
  `// Made by tools/kernel.ts from src/ops.ts. Not committed.
// @ts-nocheck
${ops.map(({ name }, code) => `export const ${constant(name)}: u32 = ${code};`).join("\n")}
`,
);

const folder = mkdtempSync(join(tmpdir(), "backlot-kernel-"));
const out = join(folder, "kernel.wasm");
const asc = join(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")), "bin/asc.js");
const flags = ["--enable", "simd", "--runtime", "stub", "-O3", "--converge", "--noAssert", "--importMemory"];
execFileSync(process.execPath, [asc, join(root, "assembly/index.ts"), "--outFile", out, ...flags], {
  stdio: "inherit",
});
const base64 = readFileSync(out).toString("base64");
rmSync(folder, { recursive: true });

writeFileSync(
  join(root, "src/kernel.generated.ts"),
  `// Made by tools/kernel.ts from assembly/. Not committed.
export const kernelBase64: string = ${JSON.stringify(base64)};
`,
);
