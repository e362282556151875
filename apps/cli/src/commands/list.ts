/** `backlot list`: the plugins and their tables. */
import type { Command } from "commander";
import { inColumns } from "../columns.ts";
import { act, newCommand, type Context } from "../command.ts";
import { ownFormat } from "../outputs.ts";
import { print } from "../print.ts";
import { countText } from "../quantity.ts";

export function list(context: Context): Command {
  const command = newCommand("list", "List plugins and their tables.", [
    ["backlot list", "the built-in plugin and those of backlot.config.ts"],
    ["backlot list --plugin ./shop.ts", "also the plugin in that file"],
  ]);
  return act(context, command, async (_, { plugin: named, json }) => {
    const [{ allPlugins }, { tableRows }] = await Promise.all([import("../plugins.ts"), import("@backlot/generator")]);
    const plugins = (await allPlugins({ folder: context.host.folder, named })).map(({ plugin }) => ({
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
    if (json) await print(`${JSON.stringify(plugins)}\n`);
    else await print(plugins.map(pluginText).join("\n"));
    return 0;
  });
}

interface ListedPlugin {
  readonly name: string;
  readonly description?: string;
  readonly dataVersion: number;
  readonly tables: readonly { name: string; description?: string; format: string; rows: number }[];
}

function pluginText({ name, description = "", tables }: ListedPlugin): string {
  const width = Math.max(...tables.map(({ rows }) => countText(rows).length));
  const rows = tables.map((table) => [
    table.name,
    `${countText(table.rows).padStart(width)} rows`,
    table.format,
    table.description ?? "",
  ]);
  return `${description === "" ? name : `${name}: ${description}`}\n${inColumns(rows, "  ")}`;
}
