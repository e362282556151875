/**
 * The way to Node's own modules, which Deno and Bun have too and browsers have not.
 *
 * A static `node:` import would keep the whole package from loading in a browser.
 */
import type * as nodeCrypto from "node:crypto";
import type * as nodeFs from "node:fs";
import type * as nodeOs from "node:os";
import type * as nodeTty from "node:tty";
import type * as nodeVm from "node:vm";
import type * as nodeWorkers from "node:worker_threads";
import type * as nodeZlib from "node:zlib";
import { MachineError } from "./errors.ts";

/** The modules this package uses. */
interface Builtins {
  "node:crypto": typeof nodeCrypto;
  "node:fs": typeof nodeFs;
  "node:os": typeof nodeOs;
  "node:tty": typeof nodeTty;
  "node:vm": typeof nodeVm;
  "node:worker_threads": typeof nodeWorkers;
  "node:zlib": typeof nodeZlib;
}

/** One of Node's modules, or nothing in a browser. */
export function builtinOrNothing<Id extends keyof Builtins>(id: Id): Builtins[Id] | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: <M extends keyof Builtins>(id: M) => Builtins[M] };
  };
  return process?.getBuiltinModule?.(id);
}

/** One of Node's modules, for what a browser cannot do at all. */
export function builtin<Id extends keyof Builtins>(id: Id, action: string): Builtins[Id] {
  const module = builtinOrNothing(id);
  if (module === undefined) {
    throw new MachineError(`Cannot ${action}: ${id} is not available here`, {
      hint: "Run in Node, Deno or Bun, or use the memory and stream forms, which work in a browser",
    });
  }
  return module;
}
