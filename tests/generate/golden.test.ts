/** The promised bytes of every plugin. */
import { formatNames } from "@backlot/formats";
import { goldens } from "./golden.ts";
import { plugins } from "./plugins.ts";

for (const plugin of plugins) {
  const golden = goldens(plugin.name);
  for (const table of Object.values(plugin.tables)) {
    for (const format of formatNames) {
      const name = `${plugin.name} ${plugin.dataVersion} ${table.name} ${format}, seed 42, scale 0.001, 500 rows`;
      golden(name, { table, format, seed: 42, scale: 0.001, rows: 500 });
    }
  }
}
