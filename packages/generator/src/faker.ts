/**
 * The pooled lane: texts that faker makes beforehand.
 *
 * Loading faker takes 40–200 ms, so it is loaded only where a plan needs it.
 */

import type { Faker } from "@faker-js/faker";
import { InputError } from "@backlot/runtime";
import { nearest } from "@backlot/schema";
import type { StreamKey } from "./stream-key.ts";

export type { Faker } from "@faker-js/faker";

/** How many texts a pool holds. */
const poolSize = 4096;

/** The texts of a pool, together, are not longer. */
const mostLength = 1 << 24;

/** faker's dates count from here, not from the clock. */
export const referenceDate = "2025-01-01T00:00:00.000Z";

/**
 * The pinned faker with the words of a locale, and with English ones where it has none.
 *
 * @throws InputError when faker has no such locale.
 */
export async function loadFaker(locale: string): Promise<Faker> {
  const { Faker, allFakers } = await import("@faker-js/faker");
  const { base: _, ...fakers } = allFakers;
  if (!Object.hasOwn(fakers, locale)) {
    const near = nearest(locale, Object.keys(fakers));
    throw new InputError(`Cannot use the locale ${JSON.stringify(locale)}: faker has no such words`, {
      hint: near === undefined ? `There are ${Object.keys(fakers).join(", ")}` : `Did you mean ${near}?`,
    });
  }
  return new Faker({ locale: fakers[locale as keyof typeof fakers].rawDefinitions });
}

/** Seeds faker from a stream's key. */
export function seedFaker(faker: Faker, key: StreamKey): void {
  faker.seed([key.high, key.low]);
  faker.setDefaultRefDate(referenceDate);
}

/** A value that JSON has, or a number that it has in digits. */
type Value = string | number | boolean | object;

/**
 * What a faker method gives for 4,096 calls under a seed; dates as RFC 3339 text.
 *
 * @throws what the method throws, and TypeError where it gives what JSON has no text for, or too much of it.
 */
export function pool(faker: Faker, method: string, options: unknown, key: StreamKey): Value[] {
  const [module, name] = method.split(".");
  const methods = (faker as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[module];
  const call = methods[name] as (options?: unknown) => unknown;
  seedFaker(faker, key);
  let length = 0;
  return Array.from({ length: poolSize }, () => {
    const value = jsonValue(options === undefined ? call() : call(options));
    length += typeof value === "string" ? value.length : JSON.stringify(value).length;
    if (length > mostLength) throw new TypeError(`gave more than ${mostLength} characters in ${poolSize} values`);
    return value;
  });
}

function jsonValue(value: unknown): Value {
  if (value instanceof Date) return value.toISOString();
  const plain = typeof value === "bigint" ? Number(value) : value;
  if (typeof plain === "string" || typeof plain === "boolean" || Number.isFinite(plain)) return plain as Value;
  if (typeof plain === "object" && plain !== null) return plain;
  throw new TypeError(`gave ${String(value)}, which JSON has no text for`);
}
