/**
 * Lengths of time.
 */

/** A length of time: the sum of its parts. A day has 24 hours, for all times are in UTC. */
export interface Duration {
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

const millisecondsPer = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
} as const satisfies Record<keyof Duration, number>;

const units = Object.keys(millisecondsPer) as (keyof Duration)[];

/** How many milliseconds a duration has; not a number where it has no parts, or others. */
export function milliseconds(duration: Duration): number {
  const parts = Object.entries(duration).filter(([, amount]) => amount !== undefined);
  if (parts.length === 0) return Number.NaN;
  return parts.reduce(
    (sum, [unit, amount]) => sum + amount * (millisecondsPer[unit as keyof Duration] ?? Number.NaN),
    0,
  );
}

/** A duration in words, such as `1 day 12 hours`. */
export function durationText(duration: Duration): string {
  const parts = units.filter((unit) => (duration[unit] ?? 0) !== 0);
  return (
    parts.map((unit) => `${duration[unit]} ${duration[unit] === 1 ? unit.slice(0, -1) : unit}`).join(" ") || "0 ms"
  );
}
