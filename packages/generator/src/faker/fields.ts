/**
 * Faker methods that are other kinds of field: numbers, dates, identifiers.
 *
 * A method with options that say something else than a range, or that faker would refuse, is left to faker.
 */

import type { Field } from "@backlot/schema";
import { referenceDate } from "../faker.ts";

/** Options by name; undefined where they are no object, or have names that are not known here. */
type Options = Readonly<Record<string, unknown>>;
type Lowering = (options: Options) => Field | undefined;

/** The field that a method with these options is, if there is one. */
export function fieldWith(method: string, options: unknown): Field | undefined {
  const lowering = Object.hasOwn(lowerings, method) ? lowerings[method] : undefined;
  if (lowering === undefined) return undefined;
  const [short, known, make] = lowering;
  const named = namedOptions(options, short);
  if (named === undefined || !Object.keys(named).every((name) => known.includes(name))) return undefined;
  return make(named);
}

/** The options by name: a number or text alone stands for the one that faker takes it for. */
export function namedOptions(options: unknown, short: string | undefined): Options | undefined {
  if (options === undefined) return {};
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options as Options;
  return short === undefined ? undefined : { [short]: options };
}

const mostValues = 2 ** 53 - 1;
const day = 86_400_000;

/** For each method: the option that stands alone, all that are understood, and the field. */
const lowerings: Readonly<Record<string, readonly [string | undefined, readonly string[], Lowering]>> = {
  "datatype.boolean": ["probability", ["probability"], boolean],
  "number.int": ["max", ["min", "max", "multipleOf"], integer],
  "number.bigInt": ["max", ["min", "max", "multipleOf"], (options) => integer({ max: bigMax(options), ...options })],
  "number.float": ["max", ["min", "max", "fractionDigits"], float],
  "number.binary": ["max", ["min", "max"], (options) => spelled(options, 1, (value) => value.toString(2))],
  "number.octal": ["max", ["min", "max"], (options) => spelled(options, 7, (value) => value.toString(8))],
  "number.hex": ["max", ["min", "max"], (options) => spelled(options, 15, (value) => value.toString(16))],
  "number.romanNumeral": ["max", ["min", "max"], (options) => spelled({ min: 1, ...options }, 3999, roman)],
  "internet.port": [undefined, [], () => ({ kind: "integer", min: 1, max: 65_535 })],
  "location.latitude": [undefined, ["min", "max", "precision"], (options) => coordinate(90, options)],
  "location.longitude": [undefined, ["min", "max", "precision"], (options) => coordinate(180, options)],
  "location.nearbyGPSCoordinate": [undefined, [], () => tuple(coordinate(90, {}), coordinate(180, {}))],
  "color.cmyk": [undefined, [], () => tuple(share(2), share(2), share(2), share(2))],
  "color.colorByCSSColorSpace": [undefined, [], () => tuple(share(4), share(4), share(4))],
  "color.hsl": [undefined, [], () => tuple(degrees, share(2), share(2))],
  "color.hwb": [undefined, [], () => tuple(degrees, share(2), share(2))],
  "color.lab": [undefined, [], () => tuple(share(6), decimal(-100, 100, 4), decimal(-100, 100, 4))],
  "color.lch": [undefined, [], () => tuple(share(6), decimal(0, 230, 1), decimal(0, 360, 1))],
  "string.ulid": [undefined, ["refDate"], ({ refDate }) => timed("ulid", at(refDate))],
  "string.uuid": [
    undefined,
    ["version", "refDate"],
    ({ version = 4, refDate }) =>
      version === 4 ? { kind: "uuid" } : version === 7 ? timed("uuidv7", at(refDate)) : undefined,
  ],
  "date.anytime": [undefined, ["refDate"], ({ refDate }) => between(at(refDate) - 365 * day, at(refDate) + 365 * day)],
  "date.between": [undefined, ["from", "to"], ({ from, to }) => between(instant(from), instant(to))],
  "date.birthdate": [undefined, ["mode", "min", "max", "refDate"], birthdate],
  "date.past": [undefined, ["years", "refDate"], ({ years, refDate }) => back(refDate, years, yearsFrom)],
  "date.recent": [undefined, ["days", "refDate"], ({ days, refDate }) => back(refDate, days, daysFrom)],
  "date.future": [undefined, ["years", "refDate"], ({ years, refDate }) => ahead(refDate, years, yearsFrom)],
  "date.soon": [undefined, ["days", "refDate"], ({ days, refDate }) => ahead(refDate, days, daysFrom)],
};

function boolean({ probability = 0.5 }: Options): Field | undefined {
  if (typeof probability !== "number" || Number.isNaN(probability)) return undefined;
  return { kind: "boolean", probability: Math.min(1, Math.max(0, probability)) };
}

function integer({ min = 0, max = mostValues, multipleOf = 1 }: Options): Field | undefined {
  const [low, high, step] = [min, max, multipleOf].map(exact);
  if (!(step > 0)) return undefined;
  const [first, last] = [Math.ceil(low / step) * step, Math.floor(high / step) * step];
  if (!(first <= last && Number.isSafeInteger(first) && last - first <= mostValues)) return undefined;
  if (!Number.isSafeInteger(last)) return undefined;
  return { kind: "integer", min: first, max: last, ...(step === 1 ? {} : { step }) };
}

