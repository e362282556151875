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
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(" | ");
  if (schema.type === "array") {
    const element = schema.items === undefined ? "any" : typeText(schema.items);
    return element.includes("|") ? `(${element})[]` : `${element}[]`;
  }
  if (typeof schema.type === "string") return schema.type;
  if (schema.type !== undefined) return schema.type.join(" | ");
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  const types = new Set(values.map((value) => (value === null ? "null" : typeof value)));
  return types.size === 0 ? "any" : [...types].join(" | ");
}
