/**
 * Memory for what a translated plan has no registers for:
 *
 * ```text
 * draws of a list's elements │ the state before the first of them │ the factors of splitmix64 │ where slots are
 * ```
 */

/** So many draws are 4 KB, which stay in a processor's first cache. */
const draws = 512;

/** Where the slots of so many picks of each element are. */
const picks = 8;

/** How many draws fit, where the other parts begin, and the size of all. */
export const scratch: Readonly<Record<"draws" | "state" | "factors" | "picks" | "slots" | "bytes", number>> = {
  draws,
  state: 8 * draws,
  factors: 8 * draws + 8,
  picks,
  slots: 8 * draws + 32,
  bytes: 8 * draws + 32 + 4 * draws * picks,
};
