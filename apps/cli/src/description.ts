/** Descriptions of tables: for people, and as JSON Schema. */
import { tableRows } from "@backlot/generator";
import { childRange, distributionText, fieldText, uniqueOf, type Per, type Table } from "@backlot/schema";
import { toJSONSchema } from "zod";
import { inColumns } from "./columns.ts";
import { ownFormat } from "./outputs.ts";
import { recordType } from "./plugins.ts";
import { countText } from "./quantity.ts";
import { typeText, type JsonSchema } from "./type-text.ts";

/** The JSON Schema of a table's record. */
export async function recordSchema(table: Table): Promise<JsonSchema> {
  const { $schema, ...schema } = toJSONSchema(await recordType(table), { unrepresentable: "any" }) as JsonSchema;
  return { $schema, title: `${table.plugin.name}/${table.name}`, description: table.options.description, ...schema };
}

/** A table in words: how many records, whose children they are, and each field with its type and rule. */
export async function tableText(table: Table): Promise<string> {
  const { properties = {}, required = [], $defs } = await recordSchema(table);
  const { description, key, per } = table.options;
  const facts = [["rows", `${countText(tableRows(table, 1))} at scale 1`]];
  if (key !== undefined) facts.push(["key", key.join(", ")]);
  const uniques = uniqueOf(table).map((names) => names.join(" with "));
  if (uniques.length > 0) facts.push(["unique", uniques.join(", ")]);
  if (per !== undefined) facts.push(["parent", `${table.plugin.name}/${per.table}, ${childrenText(per)}`]);
  facts.push(["format", `${ownFormat(table)}, unless told`]);
  const fields = table.fields.map(({ name, field }) => {
    const type = typeText(properties[name] ?? {}, $defs);
    return [name, required.includes(name) ? type : `${type}?`, fieldText(field)];
  });
  const title = `${table.plugin.name}/${table.name}`;
  return [
    `${description === undefined ? title : `${title}: ${description}`}\n`,
    inColumns(facts, "  "),
    inColumns([["FIELD", "TYPE", "RULE"], ...fields], "  "),
  ].join("\n");
}

function childrenText({ count, where }: Per): string {
  const some = where === undefined ? "" : ` whose ${where.field} is ${where.values.join(" or ")}`;
  return `${countsText(count)} for each${some}`;
}

function countsText(count: Per["count"]): string {
  if (typeof count === "number") return String(count);
  const range = childRange(count);
  if (range !== undefined) return `${range.min} to ${range.max}${distributionText(range.distribution)}`;
  const numbers = Object.keys(count).map(Number);
  return `${Math.min(...numbers)} to ${Math.max(...numbers)}, weighted`;
}
