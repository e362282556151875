/** Random types of fields that stand alone. */

import {
  chance,
  date,
  dateSeries,
  decimal,
  exponential,
  fake,
  hex,
  histogram,
  integer,
  key,
  list,
  logNormal,
  normal,
  nullable,
  optional,
  pareto,
  pattern,
  rowOf,
  sequence,
  subset,
  template,
  time,
  timestamp,
  timestampSeries,
  ulid,
  union,
  uuidv7,
  weighted,
  zipf,
  type Distribution,
} from "@backlot/schema";
import * as z from "zod";
import { Choices } from "./choices.ts";
import { compiled, expressions, names, pooled, words } from "./words.ts";

export class Types extends Choices {
  /** Over the values from `low` to `high`. */
  distribution(low: number, high: number): { distribution?: Distribution } {
    const distribution = this.maybe(() => {
      const at = Math.min(high, low + (high - low) * this.one([1, 0.5, 0.01, 1e-9]));
      const width = (high - low) * this.one([1e-6, 0.1, 10]);
      return this.one([
        zipf(0.3),
        zipf(1),
        zipf(10),
        histogram([0, 1, 3, 0]),
        histogram([1e-9, 1, 1e9]),
        ...(at > low
          ? [
              normal({ mean: at, deviation: width }),
              exponential({ mean: at }),
              logNormal({ mean: at, deviation: Math.min(width, 999 * (at - low)) }),
              pareto({ median: at, exponent: this.one([0.05, 1, 100]) }),
            ]
          : []),
      ]);
    });
    return distribution === undefined ? {} : { distribution };
  }

  /** Over the times from one to another. */
  inTime(low: string, middle: string): { distribution?: Distribution } {
    const distribution = this.maybe(() =>
      this.one([
        zipf(1),
        histogram([1, 2]),
        normal({ mean: low, deviation: { minutes: 20 } }),
        normal({ mean: middle, deviation: { milliseconds: 1, days: 900 } }),
        exponential({ mean: middle }),
        logNormal({ mean: middle, deviation: { seconds: 0.5 } }),
        pareto({ median: middle }),
      ]),
    );
    return distribution === undefined ? {} : { distribution };
  }

  rate(): number {
    return this.one([0, 0.1, 0.5, 1]);
  }

  key(): z.ZodType {
    const start = this.maybe(() => this.number(0, 9));
    return this.one([
      () => key(this.one(words), { digits: this.number(1, 15), ...(start === undefined ? {} : { start }) }),
      // There must be one for each record.
      () =>
        key(this.one(words), {
          digits: this.number(7, 15),
          order: "permuted",
          ...(start === undefined ? {} : { start }),
        }),
    ])();
  }

  weights(): Record<string, number> {
    const weight = (): number => this.one([1, 2, 0.5, 1e-6, 100, 1000]);
    return Object.fromEntries(this.some(words, 2, 5).map((word) => [word, weight()]));
  }

  template(known: readonly { readonly name: string }[]): z.ZodType {
    const parts = this.some([...known.map(({ name }) => name), ...compiled, ...pooled], 0, 4);
    const transform = (name: string): string =>
      /\S$/.test(name) ? this.one(["", "", " | slug", "|upper | title"]) : "";
    return template(parts.map((name) => `${this.one(words)}{{${name}${transform(name)}}}`).join("") + this.one(words));
  }

  /** A type that stands alone. */
  any(depth: number): z.ZodType {
    const sizes = this.sizes();
    const inner = (): z.ZodType => this.any(depth - 1);
    const some = <T>(of: () => T): T[] => Array.from({ length: this.number(1, 3) }, of);
    const makers: (() => z.ZodType)[] = [
      () => this.leaf(),
      () => this.leaf(),
      () => subset(this.some(words, 4, 4), { min: sizes.min % 5, max: 4 }),
      () => subset([0.5, this.one(words), true, null], { min: sizes.min % 5, max: 4 }),
      () => subset(this.weights(), { min: sizes.min % 3, max: 2 }),
    ];
    if (depth > 0) {
      makers.push(
        () => nullable(inner(), this.rate()),
        () => list(inner(), { ...sizes, ...this.distribution(sizes.min, sizes.max) }),
        () => list(inner(), { ...sizes, ...this.distribution(sizes.min, sizes.max) }),
        () => z.tuple(some(inner) as [z.ZodType]),
        () => z.union(some(inner)),
        () => union([[inner(), this.one([1, 1e-6, 3.5])] as const, [inner(), 1] as const]),
        () => z.record(z.string(), inner()),
        () => this.object(inner),
        () => this.object(inner),
      );
    }
    return this.one(makers)();
  }

