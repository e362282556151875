/**
 * Translates a plan's program to the body of a WebAssembly function, op by op; `src/twin/` specifies each.
 *
 * What the interpreter finds in memory at run time is known here: operands become constants, blocks become
 * blocks, registers become locals, and literals become vector constants. Rare ops call the interpreter's own parts.
 */

import { disassemble } from "../ops.ts";
import type { Plan } from "../plan.ts";
import { blocks } from "./blocks.ts";
import { draws } from "./draws.ts";
import { i32, i64, moduleBytes } from "./module.ts";
import { parts } from "./parts.ts";
import { places } from "./places.ts";
import { texts } from "./texts.ts";
import { Translation, type Addresses } from "./translation.ts";
import { values } from "./values.ts";

const emits = { ...draws, ...values, ...places, ...texts, ...blocks };

/** A plan as a module: imports `kernel.memory` and the interpreter's parts, exports `make` and `made`. */
export function translate(plan: Plan, addresses: Addresses): Uint8Array<ArrayBuffer> {
  const t = new Translation(plan, addresses, emits);
  make(t);
  const signature = { parameters: [i32, i32, i64, i32], results: [i32] };
  return moduleBytes(parts, signature, t.code.locals, t.code.bytes());
}

/** Records one after the other, while the longest one possible still fits. */
function make(t: Translation): void {
  const { code } = t;
  // What records need is known once they are written.
  const records = code.aside(() => recordLoop(t));
  t.prepare();
  code.append(records);
  code.get(t.made);
  code.setGlobal(0);
  code.get(t.at);
}

function recordLoop(t: Translation): void {
  const { code } = t;
  code.loop(() => {
    code.get(t.made);
    code.get(t.count);
    code.binary32("geU");
    code.leaveIf();
    code.get(t.limit);
    code.get(t.at);
    code.binary32("ltU");
    code.leaveIf();
    code.get(t.first);
    code.get(t.made);
    code.extend();
    code.binary64("add");
    t.setRecord();
    code.i32(0);
    code.set(t.isNull);
    code.i32(t.addresses.taken);
    code.set(t.taken);
    code.i32(0);
    code.set(t.takenCount);
    const instructions = disassemble(t.plan.words);
    t.random.drawAhead(instructions);
    t.run(instructions);
    t.output.settle();
    code.get(t.made);
    code.i32(1);
    code.binary32("add");
    code.set(t.made);
    code.again();
  });
}
