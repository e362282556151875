/**
 * Plugins: tables under one name, with the version of their data.
 */

import type * as z from "zod";
import type { Member } from "./field.ts";
import type { Compute } from "./hints.ts";
import { computeOf, fieldsOf } from "./infer.ts";
import { PluginError } from "./issue.ts";
import type { RecordType, TableDefinition, TableOptions } from "./table.ts";
import { validatePlugin } from "./validate/plugin.ts";

/** What `definePlugin` takes. */
export interface PluginDefinition<Tables extends readonly TableDefinition[] = readonly TableDefinition[]> {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** Rises if and only if the bytes of some record change. */
  readonly dataVersion: number;
  /** What the data is, in a few words. */
  readonly description?: string;
  /** The locale of faker's words, such as `de` or `zh_CN`; `en`. */
  readonly locale?: string;
  readonly tables: Tables;
}

/** A table of a plugin: all that is needed to make its records, without zod and without the plugin's code. */
export interface Table {
  readonly name: string;
  readonly options: TableOptions;
  /** What stands in a record, in order, as plain data. */
  readonly fields: readonly Member[];
  readonly plugin: Plugin;
  /** The type of a record; a plugin that comes as data has none. */
  readonly type?: RecordType;
  /** The author's code behind the computed fields, by name. */
  readonly code?: Readonly<Record<string, Compute>>;
}

/** A table whose type is known. */
export interface TypedTable<Name extends string = string, Type extends RecordType = RecordType> extends Table {
  readonly name: Name;
  readonly type: Type;
}

/** The record of a table. */
export type RecordOf<T extends { readonly type?: RecordType }> = T extends {
  readonly type: infer Type extends RecordType;
}
  ? z.output<Type>
  : Record<string, unknown>;

/** A checked plugin. */
export interface Plugin {
  /** The version of this contract. */
  readonly contract: 1;
  readonly name: string;
  readonly dataVersion: number;
  readonly description?: string;
  /** The locale of faker's words; `en`. */
  readonly locale?: string;
  readonly tables: Readonly<Record<string, Table>>;
}

/** A checked plugin whose tables are known by name and type. */
export interface TypedPlugin<Tables extends readonly TableDefinition[]> extends Plugin {
  readonly tables: { readonly [T in Tables[number] as T["name"]]: TypedTable<T["name"], T["type"]> };
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
): TypedPlugin<Tables> {
  const issues = validatePlugin(definition);
  if (issues.length > 0) throw new PluginError((definition as { name?: string } | undefined)?.name ?? "", issues);
  const { name, dataVersion, description, locale, tables } = definition;
  const bound: Record<string, Table> = {};
  const plugin = { contract: 1, name, dataVersion, description, locale, tables: bound } as const;
  for (const table of tables) bound[table.name] = { ...table, fields: fieldsOf(table), code: codeOf(table), plugin };
  return plugin as unknown as TypedPlugin<Tables>;
}

/** The code of computed fields stands at the top of a record only. */
function codeOf({ type }: TableDefinition): Record<string, Compute> {
  const code: Record<string, Compute> = {};
  for (const [name, member] of Object.entries(type.shape)) {
    const found = computeOf(member);
    if (found !== undefined) code[name] = found;
  }
  return code;
}
