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

type Def = z.core.$ZodTypeDef & Record<string, unknown>;

const definition = (type: z.core.$ZodType): Def => type._zod.def as Def;

/** The field that a zod type describes; a type that has none becomes `unsupported`, with the reason. */
export function inferField(type: z.core.$ZodType): Field {
  const hint = hints.get(type);
  const def = definition(type);
  if (hint === undefined) return inferPlain(def);
  switch (hint.kind) {
    case "absent":
      return absent(def, hint.rate);
    case "elements": {
      const { kind: _, ...rest } = hint;
      return { ...inferPlain(def), ...rest };
    }
    case "when": {
      const options = def["options"] as z.core.$ZodType[];
      const cases = hint.cases.map(({ value, option }) => ({ value, field: inferField(options[option]) }));
      return { kind: "when", field: hint.field, cases, otherwise: inferField(options[hint.otherwise]) };
    }
    case "compute":
      return { kind: "compute" };
    default:
      return hint;
  }
}

/** The author's code behind a computed type. */
export function computeOf(type: z.core.$ZodType): Compute | undefined {
  const hint = hints.get(type);
  return hint?.kind === "compute" ? hint.code : undefined;
}

function inferPlain(def: Def): Field {
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
      return choice(Object.values(def["entries"] as Record<string, Scalar>));
    case "optional":
    case "nullable":
      return absent(def, absentRate);
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
    case "nonoptional":
      return inferField(def["innerType"] as z.core.$ZodType);
    case "object": {
      const shape = def["shape"] as Record<string, z.core.$ZodType>;
      return { kind: "object", members: members(shape) };
    }
    case "array":
      return { kind: "list", of: inferField(def["element"] as z.core.$ZodType), ...lengths(def, 1, 5) };
    case "tuple":
      return { kind: "tuple", items: (def["items"] as z.core.$ZodType[]).map(inferField) };
    case "record":
      return inferRecord(def);
    case "union":
      return { kind: "union", options: (def["options"] as z.core.$ZodType[]).map(inferField) };
    default:
      return { kind: "unsupported", reason: `nothing can be inferred from z.${def.type}()` };
  }
}

/** The fields of an object, in the order of its keys. */
export function members(shape: Readonly<Record<string, z.core.$ZodType>>): Member[] {
  return Object.keys(shape).map((name) => ({ name, field: inferField(shape[name]) }));
}

function absent(def: Def, rate: number): Field {
  const of = inferField(def["innerType"] as z.core.$ZodType);
  return def.type === "optional" ? { kind: "optional", of, rate } : { kind: "nullable", of, rate };
}

function choice(values: readonly Scalar[]): Field {
  return values.length === 1 ? { kind: "constant", value: values[0] } : { kind: "choice", values };
}

function inferRecord(def: Def): Field {
  const of = inferField(def["valueType"] as z.core.$ZodType);
  const keys = definition(def["keyType"] as z.core.$ZodType);
  if (keys.type === "enum") {
    const names = Object.values(keys["entries"] as Record<string, string>);
    return { kind: "object", members: names.map((name) => ({ name, field: of })) };
  }
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
  for (const format of formats) {
    if (format === undefined) continue;
    if (format === "uuid" || format === "guid") return { kind: "uuid" };
    if (format === "date") return { kind: "date", ...defaultDays };
    if (format === "datetime") return { kind: "timestamp", ...defaultInstants };
    if (format === "time") return { kind: "time" };
    if (format === "hex") return { kind: "hex", digits: 16, prefix: "" };
    const method = formatMethods[format as string];
    if (method !== undefined) return { kind: "fake", method };
    return { kind: "unsupported", reason: `no values are known for the string format ${JSON.stringify(format)}` };
  }
  if (found.some((c) => /_length|length_/.test(String(c["check"])))) return { kind: "letters", ...lengths(def, 1, 20) };
  return { kind: "template", text: "{{word.adjective}} {{word.noun}}" };
}

function inferNumber(def: Def): Field {
  let min: number | undefined;
  let max: number | undefined;
  let multiple: number | undefined;
  let integral = formatName(def).includes("int");
  const above = (value: number) => (min = Math.max(min ?? -Infinity, value));
  const below = (value: number) => (max = Math.min(max ?? Infinity, value));
  const limits: { value: number; inclusive: boolean; greater: boolean }[] = [];
  for (const check of checks(def)) {
    const name = check["check"];
    if (name === "number_format") integral ||= formatName(check).includes("int");
    if (name === "multiple_of") multiple = check["value"] as number;
    if (name === "greater_than" || name === "less_than") {
      limits.push({
        value: check["value"] as number,
        inclusive: check["inclusive"] as boolean,
        greater: name === "greater_than",
      });
    }
  }
  integral ||= multiple !== undefined && Number.isInteger(multiple);
  const smallest = integral ? 1 : 0.01;
  for (const { value, inclusive, greater } of limits) {
    if (greater) above(inclusive ? value : (integral ? Math.floor(value) : value) + smallest);
    else below(inclusive ? value : (integral ? Math.ceil(value) : value) - smallest);
  }
  const from = min ?? Math.min(0, max === undefined ? 0 : max - 9999);
  const to = max ?? Math.max(9999, from + 9999);
  if (!integral) {
    if (multiple !== undefined) return steps(from, to, multiple);
    return { kind: "decimal", min: from, max: to, digits: 2 };
  }
  const step = multiple ?? 1;
  const first = Math.ceil(from / step) * step;
  return { kind: "integer", min: first, max: to, ...(step === 1 ? {} : { step }) };
}

/** Multiples of a decimal fraction such as 0.25 are whole multiples written with its digits. */
function steps(min: number, max: number, multiple: number): Field {
  const digits = /\.(\d+)$/.exec(String(multiple))?.[1]?.length;
  if (digits === undefined || 10 ** -digits !== multiple) {
    return { kind: "unsupported", reason: `only multiples of 1, 0.1, 0.01 … can be inferred, not of ${multiple}` };
  }
  return { kind: "decimal", min, max, digits };
}
