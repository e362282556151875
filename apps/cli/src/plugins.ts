/**
 * Plugins: found only where the user says, by `--plugin` or in `backlot.config.ts`, beside the one that is built in.
 *
 * A plugin is code, and it runs with all that the user may do: nothing is ever looked for.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { closest, InputError } from "@backlot/runtime";
import { pluginOf, type Plugin, type RecordType, type Table } from "@backlot/schema";
import { loadModule, loadPlugins, type LoadedPlugin } from "./load-plugin.ts";
import { UsageError } from "./report.ts";

/** What a user named: a table, or all tables of a plugin. */
export interface Target extends LoadedPlugin {
  /** `plugin` or `plugin/table`. */
  readonly name: string;
  readonly tables: readonly Table[];
  /** Whether a plugin was named, and not a table. */
  readonly whole: boolean;
}

/** Where to look for plugins. */
export interface PluginOptions {
  /** The current folder. */
  readonly folder: string;
  /** Paths and packages of `--plugin`. */
  readonly named?: readonly string[];
}

/** The built-in plugins, by name: data, whose types are loaded where they are asked for. */
const builtIn: Readonly<Record<string, () => Promise<Plugin>>> = {
  imdb: async () => (await import("@backlot/dataset-imdb")).default,
};

/** All plugins: named ones, configured ones, built-in ones. A user's plugin takes the place of a built-in one. */
export async function allPlugins(options: PluginOptions): Promise<LoadedPlugin[]> {
  const loaded = await usersPlugins(options);
  for (const name of Object.keys(builtIn)) {
    if (!loaded.some(({ plugin }) => plugin.name === name)) loaded.push(await loadBuiltIn(name));
  }
  return loaded;
}

/**
 * The plugin and tables of a name such as `imdb` or `imdb/movie`.
 *
 * @throws UsageError with a suggestion when there are none.
 */
export async function findTarget(name: string, options: PluginOptions): Promise<Target> {
  const [pluginName, ...rest] = name.split("/");
  const tableName = rest.join("/");
  const users = await usersPlugins(options);
  const found =
    users.find(({ plugin }) => plugin.name === pluginName) ??
    (Object.hasOwn(builtIn, pluginName) ? await loadBuiltIn(pluginName) : undefined);
  if (found === undefined) throw await unknownPlugin(name, pluginName, options);
  const { tables } = found.plugin;
  if (rest.length === 0) return { ...found, name, tables: Object.values(tables), whole: true };
  if (!Object.hasOwn(tables, tableName)) throw unknownTable(pluginName, tableName, Object.keys(tables));
  return { ...found, name, tables: [tables[tableName]], whole: false };
}

/**
 * The one table of a name such as `imdb/movie`.
 *
 * @throws UsageError when there is none, or a whole plugin is named.
 */
export async function findTable(name: string, options: PluginOptions): Promise<Target & { readonly table: Table }> {
  const target = await findTarget(name, options);
  if (!target.whole) return { ...target, table: target.tables[0] };
  const names = target.tables.map((table) => `${name}/${table.name}`);
  throw new UsageError(`${name} is a plugin, and one table is wanted`, `Name one of ${names.join(", ")}`);
}

async function unknownPlugin(name: string, pluginName: string, options: PluginOptions): Promise<UsageError> {
  const plugins = await allPlugins(options);
  const names = plugins.map(({ plugin }) => plugin.name);
  const tables = plugins.flatMap(({ plugin }) => Object.keys(plugin.tables).map((table) => `${plugin.name}/${table}`));
  // The plugin's name was left out, or mistyped.
  const near =
    tables.find((table) => table.endsWith(`/${name}`)) ??
    closest(name, [...tables, ...names]) ??
    closest(pluginName, names);
  return new UsageError(
    `Unknown plugin ${pluginName}`,
    near === undefined ? `There are ${names.join(", ")}; load others with --plugin PATH` : `Did you mean ${near}?`,
  );
}

function unknownTable(plugin: string, name: string, known: readonly string[]): UsageError {
  const near = closest(name, known);
  return new UsageError(
    `Unknown table ${plugin}/${name}`,
    near === undefined
      ? `There are ${known.map((table) => `${plugin}/${table}`).join(", ")}`
      : `Did you mean ${plugin}/${near}?`,
  );
}

async function usersPlugins({ folder, named = [] }: PluginOptions): Promise<LoadedPlugin[]> {
  const loaded: LoadedPlugin[] = [];
  for (const specifier of [...named, ...(await configured(folder))]) {
    for (const next of await loadPlugins(specifier, folder)) {
      const same = loaded.find(({ plugin }) => plugin.name === next.plugin.name);
      if (same === undefined) loaded.push(next);
      else if (same.module !== next.module) {
        throw new UsageError(
          `Two plugins have the name ${next.plugin.name}: ${same.module} and ${next.module}`,
          "Use one at a time, or rename one",
        );
      }
    }
  }
  return loaded;
}

/** The `plugins` of the config file in a folder. */
async function configured(folder: string): Promise<readonly string[]> {
  const file = ["backlot.config.ts", "backlot.config.js"]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file === undefined) return [];
  const { default: config } = await loadModule(pathToFileURL(file).href, file, "configuration");
  const plugins = (config as { plugins?: unknown } | undefined)?.plugins;
  if (Array.isArray(plugins) && plugins.every((item) => typeof item === "string")) return plugins;
  throw new InputError(`Cannot use the configuration ${file}: its default export has no list of plugins`, {
    file,
    hint: 'Write: export default { plugins: ["./my-plugin.ts", "a-package"] };',
  });
}

async function loadBuiltIn(name: string): Promise<LoadedPlugin> {
  const { default: plugins } = await import("./built-in.data.ts");
  return { plugin: pluginOf(plugins[name]) };
}

/** The zod type of a table's records. */
export async function recordType({ name, type, plugin }: Table): Promise<RecordType> {
  return type ?? (await builtIn[plugin.name]()).tables[name].type!;
}
