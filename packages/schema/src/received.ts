/**
 * What was found, in the words of an issue.
 */

import type * as z from "zod";
import { definition, isType } from "./definition.ts";

/** A value as it stands in an issue. */
export function received(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "function") return "a function";
  if (isType(value)) return typeText(value);
  return JSON.stringify(value, (_, part: unknown) => spelled(part)) ?? String(value);
}

/** What JSON has not, or not in a few words. */
function spelled(part: unknown): unknown {
  return isType(part) ? typeText(part) : typeof part === "bigint" ? `${part}n` : part;
}

const typeText = (type: z.core.$ZodType): string => `z.${definition(type).type}()`;
