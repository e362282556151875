/** How the cells of tables are spelled, as people type it. */
import { type DialectName, stockDialects } from "@backlot/formats";
import type { DialectChoice } from "@backlot/projector";
import { type Command, InvalidArgumentError, Option } from "commander";

/** The options of a dialect. */
export interface DialectOptions {
  readonly dialect?: DialectName;
  readonly delimiter?: string;
  readonly quote?: "none" | '"' | "'";
  readonly escape?: "none" | "backslash";
  readonly null?: string;
  readonly header?: boolean;
  readonly comment?: string;
  readonly outDialect?: DialectName;
  readonly outDelimiter?: string;
}

/** Adds them to a command. */
export function addDialect(command: Command): void {
  const names = Object.keys(stockDialects);
  command
    .addOption(new Option("--dialect <name>", "of the input, which tells its format too").choices(names))
    .option(
      "--delimiter <char>",
      "between the cells of tables, as ';' or tab; default: as the rows tell",
      parseCharacter,
    )
    .option("--quote <char>", "around cells: '\"', \"'\" or none", parseQuote)
    .option("--escape <how>", "what backslashes are: backslash (escapes) or none (data)", parseEscape)
    .option("--null <text>", "the cell that stands for a missing value")
    .option("--header", "the first row holds the names of the columns; default: unless the rows tell otherwise")
    .option("--no-header", "it does not: columns are numbered from 1")
    .option("--comment <char>", "what lines start with that are no rows, as '#'", parseCharacter)
    .addOption(new Option("--out-dialect <name>", "of the output; default: as the input's").choices(names))
    .option("--out-delimiter <char>", "between the cells of the output", parseCharacter);
}

/** What is told of the input's dialect. */
export function inputDialect(options: DialectOptions): DialectChoice {
  const { dialect: like, delimiter, quote, escape, null: none, header, comment } = options;
  return { like, delimiter, quote: orNull(quote), escape: orNull(escape), null: none, header, comment };
}

/** Commander makes an empty text of an option that is parsed as null, so `none` is one until here. */
function orNull<Told extends string>(told: Told | "none" | undefined): Told | null | undefined {
  return told === "none" ? null : told;
}

/** What is told of the output's dialect. */
export function outputDialect({ outDialect: like, outDelimiter: delimiter }: DialectOptions): DialectChoice {
  return { like, delimiter };
}

/** One character, or the name of one that shells and editors like to change. */
function parseCharacter(text: string): string {
  const character = text === "tab" || text === "\\t" ? "\t" : text;
  if (character.length === 1 && character > "\0" && character < "\x80") return character;
  throw new InvalidArgumentError("Write one ASCII character, or tab.");
}

function parseQuote(text: string): DialectOptions["quote"] {
  if (text === '"' || text === "'" || text === "none") return text;
  throw new InvalidArgumentError("Write '\"', \"'\" or none.");
}

function parseEscape(text: string): DialectOptions["escape"] {
  if (text === "backslash" || text === "none") return text;
  if (text === "\\") return "backslash";
  throw new InvalidArgumentError("Write backslash or none.");
}
