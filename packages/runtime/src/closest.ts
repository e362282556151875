/** The suggestion for a name that was mistyped. */

/**
 * The candidate that is nearest to a name, if any is near enough to be what was meant.
 *
 * Near enough is at most a third of the longer one's letters changed, added, dropped or swapped, case aside.
 *
 * @example
 * ```ts
 * import { closest } from "@backlot/runtime";
 *
 * console.log(closest("titel", ["title", "startYear"])); // title
 * ```
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const limit = Math.max(name.length, candidate.length) / 3;
    if (distance <= limit && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment: letters replaced, added, dropped, or swapped with the next; a row of its table at a time. */
function editDistance(a: string, b: string): number {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? last[j - 2] + 1 : Infinity;
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1, swapped));
    }
    last = row;
    row = next;
  }
  return row[b.length];
}
