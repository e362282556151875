/** Options that are whole numbers, checked. */
import { InputError } from "./errors.ts";

/**
 * Checks options that are whole numbers: each by its name, with the least and the most that it may be. What is
 * undefined is left out, and right.
 *
 * @throws InputError with the option as its `field`, of the first one that is not right.
 * @example
 * ```ts
 * import { checkWholeNumbers } from "@backlot/runtime";
 *
 * export function cut(options: { chunkBytes?: number; maxDepth?: number }): void {
 *   checkWholeNumbers({ chunkBytes: [options.chunkBytes, 1, 1 << 30], maxDepth: [options.maxDepth, 1, 1024] });
 * }
 * ```
 */
export function checkWholeNumbers(
  options: Readonly<Record<string, readonly [value: number | undefined, least: number, most: number]>>,
): void {
  for (const [name, [value, least, most]] of Object.entries(options)) {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    throw new InputError(`Cannot use ${value} for ${name}: it must be a whole number from ${least} to ${most}`, {
      field: name,
    });
  }
}
