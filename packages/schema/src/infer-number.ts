/**
 * From a plain zod number to a field.
 */

import { checks, type Def } from "./definition.ts";
import type { Field } from "./field.ts";

const formatName = (def: Record<string, unknown>): string => (def["format"] as string | undefined) ?? "";

/** The numbers that zod's formats allow, where limits leave one side open. */
const formatRanges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};
const safeRange = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

/** The field of a number: by its format, its limits and what it is a multiple of. */
export function inferNumber(def: Def): Field {
  const found = checks(def);
  const formats = [formatName(def), ...found.filter((c) => c["check"] === "number_format").map(formatName)];
  const multiples = found.filter((c) => c["check"] === "multiple_of").map((c) => Math.abs(c["value"] as number));
  const isInt = formats.some((name) => name.includes("int"));
  const integral = isInt || (multiples.length > 0 && multiples.every(Number.isInteger));
  const smallest = integral ? 1 : 0.01;
  let min: number | undefined;
  let max: number | undefined;
  for (const check of found) {
    const [value, inclusive] = [check["value"] as number, check["inclusive"] as boolean];
    if (check["check"] === "greater_than") {
      const least = integral
        ? inclusive
          ? Math.ceil(value)
          : Math.floor(value) + 1
        : value + (inclusive ? 0 : smallest);
      min = Math.max(min ?? -Infinity, least);
    }
    if (check["check"] === "less_than") {
      const most = integral
        ? inclusive
          ? Math.floor(value)
          : Math.ceil(value) - 1
        : value - (inclusive ? 0 : smallest);
      max = Math.min(max ?? Infinity, most);
    }
  }
  const [lowest, highest] = formats.map((name) => formatRanges[name]).find((range) => range !== undefined) ?? safeRange;
  const from = min ?? Math.max(lowest, Math.min(0, max === undefined ? 0 : max - 9999));
  const to = max ?? Math.min(highest, Math.max(9999, from + 9999));
  if (!integral) {
    if (multiples.length > 0) return steps(from, to, multiples);
    return { kind: "decimal", min: from, max: to, digits: 2 };
  }
  const step = multiples.reduce(commonMultiple, 1);
  if (!Number.isSafeInteger(step) || step === 0)
    return { kind: "unsupported", reason: `whole multiples of ${multiples.join(" and ")}` };
  // Adding 0 makes 0 of -0.
  const first = Math.ceil(from / step) * step + 0;
  return { kind: "integer", min: first, max: to, ...(step === 1 ? {} : { step }) };
}

function commonMultiple(a: number, b: number): number {
  let [divisor, rest] = [a, b];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return (a / divisor) * b;
}

/** Multiples of a decimal fraction such as 0.01 are all numbers with its digits. */
function steps(min: number, max: number, multiples: readonly number[]): Field {
  const digits = /\.(\d+)$/.exec(String(multiples[0]))?.[1]?.length;
  if (multiples.length > 1 || digits === undefined || Number(`1e-${digits}`) !== multiples[0]) {
    const told = multiples.join(" and ");
    return { kind: "unsupported", reason: `only multiples of 1, 0.1, 0.01 … can be inferred, not of ${told}` };
  }
  return { kind: "decimal", min, max, digits };
}
