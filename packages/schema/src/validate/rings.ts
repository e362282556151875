/**
 * Rings: fields that follow from themselves, in their table or by way of others, can never be found; nor can the
 * children of their own children.
 */

import { inside, type Field } from "../field.ts";
import type { PluginDefinition } from "../plugin.ts";
import { templateParts } from "../template.ts";
import { fieldMap, type Report } from "./subject.ts";

/** Follows every edge from a node; returns the way back to it, or nothing. */
function ring(start: string, edges: (node: string) => readonly string[]): string[] | undefined {
  const way = [start];
  const seen = new Set<string>();
  const walk = (from: string): boolean => {
    for (const next of edges(from)) {
      if (next === start) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      way.push(next);
      if (walk(next)) return true;
      way.pop();
    }
    return false;
  };
  return walk(start) ? way : undefined;
}

/** Reports every ring once, at its first node in the order of names. */
function checkRings(
  nodes: Iterable<string>,
  edges: (node: string) => readonly string[],
  report: (way: string[]) => void,
): void {
  for (const start of nodes) {
    const way = ring(start, edges);
    if (way?.every((one) => one >= start) === true) report([...way, start]);
  }
}

/** Rings of parents. */
export function checkParentRings({ tables }: PluginDefinition, report: Report): void {
  const parents = new Map(tables.map(({ name, options }) => [name, options.per?.table]));
  const edges = (name: string): string[] => [parents.get(name)].filter((parent) => parent !== undefined);
  checkRings(parents.keys(), edges, (way) =>
    report({ code: "cycle", path: `${way[0]} / per`, expected: "another table", received: way.join(" → ") }),
  );
}

function node(table: string | undefined, field: string): string {
  return `${table ?? ""} / ${field}`;
}

/** Rings of fields. */
export function checkFieldRings({ tables }: PluginDefinition, report: Report): void {
  const edges = new Map<string, readonly string[]>();
  for (const definition of tables) {
    const table = definition.name;
    const parent = definition.options.per?.table;
    const followed = (field: Field): string[] => {
      switch (field.kind) {
        case "transform":
          return [node(table, field.field)];
        case "username":
          return field.of.map((name) => node(table, name));
        case "uuidv7":
        case "ulid":
          return "field" in field.time ? [node(table, field.time.field)] : [];
        case "same":
          return [node(table, field.as)];
        case "plus":
          return [node(table, field.field)];
        case "when":
          return [node(table, field.field), ...inside(field).flatMap(followed)];
        case "template":
          return templateParts(field.text).flatMap(({ name }) => (name === undefined ? [] : [node(table, name)]));
        case "reference":
          return [node(field.table, field.field)];
        case "tree":
          return [node(table, field.field)];
        case "parent":
          return [node(parent, field.field)];
        default:
          return inside(field).flatMap(followed);
      }
    };
    for (const [name, field] of fieldMap(definition)) edges.set(node(table, name), followed(field));
  }
  const expected = "fields that do not follow from themselves";
  checkRings(
    edges.keys(),
    (from) => edges.get(from) ?? [],
    (way) => report({ code: "cycle", path: way[0], expected, received: way.join(" → ") }),
  );
}
