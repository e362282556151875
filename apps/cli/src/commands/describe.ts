/** `backlot describe`: the fields of a table, their types and rules. */
import type { Command } from "commander";
import { act, newCommand, type Context } from "../command.ts";
import { print } from "../print.ts";

export function describe(context: Context): Command {
  const command = newCommand("describe", "Describe a table: its fields, types and rules.", [
    ["backlot describe imdb/title.basics", "the fields in a table"],
    ["backlot describe imdb/title.basics --json", "a JSON Schema of the record"],
    ["backlot describe imdb", "all tables of a plugin"],
  ]).argument("<table>", "a table, such as imdb/movie, or a plugin for all of its tables");
  return act(context, command, async ([name], { plugin: named, json }) => {
    const [{ findTarget }, { recordSchema, tableText }] = await Promise.all([
      import("../plugins.ts"),
      import("../description.ts"),
    ]);
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
