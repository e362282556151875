/**
 * Which fields of a table are wanted.
 */

import { InputError } from "@backlot/runtime";
import { nearest, type Field, type Table } from "@backlot/schema";
import type { Vocabulary } from "../phrase.ts";
import type { Lane } from "../plan.ts";
import { laneOf } from "./reach.ts";
import { memberPath, type Located } from "./scope.ts";

/** A field that was picked: its name in the output, and the path of its stream. */
export interface Picked {
  readonly name: string;
  readonly path: string;
  readonly field: Field;
  readonly lane: Lane;
  readonly why?: string;
}

/**
 * The fields of a table by their names; all of them where none are named.
 *
 * @param refused takes what cannot be picked
 * @throws InputError when nothing is named.
 */
export function pickFields(
  table: Table,
  pick: readonly string[] | undefined,
  vocabulary: Vocabulary,
  refused: (problem: InputError) => void,
): Picked[] {
  if (typeof pick === "string") {
    throw new InputError(`Cannot pick ${JSON.stringify(pick)}: what is picked is a list of names`, {
      hint: `Write pick: ${JSON.stringify(String(pick).split(/\s*,\s*/))}`,
    });
  }
  const names = pick ?? table.fields.map(({ name }) => name);
  if (names.length === 0) throw new InputError("Cannot make records without fields: nothing was picked");
  return names.flatMap((name, i) => {
    if (names.indexOf(name) !== i) {
      refused(new InputError(`Cannot pick ${name} twice`, { field: name }));
      return [];
    }
    const found = fieldAt(table, name);
    if (found instanceof InputError) {
      refused(found);
      return [];
    }
    return [{ name, ...found, ...laneOf(table, found.field, vocabulary) }];
  });
}

/** A picked field taken apart: the members of an object; nothing where it is one value. */
export function partsOf({ name, path, field, ...how }: Picked): Picked[] {
  if (field.kind !== "object") return [];
  return field.members.map((member) => {
    return { ...how, name: `${name}.${member.name}`, path: memberPath(member.name, path), field: member.field };
  });
}

/** A field by its name, or by a dotted path through objects. */
function fieldAt(table: Table, path: string): Located | InputError {
  let members = table.fields;
  let around: string | undefined;
  let rest = path;
  for (;;) {
    const exact = members.find(({ name }) => name === rest);
    if (exact !== undefined) return { field: exact.field, path: memberPath(exact.name, around) };
    const next = members.find(({ name, field }) => rest.startsWith(`${name}.`) && field.kind === "object");
    if (next?.field.kind !== "object") break;
    members = next.field.members;
    around = memberPath(next.name, around);
    rest = rest.slice(next.name.length + 1);
  }
  const known = table.fields.map(({ name }) => name);
  const near = nearest(rest, members === table.fields ? known : members.map(({ name }) => name));
  return new InputError(`Cannot pick ${JSON.stringify(path)}: ${table.plugin.name}/${table.name} has no such field`, {
    field: path,
    hint: near === undefined ? `Its fields are ${known.join(", ")}` : `Did you mean ${near}?`,
  });
}
