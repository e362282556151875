/**
 * The built-in plugins as data, by name. The build runs this module and keeps what it exports: loading zod and
 * checking the plugins again took longer than all else that `backlot row` does.
 */
import imdb from "@backlot/dataset-imdb";
import { pluginData, type PluginData } from "@backlot/schema";

export default { imdb: pluginData(imdb) } as Readonly<Record<string, PluginData>>;
