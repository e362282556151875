/**
 * From a plain zod string to a field.
 */

import { defaultInstants } from "./calendar.ts";
import { checks, lengthLimits, lengths, type Def } from "./definition.ts";
import type { Field } from "./field.ts";
import { fieldWithOptions } from "./format-options.ts";
import { inferPattern, patternField } from "./infer-pattern.ts";
import { isoShape } from "./iso-times.ts";

/** Days, instants and times of plain `z.iso.date()`, `z.iso.datetime()` and `z.iso.time()`. */
const defaultDays = { from: "1970-01-01", to: "2025-12-31" } as const;
const defaultTimes = { from: "00:00:00", to: "23:59:59" } as const;

/** zod's string formats for which faker has a method. */
const formatMethods: Readonly<Record<string, string>> = {
  email: "internet.email",
  url: "internet.url",
  ipv4: "internet.ipv4",
  ipv6: "internet.ipv6",
  emoji: "internet.emoji",
  jwt: "internet.jwt",
  nanoid: "string.nanoid",
  hostname: "internet.domainName",
  credit_card: "finance.creditCardNumber",
  iban: "finance.iban",
};

/** Formats that zod checks by more than a regular expression, and ones of its expressions that cannot be read backwards. */
const formatPatterns: Readonly<Record<string, RegExp>> = {
  // RFC 4648: what is left of the last character's bits is zero.
  base64: /([A-Za-z0-9+/]{4}){2,8}([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?/,
  base64url: /([\w-]{4}){2,8}([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?/,
  duration: /P([1-9]\d?W|[1-9]D(T[1-9]H([1-5]\dM)?)?|T[1-9]\d?M)/,
};

/** How many hexadecimal digits the hashes have. */
const hashDigits: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 };

/** How long the texts of a kind are; faker's are not known so well, but no address is longer than RFC 5321 allows. */
const lengthsOf: Readonly<Record<string, readonly [shortest: number, longest: number]>> = {
  uuid: [36, 36],
  uuidv7: [36, 36],
  ulid: [26, 26],
  date: [10, 10],
  timestamp: [24, 24],
  time: [8, 8],
  fake: [5, 254],
  template: [5, 254],
};

/** The field of a string: by its format, its length, or some words; refused where the values may not meet all checks. */
export function inferString(def: Def): Field {
  const field = formatField(def);
  const formats = new Set(
    [def, ...checks(def)].flatMap((one) => (typeof one["format"] === "string" ? [one["format"]] : [])),
  );
  const known = field.kind === "hex" ? ([field.digits, field.digits] as const) : lengthsOf[field.kind];
  if (known === undefined) return field;
  if (formats.size > 1)
    return { kind: "unsupported", reason: `one text of several formats: ${[...formats].join(", ")}` };
  const { min = 0, max = Infinity } = lengthLimits(def);
  if (min <= known[0] && max >= known[1]) return field;
  return { kind: "unsupported", reason: `a text of the format ${[...formats].join()} that is ${min} to ${max} long` };
}

/** The field of a string by its format, else by its length. */
function formatField(def: Def): Field {
  const found = checks(def);
  const formats = [def["format"], ...found.filter((c) => c["check"] === "string_format").map((c) => c["format"])];
  const told = (name: string): unknown => [def, ...found].find((one) => one[name] !== undefined)?.[name];
  for (const format of formats) {
    if (format === undefined) continue;
    if ((format === "uuid" || format === "guid") && [undefined, "v4"].includes(told("version") as string))
      return { kind: "uuid" };
    if (format === "uuid" && told("version") === "v7") return { kind: "uuidv7", time: defaultInstants };
    if (format === "ulid") return { kind: "ulid", time: defaultInstants };
    if (format === "date") return { kind: "date", ...defaultDays };
    if (format === "datetime" && [undefined, null, 3].includes(told("precision") as number))
      return { kind: "timestamp", ...defaultInstants };
    if (format === "time" && [undefined, null, 0].includes(told("precision") as number))
      return { kind: "time", ...defaultTimes };
    if (format === "hex") return { kind: "hex", digits: 16, prefix: "" };
    const own = [def, ...found].find((one) => one["format"] === format)!;
    const withOptions = fieldWithOptions(def, format as string, own);
    if (withOptions !== undefined) return withOptions;
    const method = formatMethods[format as string];
    if (method !== undefined) return { kind: "fake", method };
    const known = formatPatterns[format as string];
    if (known !== undefined) return patternField(known, lengthLimits(def));
    const [hash, spelling] = (format as string).split("_");
    if (spelling === "hex" && hash in hashDigits) return { kind: "hex", digits: hashDigits[hash], prefix: "" };
    return inferPattern(def, format as string, isoShape(format as string, told("precision")));
  }
  if (found.some((c) => /_length|length_/.test(String(c["check"])))) return { kind: "letters", ...lengths(def, 1, 20) };
  return { kind: "template", text: "{{word.adjective}} {{word.noun}}" };
}
