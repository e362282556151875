/** Lists of plugins and their tables: as data, and for people. */
import { tableRows } from "@backlot/generator";
import { inColumns } from "./columns.ts";
import type { LoadedPlugin } from "./load-plugin.ts";
import { ownFormat } from "./outputs.ts";
import { countText } from "./quantity.ts";

/** A plugin as it is listed. */
export interface ListedPlugin {
  readonly name: string;
  readonly description?: string;
  readonly dataVersion: number;
  readonly tables: readonly { name: string; description?: string; format: string; rows: number }[];
}

/** Plugins with the tables of each. */
export function listed(plugins: readonly LoadedPlugin[]): ListedPlugin[] {
  return plugins.map(({ plugin }) => ({
    name: plugin.name,
    description: plugin.description,
    dataVersion: plugin.dataVersion,
    tables: Object.values(plugin.tables).map((table) => ({
      name: `${plugin.name}/${table.name}`,
      description: table.options.description,
      format: ownFormat(table),
      rows: tableRows(table, 1),
    })),
  }));
}

/** A plugin and its tables, a line for each. */
export function pluginText({ name, description = "", tables }: ListedPlugin): string {
  const width = Math.max(...tables.map(({ rows }) => countText(rows).length));
  const rows = tables.map((table) => [
    table.name,
    `${countText(table.rows).padStart(width)} rows`,
    table.format,
    table.description ?? "",
  ]);
  return `${description === "" ? name : `${name}: ${description}`}\n${inColumns(rows, "  ")}`;
}
