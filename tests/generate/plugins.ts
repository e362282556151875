/** The plugins whose bytes are promised: the first one, and one for each family of kinds, in `kinds/`. */
import { readdirSync } from "node:fs";
import imdb from "@backlot/dataset-imdb";
import type { Plugin, Table } from "@backlot/schema";

const folder = new URL("kinds/", import.meta.url);
const kinds = await Promise.all(
  readdirSync(folder)
    .toSorted()
    .map(async (file) => ((await import(new URL(file, folder).href)) as { default: Plugin }).default),
);

/** Every plugin. */
export const plugins: readonly Plugin[] = [imdb, ...kinds];

/** Every table of every plugin. */
export const tables: readonly Table[] = plugins.flatMap((plugin) => Object.values(plugin.tables));