/** A bigint without a limit is less than 10^15 above the least. */
function bigMax({ min = 0 }: Options): number {
  return exact(min) + 999_999_999_999_999;
}

/** A whole number that is exact, or NaN. */
function exact(value: unknown): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : NaN;
}

/** Without a number of digits, as many as all values are exact with, at most 15. */
function float({ min = 0, max = 1, fractionDigits }: Options): Field | undefined {
  if (typeof min !== "number" || typeof max !== "number" || !(min <= max)) return undefined;
  const largest = Math.max(Math.abs(min), Math.abs(max), max - min);
  const fits = (digits: number): boolean => largest * 10 ** digits < mostValues;
  const most = Array.from({ length: 16 }, (_, i) => 15 - i).find(fits);
  const digits = fractionDigits ?? most;
  if (typeof digits !== "number" || !Number.isInteger(digits) || digits < 0 || digits > (most ?? -1)) return undefined;
  return decimal(min, max, digits);
}

function decimal(min: number, max: number, digits: number): Field {
  return { kind: "decimal", min, max, digits };
}

const share = (digits: number): Field => decimal(0, 1, digits);
const degrees: Field = { kind: "integer", min: 0, max: 360 };

/** As JSON has a list of them. */
function tuple(...items: readonly (Field | undefined)[]): Field | undefined {
  const all = items.filter((item) => item !== undefined);
  return all.length < items.length ? undefined : { kind: "tuple", items: all };
}

function coordinate(most: number, { min = -most, max = most, precision = 4 }: Options): Field | undefined {
  return float({ min, max, fractionDigits: precision });
}

/** At most 4,096 numbers that are written in another way. */
function spelled({ min = 0, max }: Options, most: number, spell: (value: number) => string): Field | undefined {
  const [low, high] = [min, max ?? most].map(exact);
  if (!(low >= 0 && low <= high && high - low < 4096) || (spell === roman && (low < 1 || high > most)))
    return undefined;
  return { kind: "choice", values: Array.from({ length: high - low + 1 }, (_, i) => spell(low + i)) };
}

const numerals: readonly (readonly [text: string, value: number])[] = [
  ["M", 1000],
  ["CM", 900],
  ["D", 500],
  ["CD", 400],
  ["C", 100],
  ["XC", 90],
  ["L", 50],
  ["XL", 40],
  ["X", 10],
  ["IX", 9],
  ["V", 5],
  ["IV", 4],
  ["I", 1],
];

function roman(value: number): string {
  let [text, rest] = ["", value];
  for (const [numeral, worth] of numerals) {
    text += numeral.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return text;
}

/** Milliseconds of a date in any form that faker takes; NaN where there is none. */
function instant(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === "string" || typeof value === "number" ? new Date(value).getTime() : NaN;
}

function at(refDate: unknown): number {
  return instant(refDate ?? referenceDate);
}

/** Instants that RFC 3339 can write. */
function between(from: number, to: number): Field | undefined {
  const [least, most] = [Date.parse("0000-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z")];
  if (!(from >= least && from <= to && to <= most)) return undefined;
  return { kind: "timestamp", from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** An identifier of one time, as faker has them: the rest is random. */
function timed(kind: "ulid" | "uuidv7", time: number): Field | undefined {
  if (!(time >= 0 && time <= Date.parse("9999-12-31T23:59:59.999Z"))) return undefined;
  const instantText = new Date(time).toISOString();
  return { kind, time: { from: instantText, to: instantText } };
}

type Shift = (from: number, by: number) => number;
const yearsFrom: Shift = (from, by) => new Date(from).setUTCFullYear(new Date(from).getUTCFullYear() + by);
const daysFrom: Shift = (from, by) => new Date(from).setUTCDate(new Date(from).getUTCDate() + by);

/** How far from a date: `n` is from 0 to n. */
function extent(range: unknown): { min: number; max: number } | undefined {
  const { min, max } = typeof range === "number" ? { min: 0, max: range } : (range as { min: unknown; max: unknown });
  return typeof min === "number" && typeof max === "number" && max > 0 && min < max ? { min, max } : undefined;
}

function back(refDate: unknown, range: unknown, shift: Shift): Field | undefined {
  const far = extent(range ?? 1);
  return far === undefined ? undefined : between(shift(at(refDate), -far.max), shift(at(refDate), -far.min) - 1000);
}

function ahead(refDate: unknown, range: unknown, shift: Shift): Field | undefined {
  const far = extent(range ?? 1);
  return far === undefined ? undefined : between(shift(at(refDate), far.min) + 1000, shift(at(refDate), far.max));
}

function birthdate({ mode = "age", min = 18, max = 80, refDate }: Options): Field | undefined {
  if (typeof min !== "number" || typeof max !== "number") return undefined;
  if (mode === "age") return between(yearsFrom(at(refDate), -max - 1) + day, yearsFrom(at(refDate), -min));
  return between(new Date(Date.UTC(0, 0, 2)).setUTCFullYear(min), new Date(Date.UTC(0, 11, 30)).setUTCFullYear(max));
}
