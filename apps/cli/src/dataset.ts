/** Which dataset: the options of all commands that make records. */
import type { Command } from "commander";
import { parseScale } from "./size.ts";

/** What tells one dataset of a plugin from another. */
export interface DatasetOptions {
  readonly scale: number;
  readonly seed?: string;
  readonly locale?: string;
}

/** Adds them to a command. */
export function addDataset(command: Command): Command {
  return command
    .option("--scale <factor>", "the size of the dataset, to which references point", parseScale, 1)
    .option("--seed <text>", "another seed, other data")
    .option("--locale <name>", "the language of names and words: de, ja, zh_CN …; default: the plugin's own, or en");
}
