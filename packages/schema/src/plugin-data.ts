/**
 * Plugins as plain data: JSON that makes the same records, without zod and without running the plugin's code.
 */

import type { Member } from "./field.ts";
import type { Plugin, Table } from "./plugin.ts";
import type { TableOptions } from "./table.ts";

/** A plugin without its types, as JSON. */
export interface PluginData {
  readonly contract: 1;
  readonly name: string;
  readonly dataVersion: number;
  readonly description?: string;
  readonly locale?: string;
  readonly tables: readonly {
    readonly name: string;
    readonly options: TableOptions;
    readonly fields: readonly Member[];
  }[];
}

/**
 * A plugin as data; `pluginOf` makes a plugin of it again.
 *
 * @throws TypeError when part of it is code: a computed field, or `rows` that are a function.
 * @example
 * ```ts
 * import { definePlugin, defineTable, key, pluginData, pluginOf } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const ticket = defineTable("ticket", z.object({ id: key("t") }), { rows: 500 });
 * const text = JSON.stringify(pluginData(definePlugin({ name: "train", dataVersion: 1, tables: [ticket] })));
 * console.log(pluginOf(JSON.parse(text)).tables["ticket"].options.rows); // 500
 * ```
 */
export function pluginData({ contract, name, dataVersion, description, locale, tables }: Plugin): PluginData {
  return {
    contract,
    name,
    dataVersion,
    description,
    locale,
    tables: Object.values(tables).map((table) => {
      const [computed] = Object.keys(table.code ?? {});
      const code = typeof table.options.rows === "function" ? "rows" : computed;
      if (code !== undefined) throw new TypeError(`Cannot make data of ${name}/${table.name}: ${code} is code`);
      return { name: table.name, options: table.options, fields: table.fields };
    }),
  };
}

/** The plugin that the data describe. */
export function pluginOf({ tables, ...rest }: PluginData): Plugin {
  const bound: Record<string, Table> = {};
  const plugin: Plugin = { ...rest, tables: bound };
  for (const table of tables) bound[table.name] = { ...table, plugin };
  return plugin;
}

/** Whether a value is what `definePlugin` returns, also by another copy of this package. */
export function isPlugin(value: unknown): value is Plugin {
  return (
    typeof value === "object" &&
    value !== null &&
    "contract" in value &&
    value.contract === 1 &&
    "tables" in value &&
    typeof value.tables === "object"
  );
}
