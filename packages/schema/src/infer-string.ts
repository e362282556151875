/**
 * From a plain zod string to a field.
 */

import { checks, lengths, type Def } from "./definition.ts";
import type { Field } from "./field.ts";

/** Days, instants and times of plain `z.iso.date()`, `z.iso.datetime()` and `z.iso.time()`. */
const defaultDays = { from: "1970-01-01", to: "2025-12-31" } as const;
const defaultInstants = { from: "1970-01-01T00:00:00.000Z", to: "2025-12-31T23:59:59.999Z" } as const;
const defaultTimes = { from: "00:00:00", to: "23:59:59" } as const;

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

/** The field of a string: by its format, its length, or some words. */
export function inferString(def: Def): Field {
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
    if (format === "time" && [undefined, null, 0].includes(told("precision") as number))
      return { kind: "time", ...defaultTimes };
    if (format === "hex") return { kind: "hex", digits: 16, prefix: "" };
    const method = formatMethods[format as string];
    if (method !== undefined) return { kind: "fake", method };
    return { kind: "unsupported", reason: `no values are known for the string format ${JSON.stringify(format)}` };
  }
  if (found.some((c) => /_length|length_/.test(String(c["check"])))) return { kind: "letters", ...lengths(def, 1, 20) };
  return { kind: "template", text: "{{word.adjective}} {{word.noun}}" };
}
