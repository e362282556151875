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

/** A step of the calendar, which is as long as the months are. */
export type CalendarStep = { readonly months: number } | { readonly years: number };

/** How many milliseconds a duration has; not a number where a part of it is none. */
export function milliseconds(duration: Duration | CalendarStep): number {
  return Object.entries(duration).reduce((sum, [unit, amount]) => {
    return (
      sum +
      (amount === undefined || typeof amount === "number" ? (amount ?? 0) : Number.NaN) *
        (millisecondsPer[unit as keyof Duration] ?? Number.NaN)
    );
  }, 0);
}

/** How many months a step of the calendar has; nothing where it is none. */
export function monthsOf(step: Duration | CalendarStep): number | undefined {
  return "months" in step ? step.months : "years" in step ? step.years * 12 : undefined;
}

/** A duration in words, such as `1 day 12 hours`. */
export function durationText(duration: Duration | CalendarStep): string {
  const parts = Object.entries(duration).filter(([, amount]) => amount !== undefined && amount !== 0);
  const words = parts.map(([unit, amount]) => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`);
  return words.join(" ") || "nothing";
}
