/**
 * The pooled lane: texts that faker makes beforehand.
 *
 * Loading faker takes 40–200 ms, so it is loaded only where a plan needs it.
 */

import type { Faker } from "@faker-js/faker";
import type { StreamKey } from "./random.ts";

export type { Faker } from "@faker-js/faker";

/** How many texts a pool holds. */
const poolSize = 4096;

/** The texts of a pool, together, are not longer. */
const mostLength = 1 << 24;

/** faker's dates count from here, not from the clock. */
const referenceDate = "2025-01-01T00:00:00.000Z";

/** The pinned faker with its English words. */
export async function loadFaker(): Promise<Faker> {
  const { Faker, base, en } = await import("@faker-js/faker");
  return new Faker({ locale: [en, base] });
}

/** Seeds faker from a stream's key. */
export function seedFaker(faker: Faker, key: StreamKey): void {
  faker.seed([key.high, key.low]);
  faker.setDefaultRefDate(referenceDate);
}

/**
 * What a faker method gives for 4,096 calls under a seed.
 *
 * @throws what the method throws, and TypeError where it gives something else than text, or too much of it.
 */
export function pool(faker: Faker, method: string, options: unknown, key: StreamKey): string[] {
  const [module, name] = method.split(".");
  const methods = (faker as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[module];
  const call = methods[name] as (options?: unknown) => unknown;
  seedFaker(faker, key);
  let length = 0;
  return Array.from({ length: poolSize }, () => {
    const value = options === undefined ? call() : call(options);
    if (typeof value !== "string") {
      throw new TypeError(`gave ${JSON.stringify(value) ?? typeof value}, which is no text`);
    }
    length += value.length;
    if (length > mostLength) throw new TypeError(`gave more than ${mostLength} characters in ${poolSize} texts`);
    return value;
  });
}
