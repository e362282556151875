/** The program: its commands and global options, run once to an exit code. */
import { CommanderError, type Command } from "commander";
import { collect, newCommand, type Context } from "./command.ts";
import { describe } from "./commands/describe.ts";
import { explain } from "./commands/explain.ts";
import { generate } from "./commands/generate.ts";
import { list } from "./commands/list.ts";
import { project } from "./commands/project.ts";
import { row } from "./commands/row.ts";
import manifest from "../package.json" with { type: "json" };
import type { Host } from "./host.ts";
import { print } from "./print.ts";
import { exitCodes, reportOf } from "./report.ts";

const commands = { list, describe, generate, row, project, explain };

/** Runs the program; it never throws, and has said all there is to say when its promise is fulfilled. */
export async function run(host: Host): Promise<number> {
  try {
    return await runCommand(host);
  } catch (error) {
    const { text, exitCode } = reportOf(error, host);
    host.say(text);
    return exitCode;
  }
}

async function runCommand(host: Host): Promise<number> {
  const context: Context = { host, exitCode: exitCodes.done };
  const program = newProgram();
  // Help and version come in pieces, by calls that cannot wait or fail.
  let shown = "";
  for (const create of named(host.args)) program.addCommand(create(context));
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => (shown += text),
      writeErr: (text) => host.say(text),
      // commander would open the standard streams to ask them, 3 ms.
      ...(!host.writesTerminal && { getOutHelpWidth: () => 80, getOutHasColors: () => false }),
      ...(!host.saysToTerminal && { getErrHelpWidth: () => 80, getErrHasColors: () => false }),
    });
  }
  try {
    await program.parseAsync(asked(host.args), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    await print(shown);
    // `--help` and `--version` are answered; without a command the help was only offered.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return context.exitCode;
}

/** The arguments that are no options; the first of them is the command, as only `--plugin` has a value before it. */
const words = (args: readonly string[]): string[] =>
  args.filter((arg, i) => !arg.startsWith("-") && args[i - 1] !== "--plugin");

/** The arguments; `help nope` is `nope`, for commander would show the help of all, and not say why. */
function asked(args: readonly string[]): readonly string[] {
  const [name, of] = words(args);
  return name === "help" && of !== undefined && !Object.hasOwn(commands, of) ? [of] : args;
}

/** The command that is named, which needs no other; all of them where help or a suggestion may be wanted. */
function named(args: readonly string[]): readonly ((context: Context) => Command)[] {
  const [name] = words(args);
  return name !== undefined && Object.hasOwn(commands, name)
    ? [commands[name as keyof typeof commands]]
    : Object.values(commands);
}

function newProgram(): Command {
  return newCommand(
    "backlot",
    "Builds datasets that look real, as large as you like, and cuts huge files down to the columns you need.",
    [
      ["backlot list", "what can be generated"],
      ["backlot generate imdb/movie --rows 1e6 --out movies.ndjson", "a million wide records"],
      ["backlot project movies.ndjson --pick title,actors --out list.csv", "two of their columns"],
      ["backlot row imdb/title.basics 987654", "one record, at once"],
    ],
  )
    .version(manifest.version, "-V, --version", "show the version")
    .option("--plugin <path|package>", "use the plugin in this file or package, too (repeatable)", collect)
    .option("--json", "tell the result as JSON")
    .option("--quiet", "say nothing but errors")
    .option("--no-color", "no colours (as with NO_COLOR=1)")
    .helpCommand("help [command]", "show the help of a command");
}
