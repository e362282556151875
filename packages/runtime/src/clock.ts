/** How long something takes. */

/**
 * Milliseconds on a clock that only goes forward, since some time in the past.
 *
 * Node loads a dozen modules when `performance` is first touched, 1 ms; the clock of its process is there already.
 *
 * @example
 * ```ts
 * import { milliseconds } from "@backlot/runtime";
 *
 * const started = milliseconds();
 * console.log(milliseconds() - started >= 0); // true
 * ```
 */
export function milliseconds(): number {
  const { process } = globalThis as { process?: { hrtime?: () => [seconds: number, nanoseconds: number] } };
  const time = process?.hrtime?.();
  return time === undefined ? performance.now() : time[0] * 1e3 + time[1] / 1e6;
}
