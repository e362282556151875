/**
 * Which fields a field follows from, so that what they need is loaded before the ops are written.
 */

import { inside, templateParts, type Field, type Table } from "@backlot/schema";
import type { Vocabulary } from "../phrase.ts";
import type { Lane } from "../plan.ts";
import { whyPooled } from "./fake.ts";
import { hasField, tableNamed } from "./scope.ts";

/** The lane of a field, judged by all that it follows from; why it is pooled, if it is. */
export function laneOf(table: Table, field: Field, vocabulary: Vocabulary): { lane: Lane; why?: string } {
  if (isComputed(table, field)) return { lane: "computed" };
  const pooled: string[] = [];
  for (const reached of reach(table, field, new Set())) {
    for (const method of methodsOf(table, reached)) {
      const why = whyPooled(method, vocabulary);
      if (why !== undefined && !pooled.includes(why)) pooled.push(why);
    }
  }
  return pooled.length === 0 ? { lane: "compiled" } : { lane: "pooled", why: pooled.join("; ") };
}

/** Whether a field follows from code of the plugin. */
export function isComputed(table: Table, field: Field): boolean {
  for (const { kind } of reach(table, field, new Set())) if (kind === "compute") return true;
  return false;
}

/** The faker methods that a field is made of. */
function methodsOf(table: Table, field: Field): readonly { readonly method: string; readonly options?: unknown }[] {
  if (field.kind === "fake") return [field];
  if (field.kind !== "template") return [];
  return templateParts(field.text).flatMap(({ name }) =>
    name === undefined || hasField(table, name) ? [] : [{ method: name }],
  );
}

function* reach(table: Table, field: Field, seen: Set<string>): Generator<Field> {
  yield field;
  for (const part of inside(field)) yield* reach(table, part, seen);
  for (const [other, name] of followed(table, field)) {
    const id = `${other.name} ${name}`;
    const found = other.fields.find((member) => member.name === name);
    if (seen.has(id) || found === undefined) continue;
    seen.add(id);
    yield* reach(other, found.field, seen);
  }
}

/** The fields that a field names: of its own table, of the parent's, or of another. */
function followed(table: Table, field: Field): readonly (readonly [Table, string])[] {
  switch (field.kind) {
    case "uuidv7":
    case "ulid":
      return "field" in field.time ? [[table, field.time.field]] : [];
    case "same":
      return [[table, field.as]];
    case "username":
      return field.of.map((name) => [table, name]);
    case "transform":
    case "plus":
    case "when":
      return [[table, field.field]];
    case "template":
      return templateParts(field.text).flatMap(({ name }) => (name === undefined ? [] : [[table, name] as const]));
    case "reference":
      return [[tableNamed(table, field.table), field.field]];
    case "tree":
      return [[table, field.field]];
    case "parent":
      return [[tableNamed(table, table.options.per!.table), field.field]];
    default:
      return [];
  }
}
