/** `backlot explain`: the plan by which a table is made. */
import { formatNames, type FormatName } from "@backlot/formats";
import type { Explanation } from "@backlot/generator";
import { Option, type Command } from "commander";
import { inColumns } from "../columns.ts";
import { act, collectNames, newCommand, type Context } from "../command.ts";
import { addDataset, type DatasetOptions } from "../dataset.ts";
import { print } from "../print.ts";
import { bytesText, counted, countText } from "../quantity.ts";

interface Options extends DatasetOptions {
  readonly format?: FormatName;
  readonly pick?: readonly string[];
  readonly ops?: boolean;
}

export function explain(context: Context): Command {
  const command = newCommand("explain", "Explain how a table is made: its plan, field by field, with its lane.", [
    ["backlot explain imdb/movie", "the lane of each field"],
    ["backlot explain imdb/title.basics --pick endYear --ops", "the program of a field"],
    ["backlot explain imdb/movie --json", "the whole plan as JSON"],
  ])
    .argument("<table>", "a table, such as imdb/movie, or a plugin for all of its tables")
    .option("--ops", "the program of each field, too");
  addDataset(command)
    .addOption(new Option("--format <name>", "default: the table's own").choices(formatNames))
    .option("--pick <fields>", "only these fields, separated by commas (repeatable)", collectNames);
  return act<Options>(context, command, async ([name], { plugin: named, json, ops = false, ...options }) => {
    const [{ findTarget }, generator] = await Promise.all([import("../plugins.ts"), import("@backlot/generator")]);
    const { tables, whole } = await findTarget(name, { folder: context.host.folder, named });
    const { seed, scale, locale, format, pick } = options;
    const explained: Explanation[] = [];
    for (const table of tables) explained.push(await generator.explain(table, { seed, scale, locale, format, pick }));
    if (json) await print(`${JSON.stringify(whole ? explained : explained[0])}\n`);
    else await print(explained.map((one) => explanationText(one, ops)).join("\n"));
    return 0;
  });
}

function explanationText({ table, seed, scale, locale, format, fields, ...plan }: Explanation, ops: boolean): string {
  const computed = fields.filter(({ lane }) => lane === "computed").length;
  const more = computed === 0 ? "" : `, and ${counted(computed, "computed value")} of at most 1 MiB as JSON`;
  const facts = [
    ["rows", countText(plan.rows)],
    ["program", counted(plan.words, "word")],
    ["tables", bytesText(plan.imageBytes)],
    ["record", `at most ${bytesText(plan.recordBytes)}${more}`],
  ];
  const rule = ({ text, why }: (typeof fields)[number]): string => (why === undefined ? text : `${text} (${why})`);
  const rows = [["FIELD", "LANE", "RULE"], ...fields.map((field) => [field.path, field.lane, rule(field)])];
  const [head, ...lines] = inColumns(rows, "  ").split(/(?<=\n)/);
  const program = (i: number): string => fields[i].ops.map((op) => `      ${op}\n`).join("");
  return [
    `${table} with seed ${seed} at scale ${scale}${locale === "en" ? "" : ` in ${locale}`}, as ${format}\n`,
    inColumns(facts, "  "),
    [head, ...lines.map((line, i) => (ops ? line + program(i) : line))].join(""),
  ].join("\n");
}
