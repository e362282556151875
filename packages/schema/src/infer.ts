/**
 * From a zod type to a field: hints first, then what zod's own definition says.
 */

import type * as z from "zod";
import type { Field, Member, Scalar } from "./field.ts";
import { hints, type Compute } from "./hints.ts";

/** What a plain optional or nullable type is missing in, when no hint says else. */
const absentRate = 0.1;

/** Days and instants of plain `z.iso.date()` and `z.iso.datetime()`. */
const defaultDays = { from: "1970-01-01", to: "2025-12-31" } as const;
const defaultInstants = { from: "1970-01-01T00:00:00.000Z", to: "2025-12-31T23:59:59.999Z" } as const;

/** Types may be nested so deep: all that works on them calls itself. */
const deepest = 100;

type Def = z.core.$ZodTypeDef & Record<string, unknown>;

const definition = (type: z.core.$ZodType): Def => type._zod.def as Def;

/** The types around the one that is being inferred: a type that holds itself has no end. */
type Around = readonly z.core.$ZodType[];

/** The field that a zod type describes; a type that has none becomes `unsupported`, with the reason. */
export function inferField(type: z.core.$ZodType, outer: Around = []): Field {
  if (outer.includes(type)) return { kind: "unsupported", reason: "a type that holds itself" };
  if (outer.length >= deepest) return { kind: "unsupported", reason: `types nested more than ${deepest} deep` };
  const around = [...outer, type];
  const hint = hints.get(type);
  const def = definition(type);
  if (hint === undefined) return inferPlain(def, around);
  switch (hint.kind) {
    case "absent":
      return absent(def, hint.rate, around);
    case "elements": {
      const { kind: _, ...rest } = hint;
      return { ...inferPlain(def, around), ...rest };
    }
    case "integer": {
      // Limits that were set behind the hint, by `.min()` and the like, are among zod's checks.
      const limits = inferNumber(def);
      if (!Number.isSafeInteger(hint.min) || !Number.isSafeInteger(hint.max)) return hint;
      return limits.kind === "integer" ? { ...hint, ...limits } : limits;
    }
    case "subset":
      return { ...hint, ...lengths(def, hint.min, hint.max) };
    case "when": {
      const options = def["options"] as z.core.$ZodType[];
      const cases = hint.cases.map(({ value, option }) => ({ value, field: always(options[option], around) }));
      return { kind: "when", field: hint.field, cases, otherwise: always(options[hint.otherwise], around) };
    }
    case "compute":
      return { kind: "compute" };
    default:
      return hint;
  }
}

/** The field of a type where something must stand: what is optional without a hint is always there. */
function always(type: z.core.$ZodType, around: Around): Field {
  const def = definition(type);
  return def.type === "optional" && hints.get(type) === undefined
    ? always(def["innerType"] as z.core.$ZodType, around)
    : inferField(type, around);
}

/** The author's code behind a computed type. */
export function computeOf(type: z.core.$ZodType): Compute | undefined {
  const hint = hints.get(type);
  return hint?.kind === "compute" ? hint.code : undefined;
}

function inferPlain(def: Def, around: Around): Field {
  switch (def.type) {
    case "string":
      return inferString(def);
    case "number":
      return inferNumber(def);
    case "boolean":
      return { kind: "boolean", probability: 0.5 };
    case "null":
      return { kind: "constant", value: null };
    case "literal":
      return choice(def["values"] as Scalar[]);
    case "enum":
      return choice(entries(def));
    case "optional":
    case "nullable":
      return absent(def, absentRate, around);
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
      return inferField(def["innerType"] as z.core.$ZodType, around);
    case "nonoptional": {
      const field = always(def["innerType"] as z.core.$ZodType, around);
      return field.kind === "optional" ? field.of : field;
    }
    case "object": {
      const shape = def["shape"] as Record<string, z.core.$ZodType>;
      return { kind: "object", members: members(shape, around) };
    }
    case "array":
      return { kind: "list", of: always(def["element"] as z.core.$ZodType, around), ...lengths(def, 1, 5) };
    case "tuple":
      return { kind: "tuple", items: (def["items"] as z.core.$ZodType[]).map((item) => always(item, around)) };
    case "record":
      return inferRecord(def, around);
    case "union":
      return { kind: "union", options: (def["options"] as z.core.$ZodType[]).map((one) => always(one, around)) };
    default:
      return { kind: "unsupported", reason: `nothing can be inferred from z.${def.type}()` };
  }
}

