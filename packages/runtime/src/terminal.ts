/** Who sits at the other end of an open file. */
import { builtin } from "./builtin.ts";

/**
 * Whether an open file is a terminal, by its number: 0, 1 and 2 are the standard streams.
 *
 * `node:tty` answers it too, but brings streams and sockets with it, 2 to 3 ms in Node: it is asked about devices
 * alone, and not about the null device, to which much is written.
 *
 * @example
 * ```ts
 * import { isTerminal } from "@backlot/runtime";
 *
 * console.log(isTerminal(1) ? "somebody reads this" : "a program reads this");
 * ```
 */
export function isTerminal(file: number): boolean {
  const state = builtin("node:fs", "use files").fstatSync(file, { bigint: true });
  return state.isCharacterDevice() && !isNullDevice(state) && builtin("node:tty", "use files").isatty(file);
}

/** Whether that is `/dev/null`, which is always ready and says nothing. */
export function isNullDevice({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): boolean {
  try {
    const state = builtin("node:fs", "use files").statSync("/dev/null", { bigint: true });
    return state.dev === dev && state.ino === ino;
  } catch {
    // Windows has none under this name, and Deno may not be allowed to look.
    return false;
  }
}
