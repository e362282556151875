/** `backlot describe`: the fields of a table, their types and rules. */
import type { Table } from "@backlot/schema";
import type { Command } from "commander";
import { inColumns } from "../columns.ts";
import { act, newCommand, type Context } from "../command.ts";
import { ownFormat } from "../outputs.ts";
import { print } from "../print.ts";
import { countText } from "../quantity.ts";
import { typeText, type JsonSchema } from "../type-text.ts";

export function describe(context: Context): Command {
  const command = newCommand("describe", "Describe a table: its fields, types and rules.", [
    ["backlot describe imdb/title.basics", "the fields in a table"],
    ["backlot describe imdb/title.basics --json", "a JSON Schema of the record"],
    ["backlot describe imdb", "all tables of a plugin"],
  ]).argument("<table>", "a table, such as imdb/movie, or a plugin for all of its tables");
  return act(context, command, async ([name], { plugin: named, json }) => {
    const { findTarget } = await import("../plugins.ts");
    const { tables, whole } = await findTarget(name, { folder: context.host.folder, named });
    if (json) {
      const schemas = await Promise.all(tables.map(recordSchema));
      await print(`${JSON.stringify(whole ? schemas : schemas[0])}\n`);
    } else {
      await print((await Promise.all(tables.map(tableText))).join("\n"));
    }
    return 0;
  });
}

/** The JSON Schema of a table's record. */
async function recordSchema(table: Table): Promise<JsonSchema> {
  const [{ toJSONSchema }, { recordType }] = await Promise.all([import("zod"), import("../plugins.ts")]);
  const { $schema, ...schema } = toJSONSchema(await recordType(table), { unrepresentable: "any" }) as JsonSchema;
  return { $schema, title: `${table.plugin.name}/${table.name}`, description: table.options.description, ...schema };
}

async function tableText(table: Table): Promise<string> {
  const [{ fieldText }, { tableRows }] = await Promise.all([import("@backlot/schema"), import("@backlot/generator")]);
  const { properties = {}, required = [] } = await recordSchema(table);
  const { description, key, per } = table.options;
  const facts = [["rows", `${countText(tableRows(table, 1))} at scale 1`]];
  if (key !== undefined) facts.push(["key", key.join(", ")]);
  if (per !== undefined)
    facts.push(["parent", `${table.plugin.name}/${per.table}, ${childrenText(per.count)} for each`]);
  facts.push(["format", `${ownFormat(table)}, unless told`]);
  const fields = table.fields.map(({ name, field }) => {
    const type = typeText(properties[name] ?? {});
    return [name, required.includes(name) ? type : `${type}?`, fieldText(field)];
  });
  const title = `${table.plugin.name}/${table.name}`;
  return [
    `${description === undefined ? title : `${title}: ${description}`}\n`,
    inColumns(facts, "  "),
    inColumns([["FIELD", "TYPE", "RULE"], ...fields], "  "),
  ].join("\n");
}

function childrenText(count: NonNullable<Table["options"]["per"]>["count"]): string {
  if (typeof count === "number") return String(count);
  if (Array.isArray(count)) return `${count[0]} to ${count[1]}`;
  const numbers = Object.keys(count).map(Number);
  return `${Math.min(...numbers)} to ${Math.max(...numbers)}, weighted`;
}
