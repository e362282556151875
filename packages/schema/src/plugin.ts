/**
 * Plugins: tables under one name, with the version of their data.
 */

import type * as z from "zod";
import { PluginError } from "./issue.ts";
import type { TableDefinition } from "./table.ts";
import { validatePlugin } from "./validate/plugin.ts";

/** What `definePlugin` takes. */
export interface PluginDefinition<Tables extends readonly TableDefinition[] = readonly TableDefinition[]> {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** Rises if and only if the bytes of some record change. */
  readonly dataVersion: number;
  /** What the data is, in a few words. */
  readonly description?: string;
  readonly tables: Tables;
}

/** A table of a plugin: all that is needed to make its records. */
export interface Table<Name extends string = string, Type extends z.ZodObject = z.ZodObject> extends TableDefinition<
  Name,
  Type
> {
  readonly plugin: Plugin;
}

/** The record of a table. */
export type RecordOf<T extends TableDefinition> = z.output<T["type"]>;

/** A checked plugin. */
export interface Plugin<Tables extends readonly TableDefinition[] = readonly TableDefinition[]> {
  /** The version of this contract. */
  readonly contract: 1;
  readonly name: string;
  readonly dataVersion: number;
  readonly description?: string;
  readonly tables: { readonly [T in Tables[number] as T["name"]]: Table<T["name"], T["type"]> };
}

/**
 * Checks tables and puts them under one name.
 *
 * @throws PluginError with all that is wrong, each with its path, what was expected and a suggestion.
 * @example
 * ```ts
 * import { definePlugin, defineTable, key, reference } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const shop = definePlugin({
 *   name: "shop",
 *   dataVersion: 1,
 *   tables: [
 *     defineTable("customer", z.object({ id: key("c", { digits: 6 }) })),
 *     defineTable("order", z.object({ id: key("o", { digits: 8 }), customer: reference("customer", "id") })),
 *   ],
 * });
 * console.log(Object.keys(shop.tables)); // [ 'customer', 'order' ]
 * ```
 */
export function definePlugin<const Tables extends readonly TableDefinition[]>(
  definition: PluginDefinition<Tables>,
): Plugin<Tables> {
  const issues = validatePlugin(definition);
  if (issues.length > 0) throw new PluginError(definition.name, issues);
  const { name, dataVersion, description, tables } = definition;
  const bound: Record<string, Table> = {};
  const plugin = { contract: 1, name, dataVersion, description, tables: bound } as const;
  for (const table of tables) bound[table.name] = { ...table, plugin };
  return plugin as unknown as Plugin<Tables>;
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
