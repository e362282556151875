/** `backlot row`: single records, made alone. */
import { formatNames, type FormatName } from "@backlot/formats";
import { InvalidArgumentError, Option, type Command } from "commander";
import { act, collectNames, isDigested, newCommand, type Context } from "../command.ts";
import { addDataset, type DatasetOptions } from "../dataset.ts";
import { print } from "../print.ts";
import { UsageError } from "../report.ts";
import { parseCount, parseScale } from "../size.ts";
import { summaryJson } from "../summary.ts";

/** So many records are made at once, without workers, an account or a digest: there sooner. */
const few = 1000;

interface Options extends DatasetOptions {
  readonly format?: FormatName;
  readonly pick?: readonly string[];
  readonly computeSeconds?: number;
}

/** Records from the first to the last one, counted from 1. */
interface Range {
  readonly first: number;
  readonly last: number;
}

export function row(context: Context): Command {
  const command = newCommand("row", "Print one record of a table, or a few, made at once and alone.", [
    ["backlot row imdb/title.basics 987654", "record 987,654; the first one is 1"],
    ["backlot row imdb/title.basics 10..20", "records 10 to 20, both included"],
    ["backlot row imdb/movie 1 --pick title,actors --seed 42", "two fields, with another seed"],
  ])
    .argument("<table>", "a table, such as imdb/movie")
    .argument("<number>", "the number of a record, counted from 1, or a range: 10..20");
  addDataset(command)
    .addOption(new Option("--format <name>", "default: the table's own").choices(formatNames))
    .option("--pick <fields>", "only these fields, separated by commas (repeatable)", collectNames)
    .option("--compute-seconds <n>", "how long a plugin's own code may take for one record; default: 10", parseScale);
  return act<Options>(context, command, async ([name, numbers], options) => {
    const { first, last } = parseRange(numbers);
    const { findTable } = await import("../plugins.ts");
    const { table, module } = await findTable(name, { folder: context.host.folder, named: options.plugin });
    const { seed, locale, scale, format, pick, computeSeconds } = options;
    const wanted = { first: first - 1, rows: last - first + 1, seed, locale, scale, format, pick, computeSeconds };
    const isFew = wanted.rows <= few && options.json !== true;
    // What is no module of the user's is built in.
    const ready =
      isFew && module === undefined ? await (await import("../ready.ts")).readyBytes(name, wanted) : undefined;
    if (ready !== undefined) {
      await print(ready);
      return 0;
    }
    const { generate, recordBytes } = await import("../making.ts");
    if (isFew) {
      await print(await recordBytes(table, wanted));
      return 0;
    }
    const { signal } = context.host;
    const summary = await generate({ table, to: "-", ...wanted, module, digest: isDigested(options), signal });
    if (options.json === true) context.host.say(summaryJson(summary));
    return 0;
  });
}

function parseRange(text: string): Range {
  const [from, to, ...more] = text.split("..");
  const refused = (why: string, hint = "Write 10 or 10..20"): UsageError =>
    new UsageError(`Cannot use the record number ${text}: ${why}`, hint);
  if (more.length > 0) throw refused("it is neither a number nor a range");
  const numberOf = (part: string): number => {
    try {
      return parseCount(part);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw refused(error.message.charAt(0).toLowerCase() + error.message.slice(1).replace(/\.$/, ""));
    }
  };
  const first = numberOf(from);
  const last = to === undefined ? first : numberOf(to);
  if (first === 0 || last === 0) throw refused("records are counted from 1");
  if (last < first) throw refused("the range ends before it begins", `Write ${to}..${from}`);
  return { first, last };
}
