/**
 * What the code of a computed field gave: its JSON text, or why there is none.
 */

import type * as z from "zod";
import { memberPath } from "./compile/scope.ts";

/** A text of JSON, or what is wrong. */
export type ValueText = { readonly json: string } | { readonly wrong: string };

/** The text of what code gives. */
export function textOf(type: z.ZodType, value: unknown): ValueText {
  if (isPromise(value)) return { wrong: "it gave a promise, and the code of a computed field cannot wait" };
  const json = jsonOf(value);
  const shown = typeof value === "number" ? String(value) : typeof value;
  const another = anotherType(type, value);
  if (another !== undefined) return { wrong: `it gave ${shortened(json ?? shown)}: ${another}` };
  if (json === undefined)
    return { wrong: `it gave ${shown}, which JSON has no text for; null says that nothing is there` };
  // A date becomes text, and a map nothing: what is read again would not be what the type promises.
  const asJson = typeof value === "object" ? anotherType(type, JSON.parse(json)) : undefined;
  if (asJson !== undefined) return { wrong: `it gave what is ${shortened(json)} in JSON: ${asJson}` };
  return { json };
}

/** Nobody waits for it, so nobody must mind how it ends. */
function isPromise(value: unknown): boolean {
  if (!(value instanceof Promise)) return false;
  value.catch(() => {});
  return true;
}

/** What about a value is not of the type, and where inside it. */
function anotherType(type: z.ZodType, value: unknown): string | undefined {
  const { error } = type.safeParse(value);
  if (error === undefined) return undefined;
  const issue = error.issues.at(0);
  const where = issue?.path.reduce<string | undefined>(stepInto, undefined);
  const message = issue?.message ?? "another type";
  return where === undefined ? message : `${where}: ${message}`;
}

function stepInto(around: string | undefined, step: PropertyKey): string {
  return typeof step === "number" ? `${around ?? ""}[${step}]` : memberPath(String(step), around);
}

/** A value's JSON text, if there is one. */
function jsonOf(value: unknown): string | undefined {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  try {
    // Not of `undefined`, a function or a symbol, whatever the types say.
    return JSON.stringify(value);
  } catch {
    // A bigint inside, or an object that holds itself.
    return undefined;
  }
}

export const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
