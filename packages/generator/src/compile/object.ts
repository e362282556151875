/**
 * Values with keys: objects with members of their own names, and records with keys that are counted.
 */

import type { Field, FieldOf } from "@backlot/schema";
import type { Encoding } from "../encoding.ts";
import { repeat } from "./list.ts";
import { range } from "./number.ts";
import { keyOf, memberPath, type Scope } from "./scope.ts";
import { spell, togetherAbsent, value } from "./value.ts";

/**
 * An object; members that may be missing are written with the comma before them. Returns where in the program
 * the ops of each member begin.
 */
export function object(
  scope: Scope,
  members: readonly { readonly name: string; readonly path?: string; readonly field: Field }[],
  path: string,
  encoding: Encoding,
): number[] {
  const { assembler } = scope;
  const pathOf = (member: (typeof members)[number]): string => member.path ?? memberPath(member.name, path);
  const keyText = (name: string): string => encoding.sign(`${JSON.stringify(name)}:`);
  const missing = members.some(({ field }) => field.kind === "optional");
  if (!missing) {
    const starts = members.map((member, i) => {
      assembler.literal(encoding.sign(i === 0 ? "{" : ",") + keyText(member.name));
      return value(scope, member.field, pathOf(member), encoding);
    });
    assembler.literal(encoding.sign(members.length === 0 ? "{}" : "}"));
    return starts;
  }
  const starts: number[] = [];
  const body = assembler.block(() => {
    for (const member of members) {
      const { field } = member;
      const written = (of: Field): void => {
        assembler.literal(encoding.sign(",") + keyText(member.name));
        spell(scope, of, pathOf(member), encoding);
      };
      starts.push(assembler.stream(keyOf(scope, pathOf(member))));
      if (field.kind !== "optional") written(field);
      else {
        togetherAbsent(scope, field);
        assembler.chance(
          field.rate,
          () => {},
          () => written(field.of),
        );
      }
    }
  });
  assembler.around("object", ["{".charCodeAt(0), "}".charCodeAt(0)], body, 1, 2);
  // The body's words stand before the end of what was just written.
  const shift = assembler.position() - body.words.length;
  return starts.map((start) => start + shift);
}

/** An object with keys of a word and a number, unique by the number. */
export function record(scope: Scope, field: FieldOf<"record">, path: string, encoding: Encoding): void {
  const { assembler, depth } = scope;
  range(scope, field.min, field.max);
  const separator = encoding.sign(",");
  assembler.literal(encoding.sign("{"));
  const body = assembler.block(
    () => {
      assembler.literal(encoding.quote + encoding.piece("key"));
      assembler.op("element");
      assembler.op("add", [0, 1]);
      assembler.op("integer", [], 17);
      assembler.literal(encoding.quote + encoding.sign(":"));
      spell({ ...scope, depth: depth + 1 }, field.of, `${path}{}`, encoding);
    },
    [2 ** 32, 2 ** 32],
    separator,
  );
  repeat(scope, body, field.max, separator);
  assembler.literal(encoding.sign("}"));
}
