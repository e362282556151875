/** JSON Schema types in the short form that programmers write. */

/** The parts of a JSON Schema that tell the type. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly [key: string]: unknown;
}

/** `string`, `integer | null`, `string[]`. */
export function typeText(schema: JsonSchema): string {
  const types = [...new Set(typesOf(schema))];
  return [...types.filter((type) => type !== "null"), ...types.filter((type) => type === "null")].join(" | ");
}

function typesOf(schema: JsonSchema): readonly string[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(typesOf);
  if (schema.type === "array") {
    const element = schema.items === undefined ? "any" : typeText(schema.items);
    return [element.includes("|") ? `(${element})[]` : `${element}[]`];
  }
  if (schema.type !== undefined) return [schema.type].flat();
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  return values.length === 0 ? ["any"] : values.map((value) => (value === null ? "null" : typeof value));
}
