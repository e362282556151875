/** `backlot generate`: the records of a table, or of all tables of a plugin. */
import { formatNames, type FormatName } from "@backlot/formats";
import type { KernelName } from "@backlot/generator";
import { Option, type Command } from "commander";
import { act, addDigest, collectNames, isDigested, newCommand, type Context } from "../command.ts";
import { addDataset, type DatasetOptions } from "../dataset.ts";
import { planOutputs, writeAll } from "../outputs.ts";
import { UsageError } from "../report.ts";
import { parseBytes, parseCount, parsePositiveCount, parseScale } from "../size.ts";
import { addUp } from "../summary.ts";
import { runVerb, type Watch } from "../verb.ts";

/** Written out, so that help needs no generator. */
const kernelNames: readonly KernelName[] = ["compiled", "plan", "twin"];

interface Options extends DatasetOptions {
  readonly rows?: number;
  readonly bytes?: number;
  readonly out: string;
  readonly format?: FormatName;
  readonly pick?: readonly string[];
  readonly workers?: number;
  readonly kernel?: KernelName;
  readonly computeSeconds?: number;
  readonly force?: boolean;
}

export function generate(context: Context): Command {
  const command = newCommand("generate", "Generate the records of a table, or all tables of a plugin.", [
    ["backlot generate imdb/movie --rows 1e6 --seed 42 --out movies.ndjson", "a million records"],
    ["backlot generate imdb/movie --bytes 10GB --out movies.csv", "as many as fit, as CSV"],
    ["backlot generate imdb/movie --rows 5 --pick title,actors", "two fields, to standard output"],
    ["backlot generate imdb --scale 0.01 --out imdb/", "all tables, one file each"],
  ])
    .argument("<table>", "a table, such as imdb/movie, or a plugin for all of its tables")
    .option("--rows <n>", "so many records (1e6, 1M); default: what the scale says", parseCount)
    .option("--bytes <size>", "as many records as fit into so many bytes (500MB, 10GiB)", parseBytes);
  addDataset(command)
    .option("--out <path>", "a file, a folder (with a / at its end), or - for standard output", "-")
    .addOption(
      new Option("--format <name>", "default: by the ending of --out, or the table's own").choices(formatNames),
    )
    .option("--pick <fields>", "only these fields, separated by commas (repeatable)", collectNames)
    .option("--workers <n>", "default: one for each processor", parsePositiveCount)
    .addOption(new Option("--kernel <name>", "default: the fastest; all give the same bytes").choices(kernelNames))
    .option("--compute-seconds <n>", "how long a plugin's own code may take for one record; default: 10", parseScale)
    .option("--force", "replace files that exist");
  addDigest(command);
  return act<Options>(context, command, async ([name], options) => {
    const [{ findTarget }, { checkTables, generate: run }] = await Promise.all([
      import("../plugins.ts"),
      import("@backlot/generator"),
    ]);
    const target = await findTarget(name, { folder: context.host.folder, named: options.plugin });
    if (target.whole) checkWhole(name, options);
    const plan = planOutputs(target, options.out, options.format);
    if (target.whole)
      await checkTables(
        name,
        plan.outputs.map(({ path: to, ...output }) => ({ ...options, ...output, to })),
      );
    const toStdout = plan.outputs[0].path === "-";
    const label = toStdout ? name : options.out;
    return await runVerb(context.host, { ...options, label, toStdout }, async (watch) => {
      const summaries = await writeAll(
        plan,
        { force: options.force, digest: isDigested(options) },
        ({ table, format }, to, index) =>
          run({
            table,
            to,
            format,
            seed: options.seed,
            locale: options.locale,
            scale: options.scale,
            rows: options.rows,
            kernel: options.kernel,
            computeSeconds: options.computeSeconds,
            bytes: options.bytes,
            pick: options.pick,
            workers: options.workers,
            module: target.module,
            ...watch,
            onProgress: partOf(plan.outputs.length, index, watch.onProgress),
          }),
      );
      return addUp(summaries);
    });
  });
}

/** The tables of a plugin differ in rows and fields, and cannot share standard output. */
function checkWhole(name: string, { out, rows, bytes, pick }: Options): void {
  if (out === "-") {
    throw new UsageError(`${name} is a plugin, whose tables need a file each`, `Name a folder: --out ${name}/`);
  }
  const given = { rows, bytes, pick };
  const option = (Object.keys(given) as (keyof typeof given)[]).find((key) => given[key] !== undefined);
  if (option === undefined) return;
  const instead = option === "pick" ? "" : ", or use --scale for the size of all";
  throw new UsageError(`--${option} is for one table, and ${name} is a plugin`, `Name a table of ${name}${instead}`);
}

/** The progress of one table as the progress of all. */
function partOf(count: number, index: number, onProgress: Watch["onProgress"]): Watch["onProgress"] {
  return onProgress && ((progress) => onProgress({ ...progress, done: (index + (progress.done ?? 0)) / count }));
}