  object(inner: () => z.ZodType): z.ZodType {
    const member = (): z.ZodType => this.maybe(() => optional(inner(), this.rate())) ?? inner();
    return z.object(Object.fromEntries(this.some(names, 0, 3).map((name) => [name, member()])));
  }

  sizes(): { min: number; max: number } {
    const max = this.number(0, 4);
    return { min: this.number(0, max), max };
  }

  leaf(): z.ZodType {
    const range = this.one([
      [0, 1],
      [7, 7],
      [-5, 5],
      [1, 1e6],
      [1 - 2 ** 53, 0],
      [0, 2 ** 53 - 1],
      [-(2 ** 40), 2 ** 50],
    ]);
    // The ends of a range, and the lowest and the highest number in it where these are others.
    const [low, high, digits, least = low, most = high] = this.one<[number, number, number, number?, number?]>([
      [0, 1, 15],
      [-1.5, 2.5, 3],
      [0.001, 5, 2, 0.01, 5],
      [4.35, 4.36, 15],
      [-1e6, 1e6, 0],
      [0.1, 0.3, 1],
    ]);
    return this.one<() => z.ZodType>([
      () => integer(range[0], range[1], this.distribution(range[0], range[1])),
      () => integer(range[0], range[1], this.distribution(range[0], range[1])),
      () => decimal(low, high, digits, this.distribution(least, most)),
      () => z.int().multipleOf(7).min(-20).max(100),
      () => z.number().min(0.5).max(2.25),
      () => chance(this.rate()),
      () => z.boolean(),
      () => z.null(),
      () => z.literal(this.one([...words, 0, -1.5, 1e21, true, null])),
      () => z.literal([this.one(words), 1, true, null]),
      () => date("0000-01-01", "9999-12-31", this.inTime("2000-01-01", "0000-01-02")),
      () => date("1899-12-30", "1970-01-02", this.inTime("1899-12-30", "1930-07-31")),
      () => timestamp("1901-02-03T04:05:06.789Z", "1970-01-01", this.inTime("1901-02-04", "1970-01-01")),
      () => timestamp("0000-01-01", "9999-12-31T23:59:59.999+00:00", this.inTime("9999-12-31", "2000-01-01")),
      () => time("07:59", "23:59:59", this.inTime("07:59", "08:00:01")),
      () => z.iso.time(),
      () =>
        sequence({ start: this.number(-5, 5), step: this.one([1, -3, 1000]), jitter: this.one([0, 1, 2 ** 32 - 1]) }),
      () => dateSeries({ start: "1999-12-31", step: this.one([{ days: 1 }, { days: -7 }]), jitter: { days: 3 } }),
      () => timestampSeries({ start: "1969-12-31", step: this.one([{ milliseconds: 1 }, { hours: -5 }]) }),
      () => timestampSeries({ start: "2000-02-29T01:02:03Z", step: { seconds: 61 }, jitter: { minutes: 1 } }),
      () => z.uuid(),
      () => uuidv7(),
      () => ulid({ from: "1970-01-01", to: "9999-12-31" }),
      () => pattern(this.one(expressions)),
      () => pattern(this.one(expressions)),
      () => hex(this.number(1, 40), { prefix: this.one(words) }),
      () => this.key(),
      () => fake(this.one([...compiled, ...pooled])),
      () => fake("string.alpha", { length: { min: 0, max: 2 } }),
      () => z.string().min(0).max(this.number(0, 20)),
      () => z.string().min(2).max(2),
      () => z.string(),
      () => this.template([]),
      () => this.column(),
      () => z.enum(this.some(words, 1, 5)),
      () => weighted(this.weights()),
      () =>
        weighted([
          [this.one(words), 1],
          [0.5, 2],
          [null, 1e-6],
          [false, 3],
        ] as const),
    ])();
  }

  /** A column of one of two rows. */
  column(): z.ZodType {
    const rows = words.map((word, i) => ({
      word,
      code: `${word}##,#`,
      some: [word, i, null, i > 3][i % 4],
      size: i / 8,
    }));
    const row = this.one([rowOf("even", rows), rowOf("by size", rows, { weight: "size" })]);
    return this.one([
      () => row.column(this.one(["word", "code", "some", "size"])),
      () => row.column("size", { spread: this.one([0, 0.25, 100]), digits: this.number(0, 5) }),
    ])();
  }
}
