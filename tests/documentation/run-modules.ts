/**
 * Runs modules one after the other in one process: their paths are the arguments. For each of them, a line of JSON
 * goes to descriptor 3, with what it printed by `console.log`, by line of the module, and how it failed.
 */
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { format, inspect } from "node:util";

/** What came of a module. */
export interface Ran {
  readonly path: string;
  readonly prints: readonly { readonly line: number; readonly text: string }[];
  readonly error?: string;
}

for (const path of process.argv.slice(2)) {
  const { href } = pathToFileURL(path);
  const prints: { line: number; text: string }[] = [];
  console.log = (...values: unknown[]) => {
    // Types are erased in place, so that lines are those of the example.
    const [, line] = new Error("here").stack!.split(`${href}:`);
    prints.push({ line: Number.parseInt(line, 10), text: format(...values) });
  };
  let error: string | undefined;
  try {
    await import(href);
  } catch (thrown) {
    error = inspect(thrown);
  }
  writeSync(3, `${JSON.stringify({ path, prints, error } satisfies Ran)}\n`);
}
