/**
 * Builds the wasm kernel: `assembly/*.ts` to a module as base64 in `src/kernel.generated.ts`.
 *
 * Base64 in a module is the one way to carry wasm that works, synchronously, in Node, Deno without permissions,
 * Bun and browsers. What each number of an op stands for is written for AssemblyScript from the list in `src/ops.ts`.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { groups, opcodes, ops, type OpName } from "../src/ops.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** AssemblyScript cannot have functions with these names. */
const reserved: ReadonlySet<string> = new Set(["switch", "class"]);
const functionName = (op: string): string => (reserved.has(op) ? `${op}_` : op);

/** The steps of the ops of a group: one without blocks is as long as its operands are many. */
const steps = (group: string, names: readonly string[]): string =>
  names
    .map((name) => {
      const code = opcodes[name as OpName];
      const call = `${group}.${functionName(name)}(pc)`;
      if (group === "blocks") return `    case ${code}: return ${call};`;
      return `    case ${code}: ${call}; return pc + ${4 + 4 * ops[code].operands.length};`;
    })
    .join("\n");

writeFileSync(
  join(root, "assembly/steps.generated.ts"),
  `// Made by tools/kernel.ts from src/ops.ts. Not committed.
// @ts-nocheck
${Object.keys(groups)
  .map((group) => `import * as ${group} from "./${group}";`)
  .join("\n")}

/** Does what the op at a place says; the place of the next one. */
@inline
export function step(pc: usize): usize {
  switch (load<u32>(pc)) {
${Object.entries(groups)
  .map(([group, shapes]) => steps(group, Object.keys(shapes)))
  .join("\n")}
    default: return unreachable();
  }
}
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
