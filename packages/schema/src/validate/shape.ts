/**
 * The checks of what a plugin and its tables are made of: what has another shape cannot be looked into.
 */

import * as told from "../arguments.ts";
import { definition, isType } from "../definition.ts";
import type { Issue } from "../issue.ts";
import type { PluginDefinition } from "../plugin.ts";
import { received } from "../received.ts";
import { signature } from "../signature.ts";
import type { Per, TableOptions } from "../table.ts";

const isNumber = (value: unknown): boolean => typeof value === "number";

const tables: told.Argument = { expected: "a list of tables", takes: Array.isArray };

const recordType: told.Argument = {
  expected: "a zod object, z.object({ … }),",
  takes: (value) => isType(value) && definition(value).type === "object",
};

const rows: told.Argument = {
  expected: "a number, or a function of the scale,",
  takes: (value) => isNumber(value) || typeof value === "function",
};

const children: told.Argument = {
  expected: "{ table, count }",
  takes: told.isObject,
};

/** A number, a range, or weights by number; a range may have a distribution, which is checked elsewhere. */
const count: told.Argument = {
  expected: "a number, a range such as [1, 5] or weights such as { 1: 60, 2: 40 }",
  takes: (value) => {
    if (Array.isArray(value)) return value.length === 2 && value.every(isNumber);
    if (!told.isObject(value)) return isNumber(value);
    return ("min" in value ? [value["min"], value["max"]] : Object.values(value)).every(isNumber);
  },
};

const unique: told.Argument = {
  expected: 'a list of fields, or combinations of fields, such as ["email", ["country", "code"]],',
  takes: (value) => Array.isArray(value) && value.every(told.nameOrNames.takes),
};

const dialect: told.Argument = {
  expected: "a dialect, or the name of one,",
  takes: (value) => typeof value === "string" || told.isObject(value),
};

const plugins = signature<PluginDefinition>(
  "definePlugin()",
  {},
  {
    name: told.text,
    dataVersion: told.anything,
    description: told.optional(told.text),
    locale: told.optional(told.text),
    tables,
  },
);

const definitions = signature<TableOptions>(
  "defineTable()",
  { name: told.text, type: recordType },
  {
    description: told.optional(told.text),
    rows: told.optional(rows),
    key: told.optional(told.texts),
    unique: told.optional(unique),
    per: told.optional(children),
    dialects: told.optional({ expected: "dialects by format", takes: told.isObject }),
    format: told.optional(told.oneOf("ndjson", "json", "csv", "tsv")),
  },
);

const families = signature<Per>("per", {}, { table: told.text, count, where: told.optional(told.where) });

const formats = signature<NonNullable<TableOptions["dialects"]>>(
  "dialects",
  {},
  { csv: told.optional(dialect), tsv: told.optional(dialect) },
);

/** What has another shape in a plugin, or in one of its tables. */
export function shapeIssues(plugin: unknown): Issue[] {
  const wrong = plugins.misuses({}, plugin ?? null);
  if (wrong.length > 0) return wrong.map((one) => ({ ...one, path: "plugin" }));
  return (plugin as { readonly tables: readonly unknown[] }).tables.flatMap(tableIssues);
}

/** What has another shape in a table. */
export function tableIssues(table: unknown, index: number): Issue[] {
  const place = `tables[${index}]`;
  if (!told.isObject(table))
    return [{ code: "type", path: place, expected: "a table of defineTable()", received: received(table) }];
  const { name, type, options } = table;
  const path = typeof name === "string" ? name : place;
  const wrong = definitions.misuses({ name, type }, options ?? null);
  if (wrong.length > 0) return wrong.map((one) => ({ ...one, path }));
  const { per, dialects } = options as TableOptions;
  return [
    ...(per === undefined ? [] : families.misuses({}, per)).map((one) => ({ ...one, path: `${path} / per` })),
    ...formats.misuses({}, dialects).map((one) => ({ ...one, path: `${path} / dialects` })),
  ];
}
