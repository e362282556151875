import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permute, roundKeys, unpermute } from "./permute.ts";
import * as random from "./random.ts";
import { streamKey } from "./stream-key.ts";

const uint32 = () => fc.integer({ min: 0, max: 0xffffffff });
const mask = 0xffffffffffffffffn;
const big = (high: number, low: number) => (BigInt(high) << 32n) | BigInt(low);

/** The same in 64-bit integers, from the paper. */
function mix(z: bigint): bigint {
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}

describe("arithmetic in halves is that of 64-bit integers", () => {
  test("mix", () => {
    fc.assert(
      fc.property(uint32(), uint32(), (high, low) => {
        const z = random.pair(high, low);
        random.mix(z, z);
        expect(big(z[0], z[1])).toBe(mix(big(high, low)));
      }),
      { numRuns: 2000 },
    );
  });

  test("add and multiply", () => {
    fc.assert(
      fc.property(uint32(), uint32(), uint32(), uint32(), (a, b, c, d) => {
        const result = random.pair();
        random.add(result, random.pair(a, b), c, d);
        expect(big(result[0], result[1])).toBe((big(a, b) + big(c, d)) & mask);
        random.multiply(result, a, b, c, d);
        expect(big(result[0], result[1])).toBe((big(a, b) * big(c, d)) & mask);
      }),
      { numRuns: 2000 },
    );
  });

  test("scale gives the whole part and leaves the rest", () => {
    fc.assert(
      fc.property(uint32(), fc.integer({ min: 1, max: 0xffffffff }), fc.constantFrom(0, 1), (fraction, n, half) => {
        const product = BigInt(fraction) * BigInt(n);
        const fractions = random.pair(fraction, fraction);
        expect(BigInt(random.scale(fractions, half, n))).toBe(product >> 32n);
        expect(BigInt(fractions[half])).toBe(product & 0xffffffffn);
        expect(fractions[1 - half]).toBe(fraction);
      }),
      { numRuns: 2000 },
    );
  });

  test("scaleWide", () => {
    fc.assert(
      fc.property(
        uint32(),
        uint32(),
        fc.oneof(fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.integer({ min: 1, max: 2 ** 32 })),
        (high, low, n) => {
          const product = big(high, low) * BigInt(n);
          expect(BigInt(random.scaleWide(random.pair(high, low), n))).toBe(product >> 64n);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("start of a stream", () => {
    fc.assert(
      fc.property(uint32(), uint32(), fc.maxSafeNat(), (high, low, record) => {
        const state = random.pair();
        random.start(state, high, low, record);
        const expected = mix((big(high, low) + BigInt(record + 1) * 0x9e3779b97f4a7c15n) & mask);
        expect(big(state[0], state[1])).toBe(expected);
      }),
    );
  });
});

test("splitmix64 gives the published sequence of seed 1234567", () => {
  const published = [6457827717110365317n, 3203168211198807973n, 9817491932198370423n, 4593380528125082431n];
  const [state, drawn] = [random.pair(0, 1234567), random.pair()];
  for (const value of published) {
    random.next(drawn, state);
    expect(big(drawn[0], drawn[1])).toBe(value);
  }
});

test("keys differ with every part, and neighbouring seeds have nothing in common", () => {
  const keys = [
    streamKey("1", "imdb", 1, "movie", "title"),
    streamKey("2", "imdb", 1, "movie", "title"),
    streamKey("1", "imdb", 2, "movie", "title"),
    streamKey("1", "imdb", 1, "movie", "titles"),
    streamKey("1", "imdb", 1, "movi", "etitle"),
  ];
  expect(new Set(keys.map((k) => k.high)).size).toBe(keys.length);
  expect(new Set(keys.map((k) => k.low)).size).toBe(keys.length);
});

describe("permutations", () => {
  test.each([1, 2, 3, 10, 100, 1000, 1023, 1024])("of %i numbers are complete and have an inverse", (n) => {
    const keys = roundKeys(n, 77);
    const seen = new Set<number>();
    for (let x = 0; x < n; x++) {
      const y = permute(x, n, keys);
      expect(unpermute(y, n, keys)).toBe(x);
      seen.add(y);
    }
    expect(seen.size).toBe(n);
    expect(Math.max(...seen)).toBe(n - 1);
  });

  test("of large domains stay inside and have an inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.nat(), uint32(), uint32(), (n, x, high, low) => {
        const keys = roundKeys(high, low, x);
        const y = permute(x % n, n, keys);
        expect(y >= 0 && y < n).toBe(true);
        expect(unpermute(y, n, keys)).toBe(x % n);
      }),
    );
  });

  test("another tweak is another permutation", () => {
    const [a, b] = [roundKeys(1, 2, 0), roundKeys(1, 2, 1)];
    const same = Array.from({ length: 1024 }, (_, x) => permute(x, 1024, a) === permute(x, 1024, b)).filter(Boolean);
    expect(same.length).toBeLessThan(20);
  });
});
