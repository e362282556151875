/**
 * Targets of a job of projecting, as whole processes: beside rivals on one processor, and two workers beside one, on the
 * file and on four times as much.
 */

import type { Target } from "./target.ts";

/** @param rivals how many times as fast as each it is meant to be */
export function rivalTargets(job: string, rivals: Readonly<Record<string, number>>): Target[] {
  const whole = { figure: "records/s", whole: true } as const;
  return [
    ...Object.entries(rivals).map(([rival, least]): Target => ({
      ...whole,
      what: `${job}, 1 worker vs ${rival}`,
      of: "backlot ×1",
      versus: `${rival} ×1`,
      least,
    })),
    { ...whole, what: `${job}, 2 workers vs 1`, of: "backlot ×2", versus: "backlot ×1", least: 1.5 },
    {
      ...whole,
      what: `${job} 4 times, 2 workers vs 1`,
      of: "backlot, the file 4 times ×2",
      versus: "backlot, the file 4 times ×1",
      least: 1.5,
    },
  ];
}
