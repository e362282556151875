/**
 * Loading: from the path or package that a user names to the plugins in its module.
 */
import { statSync } from "node:fs";
import * as nodeModule from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError, systemError } from "@backlot/runtime";
import { isPlugin, type Plugin } from "@backlot/schema";
import { whereThrown } from "./report.ts";

/** A plugin and, where its tables may have code, the module it comes from, which workers load again. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  /** The address of the module. */
  readonly module?: string;
}

const pluginFile = `A plugin file looks like this:
    import { definePlugin, defineTable, fake, key } from "@backlot/schema";
    import * as z from "zod";
    const person = defineTable("person", z.object({ id: key("p"), name: fake("person.fullName") }));
    export default definePlugin({ name: "people", dataVersion: 1, tables: [person] });`;

/**
 * The plugins in a file, or in a package that is installed where the current folder can see it.
 *
 * @throws InputError when there is no such module, it fails to load, or has no plugin among its exports.
 */
export async function loadPlugins(specifier: string, folder: string): Promise<LoadedPlugin[]> {
  return pluginsOf(address(specifier, folder), specifier);
}

/** The plugins among the exports of a module. */
async function pluginsOf(module: string, name: string): Promise<LoadedPlugin[]> {
  const exports = await loadModule(module, name, "plugin");
  const plugins = new Set(Object.values(exports).filter(isPlugin));
  if (plugins.size > 0) return [...plugins].map((plugin) => ({ plugin, module }));
  const names = Object.keys(exports);
  const found = names.length === 0 ? "it exports nothing" : `none of its exports is a plugin (${names.join(", ")})`;
  throw new InputError(`Cannot load the plugin ${name}: ${found}`, { file: name, hint: pluginFile });
}

/** What a module exports. */
export async function loadModule(module: string, name: string, what: string): Promise<Record<string, unknown>> {
  keepFromData();
  try {
    return (await import(module)) as Record<string, unknown>;
  } catch (error) {
    // It tells all that is wrong by itself.
    if (error instanceof Error && error.name === "PluginError") throw error;
    throw new InputError(`Cannot load the ${what} ${name}: ${String(error)}`, {
      file: name,
      hint: loadHint(error, name),
      cause: error,
    });
  }
}

/**
 * What a user's code prints goes to standard error, for it is no data. That of workers, too: Node hands over what they
 * print to this stream, and the program itself writes to standard output by its number.
 */
function keepFromData(): void {
  Object.defineProperty(process, "stdout", { configurable: true, get: () => process.stderr });
}

/** The address of a plugin's module: of a file in the current folder, or of a package seen from there. */
function address(specifier: string, folder: string): string {
  if (specifier === "") {
    const hint = "Name the file or the package that exports the plugin";
    throw new InputError("Cannot load a plugin without a name", { file: specifier, hint });
  }
  const path = resolve(folder, specifier);
  const isPath = isAbsolute(specifier) || /^\.{1,2}(?:[\\/]|$)|\.[cm]?[jt]s$/.test(specifier);
  const kind = kindOf(path, specifier);
  if (kind === "file") return pathToFileURL(path).href;
  if (!isPath) return packageAddress(specifier, folder);
  throw new InputError(
    `Cannot load the plugin ${specifier}: ${kind === undefined ? "there is no such file" : "it is no file"}`,
    { file: specifier, hint: "Name the module that exports the plugin; paths start at the current folder" },
  );
}

/** What there is at a path, through all links. */
function kindOf(path: string, specifier: string): "file" | "other" | undefined {
  try {
    const state = statSync(path, { throwIfNoEntry: false });
    return state && (state.isFile() ? "file" : "other");
  } catch (error) {
    throw systemError(error, `load the plugin ${specifier}`, specifier);
  }
}

function packageAddress(name: string, folder: string): string {
  try {
    return resolveFrom(folder, name);
  } catch (cause) {
    throw new InputError(`Cannot load the plugin ${name}: there is no such package, seen from ${folder}`, {
      file: name,
      hint: `Install it (npm install ${name}); a file is named with its ending, such as ./shop.ts`,
      cause,
    });
  }
}

/** `import.meta.resolve` as a module in that folder has it. */
function resolveFrom(folder: string, name: string): string {
  const parentURL = pathToFileURL(join(folder, "-")).href;
  // Node has hooks; elsewhere, what `require` sees has to do.
  if (nodeModule.registerHooks === undefined) {
    return pathToFileURL(nodeModule.createRequire(parentURL).resolve(name)).href;
  }
  const hooks = nodeModule.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, parentURL }),
  });
  try {
    return import.meta.resolve(name);
  } finally {
    hooks.deregister();
  }
}

/** What to do about a module that does not load. */
function loadHint(error: unknown, name: string): string {
  if (!(error instanceof Error)) return "Throw errors only";
  if ("code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION") {
    return /\.[cm]?ts$/.test(name) ? "To run TypeScript, use Node 22.18 or later" : pluginFile;
  }
  const missing = /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
  if (missing !== undefined) return `Install it where the module is: npm install ${missing}`;
  const where = whereThrown(error);
  return where === "" ? "Look for a mistake in the module, or in what it imports" : `Look here:\n${where}`;
}
