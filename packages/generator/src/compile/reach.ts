/**
 * Which fields a field follows from, so that what they need is loaded before the ops are written.
 */

import { inside, templateParts, type Field, type Table } from "@backlot/schema";
import { hasField, tableNamed } from "./scope.ts";
import { isCompiled } from "./text.ts";

/** The lane of a field, judged by all that it follows from. */
export function laneOf(table: Table, field: Field): "compiled" | "pooled" | "computed" {
  let lane: "compiled" | "pooled" | "computed" = "compiled";
  for (const reached of reach(table, field, new Set())) {
    if (reached.kind === "compute") return "computed";
    const methods =
      reached.kind === "fake"
        ? [reached]
        : reached.kind === "template"
          ? templateParts(reached.text).flatMap(({ name }) =>
              name === undefined || hasField(table, name) ? [] : [{ method: name }],
            )
          : [];
    if (methods.some(({ method, ...rest }) => !isCompiled(method, "options" in rest ? rest.options : undefined)))
      lane = "pooled";
  }
  return lane;
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
    case "same":
      return [[table, field.as]];
    case "plus":
    case "when":
      return [[table, field.field]];
    case "template":
      return templateParts(field.text).flatMap(({ name }) => (name === undefined ? [] : [[table, name] as const]));
    case "reference":
      return [[tableNamed(table, field.table), field.field]];
    case "parent":
      return [[tableNamed(table, table.options.per!.table), field.field]];
    default:
      return [];
  }
}
