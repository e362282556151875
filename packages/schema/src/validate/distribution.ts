/**
 * The checks of distributions: their parameters are of the field's type, and its range can hold them.
 */

import { isDistribution, type Distance, type Distribution, type Point } from "../distributions.ts";
import type { Steps } from "../steps.ts";
import { received } from "../received.ts";
import { checkWeights } from "./limits.ts";
import type { Subject } from "./subject.ts";

/** Checks a distribution, where there is one, over the values of a field. */
export function checkDistribution(
  subject: Subject,
  path: string,
  distribution: Distribution | undefined,
  steps: Steps,
): void {
  if (distribution === undefined) return;
  if (!isDistribution(distribution))
    return subject.issue("type", path, "a distribution such as zipf(1)", received(distribution));
  // Where the range is not right, that is what is told.
  const broken = !(steps.count >= 1) || Number.isNaN(steps.first);
  const report = (expected: string, found: unknown): void => subject.issue("range", path, expected, received(found));
  const point = (name: string, value: Point, least: "lowest" | "above lowest"): void => {
    const at = steps.point(value);
    const holds = least === "lowest" ? at >= steps.first : at > steps.first;
    if (Number.isNaN(at)) report(`a ${name} that is ${steps.timed ? "a time as the range has it" : "a number"}`, value);
    else if (!broken && !(holds && at <= steps.last))
      report(`a ${name} in the range${least === "lowest" ? "" : ", above its lowest value"}`, value);
  };
  const deviation = (value: Distance, most = Infinity): void => {
    const width = steps.distance(value);
    const expected = steps.timed ? "a deviation above 0 such as { days: 30 }" : "a deviation above 0";
    if (!(width > 0 && width < Infinity)) report(expected, value);
    else if (width > most) report("a deviation of at most 1,000 times the mean", value);
  };
  const exponent = (value: number, least: number, most: number): void => {
    const expected = least === 0 ? `an exponent above 0, at most ${most}` : `an exponent from ${least} to ${most}`;
    if (typeof value !== "number" || !(value > 0 && value >= least && value <= most)) report(expected, value);
  };
  switch (distribution.kind) {
    case "zipf":
      return exponent(distribution.exponent, 0, 10);
    case "histogram":
      return checkWeights(subject, path, distribution.weights);
    case "normal":
      point("mean", distribution.mean, "lowest");
      return deviation(distribution.deviation);
    case "exponential":
      return point("mean", distribution.mean, "above lowest");
    case "logNormal": {
      point("mean", distribution.mean, "above lowest");
      const mean = steps.point(distribution.mean) - steps.first;
      return deviation(distribution.deviation, mean > 0 ? 1000 * mean : Infinity);
    }
    case "pareto":
      point("median", distribution.median, "above lowest");
      return exponent(distribution.exponent, 0.05, 100);
    default:
      return distribution satisfies never;
  }
}