/** The fields of an object, in the order of its keys. */
export function members(shape: Readonly<Record<string, z.core.$ZodType>>, around: Around = []): Member[] {
  return Object.keys(shape).map((name) => ({ name, field: inferField(shape[name], around) }));
}

function absent(def: Def, rate: number, around: Around): Field {
  const of = inferField(def["innerType"] as z.core.$ZodType, around);
  if (def.type !== "optional") return { kind: "nullable", of, rate };
  // What is missing twice is missing once.
  return of.kind === "optional" ? { ...of, rate: 1 - (1 - rate) * (1 - of.rate) } : { kind: "optional", of, rate };
}

function choice(values: readonly Scalar[]): Field {
  return values.length === 1 ? { kind: "constant", value: values[0] } : { kind: "choice", values };
}

/** The values of an enum: one of TypeScript's with numbers also has the names by number. */
function entries(def: Def): Scalar[] {
  const all = def["entries"] as Record<string, Scalar>;
  const numbers = Object.values(all).filter((value) => typeof value === "number");
  return Object.keys(all).flatMap((name) => (numbers.includes(Number(name)) ? [] : [all[name]]));
}

function inferRecord(def: Def, around: Around): Field {
  const of = always(def["valueType"] as z.core.$ZodType, around);
  const keys = definition(def["keyType"] as z.core.$ZodType);
  if (keys.type === "enum" || keys.type === "literal") {
    const names = keys.type === "enum" ? entries(keys) : (keys["values"] as Scalar[]);
    return { kind: "object", members: names.map((name) => ({ name: String(name), field: of })) };
  }
  if (keys.type !== "string" || keys["format"] !== undefined || checks(keys).length > 0)
    return { kind: "unsupported", reason: "a record whose keys are not plain text or an enum" };
  return { kind: "record", of, min: 1, max: 5 };
}

/** zod keeps limits as a list of checks, the stricter ones not always last. */
function checks(def: Def): Record<string, unknown>[] {
  return (def.checks ?? []).map((check) => check._zod.def as never);
}

function lengths(def: Def, defaultMin: number, defaultMax: number): { min: number; max: number } {
  let min: number | undefined;
  let max: number | undefined;
  for (const check of checks(def)) {
    if (check["check"] === "min_length") min = Math.max(min ?? 0, check["minimum"] as number);
    if (check["check"] === "max_length") max = Math.min(max ?? Infinity, check["maximum"] as number);
    if (check["check"] === "length_equals") min = max = check["length"] as number;
  }
  const from = min ?? Math.min(defaultMin, max ?? defaultMin);
  return { min: from, max: max ?? Math.max(defaultMax, from + defaultMax - defaultMin) };
}

const formatName = (def: Record<string, unknown>): string => (def["format"] as string | undefined) ?? "";

/** zod's string formats for which faker has a method. */
const formatMethods: Readonly<Record<string, string>> = {
  email: "internet.email",
  url: "internet.url",
  ipv4: "internet.ipv4",
  ipv6: "internet.ipv6",
  mac: "internet.mac",
  emoji: "internet.emoji",
  jwt: "internet.jwt",
  ulid: "string.ulid",
  nanoid: "string.nanoid",
};

function inferString(def: Def): Field {
  const found = checks(def);
  const formats = [def["format"], ...found.filter((c) => c["check"] === "string_format").map((c) => c["format"])];
  const told = (name: string): unknown => [def, ...found].find((one) => one[name] !== undefined)?.[name];
  for (const format of formats) {
    if (format === undefined) continue;
    if ((format === "uuid" || format === "guid") && [undefined, "v4"].includes(told("version") as string))
      return { kind: "uuid" };
    if (format === "date") return { kind: "date", ...defaultDays };
    if (format === "datetime" && [undefined, null, 3].includes(told("precision") as number))
      return { kind: "timestamp", ...defaultInstants };
    if (format === "time" && [undefined, null, 0].includes(told("precision") as number)) return { kind: "time" };
    if (format === "hex") return { kind: "hex", digits: 16, prefix: "" };
    const method = formatMethods[format as string];
    if (method !== undefined) return { kind: "fake", method };
    return { kind: "unsupported", reason: `no values are known for the string format ${JSON.stringify(format)}` };
  }
  if (found.some((c) => /_length|length_/.test(String(c["check"])))) return { kind: "letters", ...lengths(def, 1, 20) };
  return { kind: "template", text: "{{word.adjective}} {{word.noun}}" };
}

/** The numbers that zod's formats allow, where limits leave one side open. */
const formatRanges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};
const safeRange = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

function inferNumber(def: Def): Field {
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
