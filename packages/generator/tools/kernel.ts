/**
 * Builds the wasm kernel. What each number of an op stands for is written for AssemblyScript from the list in
 * `src/ops.ts`.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assemble } from "../../../tools/assemble.mjs";
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

assemble(root);
