/** JSON Schema types in the short form that programmers write. */

/** The parts of a JSON Schema that tell the type. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  /** Of the elements, or of those behind `prefixItems`; false where there are none. */
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly $ref?: string;
  readonly $defs?: Definitions;
  readonly [key: string]: unknown;
}

/** Schemas that others refer to by name. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** `string`, `integer | null`, `string[]`, `[number, number]`. */
export function typeText(schema: JsonSchema, definitions: Definitions = schema.$defs ?? {}): string {
  return alternatives(schema, definitions).join(" | ");
}

/** The types that a value may have, each once, null last. */
function alternatives(schema: JsonSchema, definitions: Definitions): readonly string[] {
  const types = [...new Set(typesOf(schema, definitions))];
  return [...types.filter((type) => type !== "null"), ...types.filter((type) => type === "null")];
}

function typesOf(schema: JsonSchema, definitions: Definitions): readonly string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "");
    // A type that holds itself is not followed a second time.
    return typesOf(definitions[name] ?? {}, { ...definitions, [name]: {} });
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.flatMap((option) => typesOf(option, definitions));
  if (schema.type === "array") return [arrayText(schema, definitions)];
  if (schema.type !== undefined) return [schema.type].flat();
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  return values.length === 0 ? ["any"] : values.map((value) => (value === null ? "null" : typeof value));
}

function arrayText({ items, prefixItems }: JsonSchema, definitions: Definitions): string {
  const types = items === false ? [] : alternatives(items ?? {}, definitions);
  const elements = types.length > 1 ? `(${types.join(" | ")})[]` : `${types.join("")}[]`;
  if (prefixItems === undefined) return elements;
  const first = prefixItems.map((item) => typeText(item, definitions));
  return `[${[...first, ...(types.length > 0 ? [`...${elements}`] : [])].join(", ")}]`;
}
