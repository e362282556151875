/**
 * zod's string formats with options that faker's method for the format knows nothing of.
 */

import * as z from "zod";
import { lengthLimits, type Def } from "./definition.ts";
import { fitted, shapeOf, type Shape } from "./expression.ts";
import type { Field } from "./field.ts";
import { inferPattern, shapedField } from "./infer-pattern.ts";

const { regexes } = z;
const sources = (...expressions: readonly RegExp[]): ReadonlySet<string> =>
  new Set(expressions.map(({ source }) => source));

/** The expressions that faker's addresses and hosts match. */
const emails = sources(regexes.email, regexes.html5Email, regexes.rfc5322Email, regexes.unicodeEmail);
const hosts = sources(regexes.domain, regexes.hostname);

/** What an address may begin with; the first one that is taken. */
const protocols = ["https", "http", "wss", "ws", "ftp", "ftps", "sftp", "ssh", "git", "file", "redis", "postgres"];

/**
 * The field of a format with options, if it has some that count.
 *
 * @param told - the definition, or the check, that has the format
 */
export function fieldWithOptions(def: Def, format: string, told: Readonly<Record<string, unknown>>): Field | undefined {
  const { pattern, alg, length } = told;
  switch (format) {
    case "email":
      return pattern instanceof RegExp && !emails.has(pattern.source) ? inferPattern(def, format) : undefined;
    case "nanoid":
      return length === undefined ? undefined : inferPattern(def, format);
    case "jwt":
      return alg === undefined || alg === null
        ? undefined
        : { kind: "fake", method: "internet.jwt", options: { header: { alg, typ: "JWT" } } };
    case "url":
      return address(def, told);
    default:
      return undefined;
  }
}

function address(def: Def, { protocol: wanted, hostname }: Readonly<Record<string, unknown>>): Field | undefined {
  const protocol = wanted instanceof RegExp ? protocols.find((one) => matches(wanted, one)) : "https";
  if (protocol === undefined)
    return unsupported(`an address whose protocol is like ${String(wanted)}, of which none is known`);
  if (!(hostname instanceof RegExp) || hosts.has(hostname.source))
    return protocol === "https" ? undefined : { kind: "template", text: `${protocol}://{{internet.domainName}}` };
  const field = shapedField(`${protocol}:// and ${String(hostname)}`, () => {
    const host = hostShape(shapeOf(hostname));
    if (!endsInLetter(host)) throw new RangeError("the host's name may end in something else than a letter");
    const begin: Shape = { kind: "text", text: `${protocol}://` };
    return fitted({ kind: "sequence", parts: [begin, host] }, lengthLimits(def));
  });
  return field.kind === "unsupported" ? unsupported(field.reason) : field;
}

/** With what can be written instead. */
function unsupported(reason: string): Field {
  return { kind: "unsupported", reason: `${reason}; write pattern(/https:\\/\\/…/)` };
}

/** Whether an expression matches a text, wherever it matched the last one. */
function matches({ source, flags }: RegExp, text: string): boolean {
  return new RegExp(source, flags.replaceAll(/[gy]/g, "")).test(text);
}

/**
 * The shape with characters that mean nothing else in an address: of a class small letters, else digits, else a dash
 * and a dot. Large ones would come back as small ones, and a number may be read as the address of a machine.
 */
function hostShape(shape: Shape): Shape {
  switch (shape.kind) {
    case "text":
      if (/^[a-z\d.-]*$/.test(shape.text)) return shape;
      throw new RangeError(`${JSON.stringify(shape.text)} has more than small letters, digits, dashes and dots`);
    case "character": {
      const of = [/[a-z]/, /\d/, /[.-]/].map((kind) => shape.of.filter((one) => kind.test(one)));
      const found = of.find((all) => all.length > 0);
      if (found === undefined) throw new RangeError(`${JSON.stringify(shape.of[0])} is in no host's name`);
      return { kind: "character", of: found };
    }
    case "sequence":
      return { kind: "sequence", parts: shape.parts.map(hostShape) };
    case "either":
      return { kind: "either", options: shape.options.map(hostShape) };
    case "repeat":
      return { ...shape, of: hostShape(shape.of) };
    default:
      return shape satisfies never;
  }
}

function endsInLetter(shape: Shape): boolean {
  switch (shape.kind) {
    case "text":
      return /[a-z]$/.test(shape.text);
    case "character":
      return /[a-z]/.test(shape.of[0]);
    case "sequence":
      return endsInLetter(shape.parts.at(-1)!);
    case "either":
      return shape.options.every(endsInLetter);
    case "repeat":
      return shape.min > 0 && endsInLetter(shape.of);
    default:
      return shape satisfies never;
  }
}
