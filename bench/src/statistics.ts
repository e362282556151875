/**
 * Statistics of a few runs.
 */

/** The middle of some figures, and how far they go. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @throws RangeError when there are no figures. */
export function spread(figures: readonly number[]): Spread {
  if (figures.length === 0) throw new RangeError("Cannot take the median of no figures");
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted[sorted.length - 1] };
}

/**
 * The ratios of two engines, pair by pair: figures of the same round stand beside each other, and what slows the
 * machine in a round slows both.
 *
 * @throws RangeError when there is not one figure of each in every round.
 */
export function pairedRatios(figures: readonly number[], others: readonly number[]): Spread {
  if (figures.length !== others.length) throw new RangeError("Cannot pair rounds that are not the same");
  return spread(figures.map((figure, round) => figure / others[round]));
}
