/**
 * Memory for what a translated plan has no registers for:
 *
 * ```text
 * draws of a list's elements │ the state before the first of them │ the factors of splitmix64
 * ```
 */

/** So many draws are 4 KB, which stay in a processor's first cache. */
const draws = 512;

/** How many draws fit, where the other parts begin, and the size of all. */
export const scratch: Readonly<Record<"draws" | "state" | "factors" | "bytes", number>> = {
  draws,
  state: 8 * draws,
  factors: 8 * draws + 8,
  bytes: 8 * draws + 24,
};
