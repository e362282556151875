/**
 * Code of others, run so that it can neither go on for ever nor end the process.
 *
 * `node:vm` has a watchdog thread that ends what runs too long, loops, `Atomics.wait` and regular expressions
 * that never come back among it (measured in Node, Deno and Bun, whose `node:vm` does the same). A browser has
 * nothing like it: there, code runs as long as it runs.
 */

import type * as nodeVm from "node:vm";
import { builtinOrNothing } from "./builtin.ts";

interface Watch {
  readonly context: { run?: () => void };
  readonly script: nodeVm.Script;
}

let watch: Watch | undefined;

/**
 * Runs code of others.
 *
 * @returns whether it came back within that time, as far as this platform can tell.
 * @throws what the code throws, and Error where it calls `process.exit`.
 */
export function runForeignCode(milliseconds: number, run: () => void): boolean {
  const vm = builtinOrNothing("node:vm");
  if (vm === undefined) {
    run();
    return true;
  }
  // A context of its own takes a millisecond; what runs in it is the caller's code in the caller's world.
  watch ??= { context: vm.createContext({}), script: new vm.Script("run()") };
  const { context, script } = watch;
  const exit = Object.getOwnPropertyDescriptor(process, "exit")!;
  process.exit = () => {
    throw new Error("it must not call process.exit");
  };
  context.run = run;
  try {
    script.runInContext(context, { timeout: milliseconds });
    return true;
  } catch (error) {
    // The error comes from the other context, and is no Error of this one.
    if ((error as { code?: unknown } | undefined)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  } finally {
    delete context.run;
    Object.defineProperty(process, "exit", exit);
  }
}
