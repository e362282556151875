/** `backlot list`: the plugins and their tables. */
import type { Command } from "commander";
import { act, newCommand, type Context } from "../command.ts";
import { print } from "../print.ts";

export function list(context: Context): Command {
  const command = newCommand("list", "List plugins and their tables.", [
    ["backlot list", "the built-in plugin and those of backlot.config.ts"],
    ["backlot list --plugin ./shop.ts", "also the plugin in that file"],
  ]);
  return act(context, command, async (_, { plugin: named, json }) => {
    const [{ allPlugins }, { listed, pluginText }] = await Promise.all([
      import("../plugins.ts"),
      import("../listing.ts"),
    ]);
    const plugins = listed(await allPlugins({ folder: context.host.folder, named }));
    if (json) await print(`${JSON.stringify(plugins)}\n`);
    else await print(plugins.map(pluginText).join("\n"));
    return 0;
  });
}
