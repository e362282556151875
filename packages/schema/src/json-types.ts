/**
 * Which types of JSON the values of a field have: what follows from another field must have a type that fits.
 */

import { fakerJsonType } from "./faker-methods.ts";
import { inside, type Field, type JsonType, type Scalar } from "./field.ts";

/** Where fields stand by name: in the table of the field, its parent's, or another. */
export interface Fields {
  of(table: string): ReadonlyMap<string, Field> | undefined;
  /** The tables of the field and of its parent. */
  readonly own: string;
  parentOf(table: string): string | undefined;
}

/** The types that the values of a field have; nothing where only code or zod knows. */
export function jsonTypes(field: Field, fields?: Fields, followed = 0): ReadonlySet<JsonType> | undefined {
  const target = (table: string | undefined, name: string): ReadonlySet<JsonType> | undefined => {
    const found = table === undefined ? undefined : fields?.of(table)?.get(name);
    // Rings are told of elsewhere.
    if (found === undefined || followed > 100) return undefined;
    const types = jsonTypes(found, { ...fields!, own: table! }, followed + 1);
    // What is missing there is null here.
    return types !== undefined && found.kind === "optional" ? new Set([...types, "null"]) : types;
  };
  switch (field.kind) {
    case "constant":
      return new Set([scalarType(field.value)]);
    case "column":
      return new Set(field.spread === undefined ? field.values.map(scalarType) : ["number"]);
    case "choice":
      return new Set(field.values.map(scalarType));
    case "integer":
    case "ordinal":
    case "sequence":
      return new Set(["integer"]);
    case "plus": {
      const types = target(fields?.own, field.field);
      return new Set(types?.has("null") === true ? ["integer", "null"] : ["integer"]);
    }
    case "fake": {
      const type = fakerJsonType(field.method, field.options);
      return type && new Set([type]);
    }
    case "decimal":
      return new Set(["number"]);
    case "boolean":
    case "chosen":
      return new Set(["boolean"]);
    case "subset":
    case "list":
    case "tuple":
      return new Set(["array"]);
    case "object":
    case "record":
      return new Set(["object"]);
    case "nullable": {
      const types = jsonTypes(field.of, fields, followed);
      return types && new Set([...types, "null"]);
    }
    case "optional":
      return jsonTypes(field.of, fields, followed);
    case "union":
    case "when": {
      const all = inside(field).map((one) => jsonTypes(one, fields, followed));
      return all.every((types) => types !== undefined) ? new Set(all.flatMap((types) => [...types])) : undefined;
    }
    case "same":
      return target(fields?.own, field.as);
    case "transform":
      return target(fields?.own, field.field);
    case "reference":
      return target(field.table, field.field);
    case "tree": {
      const types = target(fields?.own, field.field);
      return types && new Set([...types, "null"]);
    }
    case "parent":
      return target(fields?.parentOf(fields.own), field.field);
    case "compute":
    case "unsupported":
      return undefined;
    default:
      return new Set(["string"]);
  }
}

function scalarType(value: Scalar): JsonType {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "string" | "boolean";
}

/** Those of the types that others do not cover. */
export function notCovered(types: Iterable<JsonType>, by: readonly JsonType[]): JsonType[] {
  return [...types].filter((type) => !by.includes(type) && !(type === "integer" && by.includes("number")));
}
