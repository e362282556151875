/**
 * What a function is told: arguments, and options by name.
 *
 * A hint that was told something wrong keeps that in its type, so that `definePlugin` can say it with the name of
 * table and field, beside all else that is wrong.
 */

import * as z from "zod";
import { isObject, type Argument } from "./arguments.ts";
import { isDistribution } from "./distributions.ts";
import { hinted } from "./hints.ts";
import type { Misuse } from "./issue.ts";
import { nearest } from "./nearest.ts";
import { received } from "./received.ts";

/** What a function may be told. */
export interface Signature<Options extends object> {
  /** All that is wrong with arguments and options. */
  misuses(args: Readonly<Record<string, unknown>>, options?: unknown): Misuse[];
  /** The type with what is wrong instead of a hint; nothing where all is right. */
  refused<Type extends z.ZodType>(
    type: Type,
    args: Readonly<Record<string, unknown>>,
    options?: Options,
  ): Type | undefined;
}

/** The signature of a function; `options` has all names of them, as their type has. */
export function signature<Options extends object>(
  name: string,
  args: Readonly<Record<string, Argument>>,
  options: { readonly [Name in keyof Options]-?: Argument },
): Signature<Options> {
  const known: Readonly<Record<string, Argument>> = options;
  const names = Object.keys(known);
  const misuses: Signature<Options>["misuses"] = (values, told = {}) => {
    const wrong = Object.entries(args).flatMap(([arg, argument]) => misuse(name, arg, argument, values[arg]));
    if (isDistribution(told) && names.includes("distribution")) {
      wrong.push({ code: "type", expected: `{ distribution: … } in ${name}`, received: received(told) });
    } else if (!isObject(told)) {
      const expected = `options of ${name}, { ${names.join(", ")} }`;
      wrong.push({ code: "type", expected, received: received(told) });
    } else {
      for (const option of Object.keys(told).filter((one) => !names.includes(one))) {
        const expected = `an option of ${name}: ${names.join(", ")}`;
        wrong.push({ code: "unknown", expected, received: received(option), suggestion: nearest(option, names) });
      }
      wrong.push(...names.flatMap((option) => misuse(name, option, known[option], told[option])));
    }
    return wrong;
  };
  return {
    misuses,
    refused: (type, values, told) => {
      const wrong = misuses(values, told);
      return wrong.length === 0 ? undefined : hinted(type, { kind: "misused", wrong });
    },
  };
}

/** Stands for a type that cannot be made where its hint was told something wrong. */
export const noType = (): never => z.any() as never;

function misuse(name: string, arg: string, { expected, takes, words = [] }: Argument, value: unknown): Misuse[] {
  if (takes(value)) return [];
  const suggestion = typeof value === "string" ? nearest(value, words) : undefined;
  return [{ code: "type", expected: `${expected} as ${arg} of ${name}`, received: received(value), suggestion }];
}
